"""The tables of orders, counts, stops and what machines did, as production remembers them."""

import sqlalchemy as sa

TABLES = sa.MetaData()

production_order = sa.Table(
    "production_order",
    TABLES,
    sa.Column("order", sa.Text, nullable=False),
    sa.Column("phase", sa.Text, nullable=False),
    sa.Column("started_at", sa.Text, nullable=True),
    sa.Column("finished_at", sa.Text, nullable=True),
    sa.Column("finished_station", sa.Text, nullable=True),
    sa.Column("last_at", sa.Text, nullable=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.PrimaryKeyConstraint("order", name="production_order_pk"),
)
sa.Index("production_order_phase", production_order.c.phase, production_order.c.order)
sa.Index("production_order_last", production_order.c.last_at, production_order.c.order)
sa.Index("production_order_work", production_order.c.order, production_order.c.phase)

production_place = sa.Table(
    "production_place",
    TABLES,
    sa.Column("order", sa.Text, nullable=False),
    sa.Column("station", sa.Text, nullable=False),
    sa.Column("machine", sa.Text, nullable=True),
    sa.Column("since", sa.Text, nullable=False),
)
sa.Index("production_place_order", production_place.c.order)
sa.Index("production_place_station", production_place.c.station)
sa.Index("production_place_machine", production_place.c.machine)

production_run = sa.Table(
    "production_run",
    TABLES,
    sa.Column("event_id", sa.LargeBinary, nullable=False),
    sa.Column("order", sa.Text, nullable=False),
    sa.Column("station", sa.Text, nullable=False),
    sa.Column("machine", sa.Text, nullable=True),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("hlc", sa.Integer, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.PrimaryKeyConstraint("event_id", name="production_run_pk"),
)
sa.Index("production_run_order", production_run.c.order, production_run.c.hlc)
sa.Index("production_run_machine", production_run.c.machine, production_run.c.hlc)
sa.Index("production_run_station", production_run.c.station, production_run.c.hlc)

production_setup = sa.Table(
    "production_setup",
    TABLES,
    sa.Column("event_id", sa.LargeBinary, nullable=False),
    sa.Column("order", sa.Text, nullable=False),
    sa.Column("station", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("hlc", sa.Integer, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.PrimaryKeyConstraint("event_id", name="production_setup_pk"),
)
sa.Index("production_setup_order", production_setup.c.order, production_setup.c.hlc)

production_presence = sa.Table(
    "production_presence",
    TABLES,
    sa.Column("event_id", sa.LargeBinary, nullable=False),
    sa.Column("station", sa.Text, nullable=False),
    sa.Column("person", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("hlc", sa.Integer, nullable=False),
    sa.Column("is_here", sa.Boolean(name="production_presence_is_here"), nullable=False),
    sa.PrimaryKeyConstraint("event_id", name="production_presence_pk"),
)
sa.Index("production_presence_station", production_presence.c.station, production_presence.c.at)

production_count = sa.Table(
    "production_count",
    TABLES,
    sa.Column("event_id", sa.LargeBinary, nullable=False),
    sa.Column("order", sa.Text, nullable=False),
    sa.Column("machine", sa.Text, nullable=False),
    sa.Column("station", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("good", sa.Integer, nullable=False),
    sa.Column("rejected", sa.Integer, nullable=False),
    sa.PrimaryKeyConstraint("event_id", name="production_count_pk"),
)
sa.Index("production_count_machine", production_count.c.machine, production_count.c.at)
sa.Index("production_count_station", production_count.c.station, production_count.c.at)

production_entry = sa.Table(
    "production_entry",
    TABLES,
    sa.Column("entry", sa.Text, nullable=False),
    sa.Column("event_id", sa.LargeBinary, nullable=True),
    sa.Column("order", sa.Text, nullable=False),
    sa.Column("station", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=True),
    sa.Column("good", sa.Integer, nullable=False),
    sa.Column("scrap", sa.Integer, nullable=False),
    sa.Column("scrap_reason", sa.Text, nullable=True),
    sa.Column("rework", sa.Integer, nullable=False),
    sa.Column("from_good", sa.Boolean(name="production_entry_from_good"), nullable=False),
    sa.Column("counter_start", sa.Integer, nullable=True),
    sa.Column("counter_end", sa.Integer, nullable=True),
    sa.Column("is_reversed", sa.Boolean(name="production_entry_is_reversed"), nullable=False),
    sa.PrimaryKeyConstraint("entry", name="production_entry_pk"),
)
sa.Index("production_entry_order", production_entry.c.order)
sa.Index("production_entry_station", production_entry.c.station, production_entry.c.at)

production_stop = sa.Table(
    "production_stop",
    TABLES,
    sa.Column("stop", sa.Text, nullable=False),
    sa.Column("machine", sa.Text, nullable=False),
    sa.Column("station", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("order", sa.Text, nullable=True),
    sa.Column("opened_at", sa.Text, nullable=True),
    sa.Column("closed_at", sa.Text, nullable=True),
    sa.Column("is_micro", sa.Boolean(name="production_stop_is_micro"), nullable=False),
    sa.Column("reason", sa.Text, nullable=True),
    sa.Column("reason_at", sa.Text, nullable=True),
    sa.PrimaryKeyConstraint("stop", name="production_stop_pk"),
)
sa.Index("production_stop_machine", production_stop.c.machine, production_stop.c.opened_at)
sa.Index("production_stop_closed", production_stop.c.machine, production_stop.c.closed_at)
sa.Index("production_stop_station", production_stop.c.station, production_stop.c.opened_at)

production_machine_state = sa.Table(
    "production_machine_state",
    TABLES,
    sa.Column("event_id", sa.LargeBinary, nullable=False),
    sa.Column("machine", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("hlc", sa.Integer, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("heard", sa.Text, nullable=False),
    sa.PrimaryKeyConstraint("event_id", name="production_machine_state_pk"),
)
sa.Index(
    "production_machine_state_at",
    production_machine_state.c.machine,
    production_machine_state.c.at,
    production_machine_state.c.hlc,
)
sa.Index("production_machine_state_hlc", production_machine_state.c.machine, production_machine_state.c.hlc)

production_parts = sa.Table(
    "production_parts",
    TABLES,
    sa.Column("event_id", sa.LargeBinary, nullable=False),
    sa.Column("machine", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("good", sa.Integer, nullable=False),
    sa.Column("reject", sa.Integer, nullable=False),
    sa.Column("mark", sa.Text, nullable=True),
    sa.PrimaryKeyConstraint("event_id", name="production_parts_pk"),
)
sa.Index("production_parts_at", production_parts.c.machine, production_parts.c.at)

production_station = sa.Table(
    "production_station",
    TABLES,
    sa.Column("event_id", sa.LargeBinary, nullable=False),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("hlc", sa.Integer, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("area", sa.Text, nullable=False),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("machines", sa.Text, nullable=False),
    sa.PrimaryKeyConstraint("event_id", name="production_station_pk"),
)
sa.Index("production_station_code", production_station.c.code, production_station.c.hlc)
