"""Any order, any duplicates, any cut into pieces: the store's state is that of the full fold."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from momstation.core.event import Record
from momstation.store.fold import fold_of
from tests.support.stores import Elsewhere, bodies, opened, put, shown, stream, trail_fold

STREAMS = ("a", "b")


@st.composite
def histories(draw: st.DrawFn) -> list[Record]:
    """Records of up to three stations in two streams, many at the same moment."""
    stations = [Elsewhere() for _ in range(draw(st.integers(1, 3)))]
    clocks = [0] * len(stations)
    records = []
    for n in range(draw(st.integers(1, 12))):
        which = draw(st.integers(0, len(stations) - 1))
        clocks[which] += draw(st.integers(1, 3))
        of = draw(st.sampled_from(STREAMS))
        records.append(stations[which].record(put(f"{n}", of=of), seconds=clocks[which]))
    return records


@given(histories(), st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_state_is_the_full_fold_whatever_the_order_and_the_duplicates(
    records: list[Record], data: st.DataObject
) -> None:
    arriving = data.draw(st.permutations(records + data.draw(st.lists(st.sampled_from(records), max_size=5))))
    size = data.draw(st.integers(1, 4))
    with TemporaryDirectory() as folder, opened(Path(folder) / "s.db") as store:
        for start in range(0, len(arriving), size):
            piece = arriving[start : start + size]
            store.sync.absorb(1, "area/a", list(enumerate(piece, start=start + 1)))
        for of in STREAMS:
            mine = [record for record in records if record.stream == stream(of)]
            expected = list(fold_of(trail_fold(), stream(of), mine).bodies)
            assert bodies(store, of) == expected
            assert shown(store, of) == (" ".join(expected) or None)
