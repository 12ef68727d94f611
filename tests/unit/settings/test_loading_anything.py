"""Whatever stands in a settings file, it is taken or refused with its faults; loading never breaks."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from momstation.settings import Settings, SettingsRefused, load
from momstation.settings.shape import settings_of

_QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
_values = st.sampled_from(
    ["1", "-1", "0", "10.1", "nan", "inf", "1e400", "true", "''", "'P07'", "'light'", "'none'", "06:00:00",
     "2027-03-01", "2027-03-01T17:20:00Z", "99999999999999999999999999", "[]", "{}", "[1]", "['a', 1]",
     "{ a = 1 }", "'opc.tcp://127.0.0.1:4840'", "'postgresql://x'", "'Europe/Berlin'", "'Europe'",
     "'../x'", "'\\u0000'", "'\\'",
     '"\\u0000"', '"\\ud7ff"', "'~nobody-here/x'", "'~'"]
)  # fmt: skip
_tables = {setting.name: setting for setting in settings_of(Settings)}


def take(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "station.toml"
        path.write_bytes(content)
        try:
            assert isinstance(load(path), Settings)
        except SettingsRefused as refusal:
            assert refusal.faults
            assert all(fault.problem and str(path) in str(fault) for fault in refusal.faults)


@_QUICK
@given(st.data())
def test_any_values_in_any_tables(data: st.DataObject) -> None:
    lines: list[str] = []
    for name in data.draw(st.lists(st.sampled_from(sorted(_tables)), unique=True)):
        table = _tables[name]
        assert table.nested is not None
        keys = [setting.name for setting in settings_of(table.nested)]
        lines.append(data.draw(st.sampled_from([f"[{name}]", f"[[{name}]]"])))
        for key, value in data.draw(st.dictionaries(st.sampled_from([*keys, "typo"]), _values)).items():
            lines.append(f"{key} = {value}")
    take("\n".join(lines).encode())


@_QUICK
@given(st.binary(max_size=200))
def test_any_bytes(content: bytes) -> None:
    take(content)
