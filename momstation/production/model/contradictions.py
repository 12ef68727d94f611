"""What contradicts itself in an order's records, each with the fields of its sentence."""

from collections.abc import Iterator, Sequence

from momstation.production.model.late import LateWork
from momstation.production.model.order import Did, Finish, OrderWork
from momstation.production.model.settling import STATE_FORK, is_overruled
from momstation.store.merging.branches import Fork, Step
from momstation.store.merging.corrections import Correction, doubled
from momstation.store.merging.found import Found
from momstation.store.merging.mark import Mark

DOUBLE_CORRECTION = "production.double_correction"
UNKNOWN_CORRECTION = "production.unknown_correction"
DOUBLE_START = "production.double_start"
DOUBLE_COMPLETION = "production.double_completion"
LATE_PARTS = "production.late_parts"


def contradictions(work: OrderWork) -> Sequence[Found]:
    """Nothing for an order whose records follow each other; asked after every record."""
    if not (work.corrections or work.steps.forks or work.late):
        return ()
    return (*_corrections(work), *_forks(work), *_late_parts(work))


def extra_good(work: OrderWork) -> int:
    """Good parts beyond the order's finish that nobody has counted to it; ``work.good`` holds them as well.

    What is reported of the order leaves them out; what was made in a shift does not."""
    stream = f"order/{work.order}"
    return sum(
        _late_good(work, each)
        for each in work.late
        if each.finish not in work.reopened
        and not is_overruled(work.settlements, _found_late(work, each, each.finish).id_in(stream))
    )


def _corrections(work: OrderWork) -> Iterator[Found]:
    for each in doubled(work.corrections):
        first, second = each.by[0], each.by[1]
        fields: dict[str, str | int] = {**_mark("first", first), **_mark("second", second)}
        yield Found(DOUBLE_CORRECTION, tuple(one.id for one in each.by), {"order": work.order, **fields})
    for each in work.corrections:
        if work.entry(each.of) is None:
            yield _unknown(work, each)


def _unknown(work: OrderWork, correction: Correction) -> Found:
    mark = correction.by[0]
    return Found(UNKNOWN_CORRECTION, (mark.id,), {"order": work.order, **_mark("first", mark)})


def _forks(work: OrderWork) -> Iterator[Found]:
    for fork in work.steps.forks:
        rule = _rule(work, fork)
        if rule is not None:
            yield _found_fork(work, fork, rule)


def _rule(work: OrderWork, fork: Fork) -> str | None:
    """None where the parts that were made after a finish tell the same better."""
    if fork.count(Did.FINISHED) > 1:
        return DOUBLE_COMPLETION
    if fork.count(Did.RAN) == len(fork.tips):
        return DOUBLE_START
    finish = next((tip for tip in fork.tips if tip.what == Did.FINISHED), None)
    others = [tip for tip in fork.tips if tip.what == Did.RAN]
    if finish is not None and others and all(_is_told_by_parts(work, finish, tip) for tip in others):
        return None
    return STATE_FORK


def _is_told_by_parts(work: OrderWork, finish: Step, tip: Step) -> bool:
    return any(
        each.finish == finish.event and each.station == tip.station and _has_parts(work, each)
        for each in work.late
    )


def _found_fork(work: OrderWork, fork: Fork, rule: str) -> Found:
    """The step that is shown first, then the other: of two finishes the earlier, which people know."""
    tips = sorted(fork.tips, key=lambda tip: (tip.what != Did.FINISHED, tip.at, tip.event))
    first, second = tips[0], tips[1]
    fields: dict[str, str | int] = {
        "order": work.order,
        **_mark("first", first),
        "first_did": first.what,
        **_mark("second", second),
        "second_did": second.what,
        "places": len({tip.station for tip in tips}),
    }
    resolved = None if fork.resolved_by is None else bytes.fromhex(fork.resolved_by)
    return Found(rule, tuple(tip.id for tip in fork.tips), fields, _by_history(work, resolved))


def _by_history(work: OrderWork, resolved_by: bytes | None) -> bytes | None:
    """A settlement is told by the table of discrepancies itself, since it can be taken back."""
    if resolved_by is not None and any(each.event == resolved_by.hex() for each in work.settlements):
        return None
    return resolved_by


def _late_parts(work: OrderWork) -> Iterator[Found]:
    finished = {each.station for each in work.finishes}
    for each in work.late:
        if _has_parts(work, each) and each.station not in finished:
            yield _found_late(work, each, each.finish)


def _found_late(work: OrderWork, late: LateWork, finish_event: str) -> Found:
    finish = next((each for each in work.finishes if each.event == finish_event), None)
    fields: dict[str, str | int] = {
        "order": work.order,
        **(_finish_mark(finish) if finish is not None else {}),
        "second_station": late.station,
        "second_at": late.last_at.isoformat(),
        "good": _late_good(work, late),
    }
    reopened = work.reopened.get(finish_event)
    involved = (bytes.fromhex(finish_event), bytes.fromhex(late.first))
    return Found(LATE_PARTS, involved, fields, None if reopened is None else bytes.fromhex(reopened))


def _has_parts(work: OrderWork, late: LateWork) -> bool:
    return bool(late.good or late.scrap or _entries(work, late))


def _late_good(work: OrderWork, late: LateWork) -> int:
    return late.good + sum(each.good_change for each in work.valid_entries if each.entry in late.entries)


def _entries(work: OrderWork, late: LateWork) -> list[str]:
    return [each.entry for each in work.valid_entries if each.entry in late.entries]


def _finish_mark(finish: Finish) -> dict[str, str | int]:
    return _mark("first", Mark(finish.event, finish.station, finish.at))


def _mark(name: str, mark: Mark) -> dict[str, str | int]:
    return {
        f"{name}_station": mark.station,
        f"{name}_at": mark.at.isoformat(),
        f"{name}_by": mark.by or "",
    }
