"""The printed list of settings: nothing undeclared, nothing without a sentence, an example that loads."""

import io
from collections.abc import Iterator
from pathlib import Path

import msgspec

from momstation.settings import Settings, load, main
from momstation.settings.shape import Setting, accepted, is_path, settings_of


def every_setting(struct: type[msgspec.Struct] = Settings) -> Iterator[Setting]:
    for setting in settings_of(struct):
        yield setting
        if setting.nested is not None:
            yield from every_setting(setting.nested)


def test_each_setting_is_printed_with_its_sentence_and_what_it_accepts() -> None:
    out, err = io.StringIO(), io.StringIO()
    assert main([], out, err) == 0
    printed = out.getvalue()
    values = [setting for setting in every_setting() if setting.nested is None]
    assert len(values) > 30
    for setting in values:
        assert f"{setting.name}: {setting.description}" in printed
        assert accepted(setting) in printed
    assert "[[machine.signal]]" in printed
    assert 'default "\\r"' in printed


def test_each_value_has_a_sentence_and_each_number_bounds_and_a_unit() -> None:
    for setting in every_setting():
        if setting.nested is None:
            assert setting.description.endswith("."), setting.name
        if setting.bare in (int, float):
            assert setting.unit and setting.meta.ge is not None and setting.meta.le is not None, setting.name


def test_each_default_is_a_value_that_the_setting_accepts() -> None:
    for setting in every_setting():
        if not setting.is_required and setting.nested is None and not is_path(setting):
            assert msgspec.convert(setting.default, setting.annotation) == setting.default


def test_each_table_says_what_it_is_for() -> None:
    for setting in every_setting():
        assert setting.nested is None or (setting.nested.__doc__ or "").strip(), setting.name


def test_the_example_that_is_printed_loads(tmp_path: Path) -> None:
    out, err = io.StringIO(), io.StringIO()
    assert main(["--example"], out, err) == 0
    path = tmp_path / "station.toml"
    path.write_text(out.getvalue(), encoding="utf-8")
    assert load(path).station.code


def test_another_word_gets_the_usage() -> None:
    out, err = io.StringIO(), io.StringIO()
    assert main(["--exmaple"], out, err) == 2
    assert "--example" in err.getvalue()
