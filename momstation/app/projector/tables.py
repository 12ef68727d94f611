"""The read models as tables; each is made of records and can be made again from them.

Raise ``VERSION`` whenever a table, or a row made of the same records, becomes another: the projector then
drops all of them and fills them from the first record on. ``area`` is the part of the plant where a record
was written; definitions belong to the whole plant and have none.
"""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import BYTEA, UUID

VERSION = 2
TABLES = sa.MetaData(schema="rm")
_TIME = sa.DateTime(timezone=True)


def _table(name: str, *columns: sa.Column[object]) -> sa.Table:
    return sa.Table(name, TABLES, *columns)


def _key(name: str, kind: object = sa.Text) -> sa.Column[object]:
    return sa.Column(name, kind, primary_key=True)  # type: ignore[arg-type]


def _text(*names: str) -> list[sa.Column[object]]:
    return [sa.Column(name, sa.Text, nullable=True) for name in names]


def _whole(*names: str) -> list[sa.Column[object]]:
    return [sa.Column(name, sa.BigInteger, nullable=True) for name in names]


def _time(*names: str) -> list[sa.Column[object]]:
    return [sa.Column(name, _TIME, nullable=True) for name in names]


def _flag(*names: str) -> list[sa.Column[object]]:
    return [sa.Column(name, sa.Boolean, nullable=False) for name in names]


# -- what the plant is

equipment = _table(
    "equipment",
    _key("equipment_id"),
    *_text("description", "equipment_level", "parent_id"),
    *_whole("version"),
)
material_definition = _table(
    "material_definition",
    _key("material_definition_id"),
    *_text("description", "unit_of_measure"),
    *_whole("version"),
)
work_master = _table(
    "work_master",
    _key("work_master_id"),
    *_text("description", "material_definition_id"),
    sa.Column("planned_run_time_per_unit_s", sa.Numeric, nullable=True),
    *_whole("version"),
)
job_order = _table(
    "job_order",
    _key("job_order_id"),
    *_text("work_master_id", "equipment_id", "dispatch_status"),
    *_whole("quantity", "priority", "version"),
    *_time("planned_start_time", "due_time"),
)
reason = _table(
    "reason", _key("reason_id"), *_text("kind", "reason_group", "description"), *_whole("version")
)
work_station = _table(
    "work_station", _key("station_code"), *_text("area", "station_id", "description", "role", "app_version")
)

# -- what happened

job_response = _table(
    "job_response",
    _key("job_order_id"),
    *_text("area", "job_state", "end_station"),
    *_time("start_time", "end_time", "last_record_time"),
    *_whole(
        "good_quantity", "extra_quantity", "scrap_quantity", "rework_quantity", "unexplained_scrap_quantity"
    ),
)
equipment_actual = _table(
    "equipment_actual",
    _key("job_order_id"),
    _key("station_code"),
    *_text("area", "equipment_id", "person_id"),
    *_time("start_time"),
)
material_actual = _table(
    "material_actual",
    _key("actual_id"),
    *_text("area", "job_order_id", "equipment_id", "station_code", "person_id", "source", "scrap_reason_id"),
    *_time("actual_time"),
    *_whole("good_quantity", "scrap_quantity", "rework_quantity"),
    *_flag("is_reversed"),
)
equipment_state = _table(
    "equipment_state",
    _key("event_id", UUID(as_uuid=True)),
    *_text("area", "equipment_id", "state", "heard"),
    *_time("start_time"),
)
equipment_count = _table(
    "equipment_count",
    _key("event_id", UUID(as_uuid=True)),
    *_text("area", "equipment_id", "mark"),
    *_time("count_time"),
    *_whole("good_quantity", "reject_quantity"),
)
downtime = _table(
    "downtime",
    _key("stop_id"),
    *_text("area", "equipment_id", "station_code", "state", "job_order_id", "reason_id"),
    *_time("start_time", "end_time"),
    *_flag("is_microstop"),
)
personnel_actual = _table(
    "personnel_actual",
    _key("event_id", UUID(as_uuid=True)),
    *_text("area", "station_code", "person_id"),
    *_time("actual_time"),
    *_flag("is_present"),
)
discrepancy = _table(
    "discrepancy",
    _key("discrepancy_id", BYTEA),
    *_text("area", "stream", "rule", "detail", "settled_by"),
    *_flag("is_open"),
)

for _of, _columns in (
    (material_actual, ("job_order_id",)),
    (material_actual, ("equipment_id", "actual_time")),
    (equipment_state, ("equipment_id", "start_time")),
    (equipment_count, ("equipment_id", "count_time")),
    (downtime, ("equipment_id", "start_time")),
    (personnel_actual, ("station_code", "actual_time")),
    (discrepancy, ("stream",)),
    (equipment_actual, ("equipment_id",)),
):
    sa.Index(f"{_of.name}_{_columns[0]}", *(_of.c[name] for name in _columns))

# -- how far the records were read

cursor = sa.Table(
    "cursor",
    TABLES,
    sa.Column("topic_id", sa.Integer, primary_key=True),
    sa.Column("pos", sa.BigInteger, nullable=False),
    sa.Column("event_id", UUID(as_uuid=True), nullable=True),
)
standing = sa.Table(
    "standing",
    TABLES,
    sa.Column("one", sa.Integer, primary_key=True),
    sa.Column("models_version", sa.Integer, nullable=False),
    sa.Column("folds", sa.Text, nullable=False),
    sa.Column("current_to", _TIME, nullable=True),
)
OPEN_TO_READERS = tuple(table for table in TABLES.sorted_tables if table is not cursor)
BY_AREA = tuple(table for table in OPEN_TO_READERS if "area" in table.c)
