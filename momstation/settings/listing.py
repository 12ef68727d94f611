"""Prints every setting with its sentence, so that the list can never differ from what is accepted."""

from collections.abc import Iterator, Sequence
from typing import TextIO

import msgspec

from momstation.core.i18n import _
from momstation.core.paths import resources
from momstation.settings.declared import Settings
from momstation.settings.shape import Setting, accepted, is_path, settings_of

USAGE = "momstation settings [--example]"


def main(argv: Sequence[str], out: TextIO, err: TextIO) -> int:
    if list(argv) == ["--example"]:
        out.write(example())
        return 0
    if list(argv) in (["-h"], ["--help"]):
        out.write(_("Usage: {usage}").format(usage=USAGE) + "\n")
        return 0
    if argv:
        err.write(_("Usage: {usage}").format(usage=USAGE) + "\n")
        return 2
    for line in listing():
        out.write(line + "\n")
    return 0


def example() -> str:
    """A whole settings file to start from."""
    return (resources() / "config" / "station.example.toml").read_text(encoding="utf-8")


def listing() -> Iterator[str]:
    for setting in settings_of(Settings):
        yield from _table(setting, setting.name)


def _table(table: Setting, name: str) -> Iterator[str]:
    nested = table.nested
    if nested is None:
        return
    yield f"[[{name}]]" if table.is_list else f"[{name}]"
    yield f"# {(nested.__doc__ or '').strip().replace('``', '')}"
    inner = list(settings_of(nested))
    for setting in inner:
        if setting.nested is None:
            yield from _setting(setting)
    yield ""
    for setting in inner:
        yield from _table(setting, f"{name}.{setting.name}")


def _setting(setting: Setting) -> Iterator[str]:
    default = _("required") if setting.is_required else _("default {value}").format(value=_toml(setting))
    yield f"  {setting.name}: {setting.description}"
    yield f"      {accepted(setting)}; {default}"


def _toml(setting: Setting) -> str:
    if setting.default is None:
        return _("none")
    text = str(setting.default) if is_path(setting) else setting.default
    return msgspec.json.encode(text).decode()
