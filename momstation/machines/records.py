"""The tables that say what machines did and when, filled from their records."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from momstation.core.event import Record
from momstation.events.machines import MachineState, MachineStateChanged, PartsCounted
from momstation.machines.model.story import MachineStory, apply_story, empty_story
from momstation.store.fold import Fold
from momstation.store.projection import Projection

TABLES = sa.MetaData()
machine_state_log = sa.Table(
    "machine_state_log",
    TABLES,
    sa.Column("event_id", sa.LargeBinary, nullable=False),
    sa.Column("machine", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("heard", sa.Text, nullable=False),
    sa.PrimaryKeyConstraint("event_id", name="machine_state_log_pk"),
)
sa.Index("machine_state_log_at", machine_state_log.c.machine, machine_state_log.c.at)
parts_log = sa.Table(
    "parts_log",
    TABLES,
    sa.Column("event_id", sa.LargeBinary, nullable=False),
    sa.Column("machine", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("good", sa.Integer, nullable=False),
    sa.Column("reject", sa.Integer, nullable=False),
    sa.Column("mark", sa.Text, nullable=True),
    sa.PrimaryKeyConstraint("event_id", name="parts_log_pk"),
)
sa.Index("parts_log_at", parts_log.c.machine, parts_log.c.at)
machine_now = sa.Table(
    "machine_now",
    TABLES,
    sa.Column("machine", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=True),
    sa.Column("since", sa.Text, nullable=True),
    sa.Column("heard", sa.Text, nullable=False),
    sa.Column("good", sa.Integer, nullable=False),
    sa.Column("reject", sa.Integer, nullable=False),
    sa.PrimaryKeyConstraint("machine", name="machine_now_pk"),
)


@dataclass(frozen=True, slots=True)
class MachineNow:
    machine: str
    state: MachineState | None
    since: datetime | None
    heard: str
    good: int
    reject: int


def machine_fold() -> Fold[MachineStory]:
    return Fold(name="machine", version=1, state=MachineStory, empty=empty_story, apply=apply_story)


def machine_projection() -> Projection:
    kinds = frozenset({MachineStateChanged.kind, PartsCounted.kind})
    return Projection(name="machines", version=1, tables=TABLES, kinds=kinds, apply=_project)


def machines_now(conn: sa.Connection, machines: Iterable[str]) -> dict[str, MachineNow]:
    """The last known state of each of these machines that was ever heard."""
    rows = conn.execute(sa.select(machine_now).where(machine_now.c.machine.in_(tuple(machines))))
    return {row.machine: _now_of(row) for row in rows}


def _now_of(row: sa.Row[tuple[object, ...]]) -> MachineNow:
    values = row._mapping
    return MachineNow(
        machine=values["machine"],
        state=None if values["state"] is None else MachineState(values["state"]),
        since=None if values["since"] is None else datetime.fromisoformat(values["since"]),
        heard=values["heard"],
        good=values["good"],
        reject=values["reject"],
    )


def _project(conn: sa.Connection, record: Record, state: object | None) -> None:
    match record.event:
        case MachineStateChanged() as event:
            row: dict[str, object] = {
                "event_id": record.event_id,
                "machine": event.machine,
                "at": stamp(event.at),
                "state": event.state.value,
                "heard": event.heard,
            }
            conn.execute(insert(machine_state_log).values(row).on_conflict_do_nothing())
        case PartsCounted() as event:
            row = {
                "event_id": record.event_id,
                "machine": event.machine,
                "at": stamp(event.at),
                "good": event.good,
                "reject": event.reject,
                "mark": event.mark,
            }
            conn.execute(insert(parts_log).values(row).on_conflict_do_nothing())
        case _:
            return
    if isinstance(state, MachineStory):
        _write_now(conn, state)


def _write_now(conn: sa.Connection, story: MachineStory) -> None:
    row = {
        "machine": story.machine,
        "state": None if story.state is None else story.state.value,
        "since": None if story.since is None else stamp(story.since),
        "heard": story.heard,
        "good": story.good,
        "reject": story.reject,
    }
    conn.execute(insert(machine_now).values(row).on_conflict_do_update(index_elements=["machine"], set_=row))


def stamp(at: datetime) -> str:
    """UTC with microseconds always written, so that text sorts as time does."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")
