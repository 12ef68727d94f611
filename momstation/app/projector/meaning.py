"""What a record, or the state of a stream, is in the read models: rows, and no database."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from momstation.app.projector import tables
from momstation.core.event import Record
from momstation.events.machines import MachineStateChanged, PartsCounted
from momstation.events.production import QuantityCounted
from momstation.events.workforce import PersonSignedOff, PersonSignedOn
from momstation.plant.definitions import Definition, noun_of
from momstation.plant.nouns import Equipment, JobOrder, MaterialDefinition, Noun, Reason, WorkMaster
from momstation.plant.stations import StationStory
from momstation.production.model.contradictions import extra_good
from momstation.production.model.order import Entry, OrderWork
from momstation.production.model.stop import StopStory


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it shall be, replacing the one with the same key."""

    table: sa.Table
    values: dict[str, Any]

    def __post_init__(self) -> None:
        for name, value in self.values.items():
            if isinstance(value, str) and not value.isprintable():
                self.values[name] = storable(value)

    @property
    def key(self) -> "Key":
        return tuple(self.values[column.name] for column in self.table.primary_key)


def storable(text: str) -> str:
    """A scanner may have sent a NUL; a record holds it as an escape, a column of text cannot hold it at all."""
    return text.replace("\x00", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode("utf-8")


Key = tuple[object, ...]
Place = tuple[sa.Table, Key]


def _order_of(stream: str) -> str | None:
    return stream.removeprefix("order/") if stream.startswith("order/") else None


OWNED: Sequence[tuple[sa.Table, str, Callable[[str], str | None]]] = (
    (tables.equipment_actual, "job_order_id", _order_of),
    (tables.discrepancy, "stream", lambda stream: stream),
)
"""Tables whose rows can vanish when a stream is folded anew, and which of them are a stream's."""


def area_of(topics: Sequence[str]) -> str | None:
    """The area of a record, from the topics to which its station addressed it."""
    areas = [topic.removeprefix("area/") for topic in topics if topic.startswith("area/")]
    return areas[0] if areas else None


def of_record(record: Record) -> Iterator[Row]:
    """Rows that one record alone makes."""
    area, event = area_of(record.topics), record.event
    of_event = {"event_id": UUID(bytes=record.event_id), "area": area}
    match event:
        case MachineStateChanged(machine=machine, at=at, state=state, heard=heard):
            values = {"equipment_id": machine, "start_time": at, "state": state.value, "heard": heard}
            yield Row(tables.equipment_state, {**of_event, **values})
        case PartsCounted(machine=machine, at=at, good=good, reject=reject, mark=mark):
            counted = {"equipment_id": machine, "count_time": at, "mark": mark}
            quantities = {"good_quantity": good, "reject_quantity": reject}
            yield Row(tables.equipment_count, {**of_event, **counted, **quantities})
        case PersonSignedOn() | PersonSignedOff():
            person = {"station_code": event.station, "person_id": event.person, "actual_time": event.at}
            is_present = isinstance(event, PersonSignedOn)
            yield Row(tables.personnel_actual, {**of_event, **person, "is_present": is_present})
        case QuantityCounted():
            yield Row(tables.material_actual, {**_counted(record, event), "area": area})
        case _:
            return


def _counted(record: Record, event: QuantityCounted) -> dict[str, Any]:
    return {
        "actual_id": record.event_id.hex(),
        "job_order_id": event.order,
        "equipment_id": event.machine,
        "station_code": event.station,
        "person_id": event.by,
        "source": "Machine",
        "scrap_reason_id": None,
        "actual_time": event.at,
        "good_quantity": event.good,
        "scrap_quantity": event.rejected,
        "rework_quantity": 0,
        "is_reversed": False,
    }


def of_state(stream: str, state: object, area: str | None) -> Iterator[Row]:
    """Rows that the whole of a stream makes."""
    match state:
        case OrderWork():
            yield from _of_order(state, area)
        case StopStory():
            yield Row(tables.downtime, {**_of_stop(state), "area": area})
        case Definition() if state.version:
            noun = noun_of(state.entity, state.body)
            yield from _of_noun(noun, state.version) if noun is not None else ()
        case StationStory(said=said) if said is not None:
            values = {"station_code": said.code, "station_id": said.station_id, "area": said.area}
            about = {"description": said.name, "role": said.role, "app_version": said.app_version}
            yield Row(tables.work_station, {**values, **about})
        case _:
            return


def _of_order(work: OrderWork, area: str | None) -> Iterator[Row]:
    ends, extra = work.open_finishes, extra_good(work)
    values = {
        "job_order_id": work.order,
        "area": area,
        "job_state": work.phase.value,
        "start_time": work.started_at,
        "end_time": ends[-1].at if ends else None,
        "end_station": ends[-1].station if ends else None,
        "last_record_time": work.last_at,
        "good_quantity": work.good - extra,
        "extra_quantity": extra,
        "scrap_quantity": work.scrap,
        "rework_quantity": work.rework,
        "unexplained_scrap_quantity": work.unreasoned,
    }
    yield Row(tables.job_response, values)
    for place in work.places:
        values = {"job_order_id": work.order, "station_code": place.station, "area": area}
        about = {"equipment_id": place.machine, "person_id": place.by, "start_time": place.since}
        yield Row(tables.equipment_actual, {**values, **about})
    for entry in work.entries:
        yield Row(tables.material_actual, {**_entered(work, entry), "area": area})


def _entered(work: OrderWork, entry: Entry) -> dict[str, Any]:
    return {
        "actual_id": f"{work.order}/{entry.entry}",
        "job_order_id": work.order,
        "equipment_id": None,
        "station_code": entry.station,
        "person_id": entry.by,
        "source": "Person",
        "scrap_reason_id": entry.scrap_reason,
        "actual_time": entry.at,
        "good_quantity": entry.good_change,
        "scrap_quantity": entry.scrap,
        "rework_quantity": entry.rework,
        "is_reversed": work.is_reversed(entry.entry),
    }


def _of_stop(story: StopStory) -> dict[str, Any]:
    return {
        "stop_id": story.stop,
        "equipment_id": story.machine,
        "station_code": story.station,
        "state": story.state,
        "job_order_id": story.order,
        "reason_id": story.reason,
        "start_time": story.opened_at,
        "end_time": story.closed_at,
        "is_microstop": story.is_micro,
    }


def _of_noun(noun: Noun, version: int) -> Iterator[Row]:
    match noun:
        case Equipment():
            values = {"equipment_id": noun.id, "description": noun.name, "parent_id": noun.parent}
            yield Row(tables.equipment, {**values, "equipment_level": noun.level.value, "version": version})
        case MaterialDefinition():
            material = {"material_definition_id": noun.id, "description": noun.description}
            yield Row(
                tables.material_definition, {**material, "unit_of_measure": noun.unit, "version": version}
            )
        case WorkMaster():
            of_work = {"work_master_id": noun.id, "description": noun.description, "version": version}
            of_unit = {
                "material_definition_id": noun.material,
                "planned_run_time_per_unit_s": noun.ideal_cycle_s,
            }
            yield Row(tables.work_master, {**of_work, **of_unit})
        case JobOrder():
            yield Row(tables.job_order, {**_of_job_order(noun), "version": version})
        case Reason():
            values = {"reason_id": noun.id, "kind": noun.kind.value, "reason_group": noun.group.value}
            yield Row(tables.reason, {**values, "description": noun.text, "version": version})
        case _:
            return


def _of_job_order(order: JobOrder) -> dict[str, Any]:
    return {
        "job_order_id": order.id,
        "work_master_id": order.work_master,
        "equipment_id": order.work_unit,
        "dispatch_status": order.status.value,
        "quantity": order.quantity,
        "priority": order.priority,
        "planned_start_time": order.planned_start,
        "due_time": order.due,
    }
