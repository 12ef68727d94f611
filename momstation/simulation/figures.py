"""What a station did in a shift, counted from its own store and not from anybody's memory."""

import json
from collections import Counter
from typing import Any  # payloads are JSON of any shape here

import sqlalchemy as sa

Figures = dict[str, Any]
IDLE = "idle"
"""A machine that waits although an order runs, as all do when the shift is over: it has not stopped by itself."""


def count(conn: sa.Connection, station_id: bytes) -> Figures:
    """The station's part of the report, and ``machines``: what it recorded of each of its machines.

    ``stops`` means what the simulated machine means by ``true_stops``: neither micro-stops nor waiting.
    """
    rows = conn.execute(
        sa.text("SELECT kind, payload FROM event WHERE station_id = :me ORDER BY epoch, seq"),
        {"me": station_id},
    ).all()
    kinds = Counter(kind for kind, _ in rows)
    machines: dict[str, Counter[str]] = {}
    stops: dict[str, str] = {}
    explained: dict[str, str | None] = {}
    entries: dict[str, int] = {}
    micro_stops = 0
    for kind, payload in rows:
        fact = json.loads(payload)
        if kind == "machines.parts_counted":
            machines.setdefault(fact["machine"], Counter()).update(good=fact["good"], scrap=fact["reject"])
        elif kind == "production.stop_opened" and fact["state"] != IDLE:
            stops[fact["stop"]] = fact["machine"]
        elif kind == "production.stop_closed" and fact["is_micro"]:
            micro_stops += stops.pop(fact["stop"], None) is not None
        elif kind == "production.stop_reason_given":
            explained[fact["stop"]] = fact["reason"]
        elif kind == "production.quantity_declared":
            entries[fact["entry"]] = fact["scrap"]
        elif kind == "production.entry_reversed":
            entries.pop(fact["entry"], None)
    for machine in stops.values():
        machines.setdefault(machine, Counter())["stops"] += 1
    declared = sum(entries.values())
    rejected = sum(one["scrap"] for one in machines.values())
    return {
        "figures": {
            "events_recorded": len(rows),
            "events_pushed": _pushed(conn),
            "events_pulled": _pulled(conn, station_id),
            "good": sum(one["good"] for one in machines.values()),
            "scrap": rejected + declared,
            "scrap_by_machine": rejected,
            "scrap_declared": declared,
            "stops": len(stops),
            "micro_stops": micro_stops,
            "stops_with_reason": sum(1 for reason in explained.values() if reason is not None),
            "orders_started": kinds["production.order_started"],
            "orders_finished": kinds["production.order_finished"] - kinds["production.order_reopened"],
        },
        "machines": {
            code: {name: one[name] for name in ("good", "scrap", "stops")} for code, one in machines.items()
        },
    }


def _pushed(conn: sa.Connection) -> int:
    return int(conn.execute(sa.text("SELECT coalesce(sum(acked_seq), 0) FROM push_state")).scalar_one())


def _pulled(conn: sa.Connection, station_id: bytes) -> int:
    statement = sa.text("SELECT count(*) FROM event WHERE station_id <> :me")
    return int(conn.execute(statement, {"me": station_id}).scalar_one())
