"""Whatever stands in a folder of plant data, the import says so or takes it; it never breaks."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from momstation.plant.importing import ImportRefused, plan_import
from momstation.plant.importing.cells import columns_of
from momstation.plant.nouns import ENTITIES

FILES = ["equipment", "materials", "work_masters", "job_orders", "reasons", "persons", "shifts"]
_QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

_words = st.one_of(
    st.sampled_from(
        ["", "0", "-1", "1.5", "1e9", "NaN", "inf", "true", "P07", "WorkUnit", "stop", "Ready", "06:00",
         "24:00", "06:00-07:00", "2027-03-01T17:20+01:00", "0001-01-01T00:00+14:00",
         "9999-12-31T23:59-14:00", "Europe/Berlin", "Europe", "../UTC", "/etc/passwd", "operator", "1234",
         "$argon2id$", "A/B", "٣", "\ufeff"]
    ),
    st.text(max_size=8),
)  # fmt: skip
_toml_values = st.recursive(
    st.one_of(
        st.sampled_from(
            ["1", "-1", "0", "1.5", "nan", "inf", "1e400", "true", "''", "'P07'", "06:00:00",
             "2027-03-01", "2027-03-01T17:20:00", "0001-01-01T00:00:00+14:00",
             "9999999999999999999999", "'06:00'", "[]", "{}"]
        ),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda one: f"[{', '.join(one)}]"),
        inner.map(lambda one: f"{{ start = {one}, end = {one} }}"),
    ),
    max_leaves=4,
)  # fmt: skip


def take(file: str, content: bytes) -> None:
    """Taken or refused; anything else is a bug and rises."""
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / file).write_bytes(content)
        try:
            plan = plan_import(Path(name), {})
        except ImportRefused as refusal:
            assert refusal.faults
            assert all(fault.problem and fault.file for fault in refusal.faults)
            return
        assert plan.new == len(plan.events) > 0


@_QUICK
@given(st.data(), st.sampled_from(FILES), st.sampled_from(sorted(ENTITIES)))
def test_any_cells_in_a_csv_file(data: st.DataObject, file: str, entity: str) -> None:
    known = sorted(columns_of(ENTITIES[entity]))
    header = data.draw(st.lists(st.sampled_from([*known, "pin", "colour"]), min_size=1, unique=True))
    rows = data.draw(st.lists(st.lists(_words, min_size=len(header), max_size=len(header)), max_size=4))
    text = "\n".join(",".join(cells) for cells in [header, *rows])
    take(f"{file}.csv", text.encode("utf-8", "surrogatepass"))


@_QUICK
@given(st.data(), st.sampled_from(sorted(ENTITIES)))
def test_any_values_in_a_toml_table(data: st.DataObject, entity: str) -> None:
    known = sorted(columns_of(ENTITIES[entity]))
    tables = data.draw(
        st.lists(st.dictionaries(st.sampled_from([*known, "pin"]), _toml_values, max_size=8), max_size=3)
    )
    text = "\n".join(
        f"[[{entity}]]\n" + "\n".join(f"{name} = {value}" for name, value in table.items())
        for table in tables
    )
    take("anything.toml", text.encode())


@_QUICK
@given(st.sampled_from([*(f"{file}.csv" for file in FILES), "x.toml"]), st.binary(max_size=200))
def test_any_bytes(file: str, content: bytes) -> None:
    take(file, content)
