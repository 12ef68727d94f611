"""The invariants of sync after a history has come to rest, each with its number."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from momstation.core.event import Record
from momstation.events.codec import chain_hash, content_of
from momstation.store import hlc
from momstation.sync.envelope import Row, record_of
from tests.faults.counts import Broken
from tests.faults.kinds import BREAKS, LotHeld, LotReleased, folds_of, reading, state_hash, states_of

if TYPE_CHECKING:
    from tests.faults.player import Player
    from tests.faults.world import World


def check(world: "World") -> None:
    arrived(world)
    fed_in_order(world)
    chained(world)
    drained(world)
    everywhere(world)
    pasts_are_here(world)
    for player in world.players:
        held_as_named(player, world)
    agreed(world)
    clocks_are_own(world)


def demand(fact: bool, invariant: str, how: str) -> None:
    if not fact:
        raise Broken(invariant, how)


def arrived(world: "World") -> None:
    """I1 shown, so in the plant; I2 once; I4 in its home topic."""
    homes = {player.box.station_id: player.grants[0] for player in world.players}
    ids = {code: topic for topic, code in world.plant.codes.items()}
    for topic, feed in world.plant.feeds.items():
        twice = [event for event, count in Counter(row.event_id for row in feed).items() if count > 1]
        demand(not twice, "I2", f"{len(twice)} records stand twice in topic {topic}")
    fed = {topic: {row.event_id.bytes for row in feed} for topic, feed in world.plant.feeds.items()}
    for event_id, record in world.recorded.items():
        demand(
            event_id in fed[ids[homes[record.station_id]]] or event_id in world.forgiven,
            "I1",
            f"record {event_id.hex()} of epoch {record.epoch} number {record.seq} is not in its home topic",
        )


def fed_in_order(world: "World") -> None:
    """I3 each station's records in order, numbers dense; I4 positions dense."""
    for (_, epoch), log in world.plant.logs.items():
        demand([row.seq for row in log] == list(range(1, len(log) + 1)), "I3", f"epoch {epoch} has a hole")
    for feed in world.plant.feeds.values():
        demand([row.pos for row in feed] == list(range(1, len(feed) + 1)), "I4", "the feed has a hole")
        last: dict[tuple[object, int], int] = defaultdict(int)
        for row in feed:
            place = (row.station_id, row.epoch)
            demand(row.seq > last[place], "I3", f"number {row.seq} is fed after {last[place]}")
            last[place] = row.seq


def chained(world: "World") -> None:
    """I7, at the plant and at home; stamps rise with the numbers."""
    for log in world.plant.logs.values():
        _check_chain([_opened(row) for row in log])
    for player in world.players:
        for own in player.box.own.values():
            _check_chain(own, may_have_holes=bool(player.box.gone))


def _opened(row: Row) -> Record:
    return record_of(row)


def _check_chain(log: Sequence[Record], *, may_have_holes: bool = False) -> None:
    """``may_have_holes``: of records that were let go only number and hash are kept."""
    end, stamp, seq = b"", -1, 0
    for record in log:
        is_behind_hole = may_have_holes and record.seq != seq + 1
        seq = record.seq
        if is_behind_hole:
            end = record.hash
            continue
        end = chain_hash(end, content_of(record))
        demand(record.hash == end, "I7", f"number {record.seq} of epoch {record.epoch} is not chained")
        demand(record.hlc > stamp, "I3", f"number {record.seq} is stamped before the one in front of it")
        stamp = record.hlc


def drained(world: "World") -> None:
    """I8: outboxes empty, cursors at the heads."""
    ids = {code: topic for topic, code in world.plant.codes.items()}
    for player in world.players:
        left = player.box.waiting().count
        demand(left == 0, "I8", f"{left} records wait for ever")
        cursors = {cursor.topic_id: cursor.pos for cursor in player.box.cursors()}
        for code in player.grants:
            head = len(world.plant.feeds[ids[code]])
            demand(cursors.get(ids[code], 0) == head, "I8", f"{code} is at {head}, the reader at {cursors}")


def everywhere(world: "World") -> None:
    """I1 seen from the stations: each has all of its topics, and nothing that nobody recorded."""
    ids = {code: topic for topic, code in world.plant.codes.items()}
    for player in world.players:
        wanted = {row.event_id.bytes for code in player.grants for row in world.plant.feeds[ids[code]]}
        has = set(known(player, world))
        late = {one for one in wanted - has if _is_of_closed_past(world, player, one)}
        demand(wanted <= has | late, "I1", f"{len(wanted - has - late)} records never reached a station")
        demand(has <= set(world.recorded), "I2", "a station has what nobody recorded")


def known(player: "Player", world: "World") -> dict[bytes, Record]:
    """With what it let go, of which it keeps the state."""
    gone = {one: world.recorded[one] for ids in player.box.gone.values() for one in ids}
    return {**gone, **player.box.events}


def _is_of_closed_past(world: "World", player: "Player", event_id: bytes) -> bool:
    """A newcomer begins with what is open: of what was closed before it has nothing, and not a part."""
    stream = world.recorded[event_id].stream
    is_closing = "thinning" in world.faults and "newcomer" in world.faults
    return is_closing and not any(one.stream == stream for one in known(player, world).values())


def pasts_are_here(world: "World") -> None:
    """I5 where a record came late: no stream is here in part, if the plant has the other part."""
    for player in world.players:
        for stream in {record.stream for record in player.box.events.values()}:
            gone = player.box.gone.get(stream, frozenset())
            is_there = gone <= set(world.plant.events)
            demand(not gone or not is_there, "I5", f"the past of {stream} was let go and is not fetched")
    if "newcomer" not in world.faults:
        return
    for player in world.players:
        mine = known(player, world)
        feeds = {row.event_id.bytes: row for code in player.grants for row in _feed(world, code)}
        for stream in {record.stream for record in mine.values()}:
            missing = [one for one, row in feeds.items() if row.stream == stream and one not in mine]
            demand(
                not missing, "I5", f"{len(missing)} records of {stream} are not here, and others of it are"
            )


def _feed(world: "World", code: str) -> Sequence[Row]:
    return next(world.plant.feeds[topic] for topic, one in world.plant.codes.items() if one == code)


class _Holds(msgspec.Struct):
    holds: tuple[str, ...]
    named: tuple[str, ...]


def held_as_named(player: "Player", world: "World") -> None:
    """I6: a lot is held as long as one hold is named by no release, whenever anybody's clock says it was."""
    for stream, text in _states(player, world).items():
        if not stream.startswith("lot/"):
            continue
        records = [record for record in known(player, world).values() if record.stream == stream]
        held = {r.event_id.hex() for r in records if isinstance(r.event, LotHeld) and r.event.why != BREAKS}
        named = {hold for r in records if isinstance(r.event, LotReleased) for hold in r.event.holds}
        lot = msgspec.json.decode(text, type=_Holds)
        demand(
            set(lot.holds) - set(lot.named) == held - named, "I6", f"{stream} shows other holds than are open"
        )


def _states(player: "Player", world: "World") -> dict[str, bytes]:
    box: Any = player.box
    if hasattr(box, "states"):
        found: dict[str, bytes] = box.states(player.release)
        return found
    with reading(player.release):
        return states_of(known(player, world).values(), folds_of(player.release))


def agreed(world: "World") -> None:
    """I5: equal records, equal state; among equal releases first, among all after the update."""
    _agree(world, [(player, player.release) for player in world.players])
    for player in world.players:
        player.release = 3
    _agree(world, [(player, 3) for player in world.players])


def _agree(world: "World", players: Sequence[tuple["Player", int]]) -> None:
    seen: dict[tuple[frozenset[bytes], int], str] = {}
    for player, release in players:
        states, mine = _states(player, world), known(player, world)
        said = state_hash(states)
        with reading(release):
            by_definition = states_of(mine.values(), folds_of(release))
        demand(said == state_hash(by_definition), "I5", "a state is not what its records make")
        group = (frozenset(mine), release)
        demand(
            seen.setdefault(group, said) == said, "I5", "two stations with equal records show unequal states"
        )


def clocks_are_own(world: "World") -> None:
    """A station in 2099 drags nobody along: where only its clock is wrong, the others' stamps are right."""
    if "2099" not in world.faults or "clock" in world.faults or "clone" in world.faults:
        return
    latest_ms = hlc.wall_ms(world.time.now()) + hlc.MOST_AHEAD_MS
    bad = world.players[0].box.station_id
    for record in world.recorded.values():
        is_right = hlc.millis_of(record.hlc) <= latest_ms
        demand(is_right or record.station_id == bad, "I3", "a right clock was dragged into another year")
