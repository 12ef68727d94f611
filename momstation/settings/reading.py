"""Fills the declaration from a parsed file and finds everything that is wrong with it, not just the first."""

import difflib
import math
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

import msgspec

from momstation.core.i18n import _
from momstation.settings.faults import Fault
from momstation.settings.shape import Setting, accepted, is_path, settings_of

S = TypeVar("S", bound=msgspec.Struct)
_LONGEST_SHOWN = 60


class Reading:
    """One walk through one file; ``faults`` grows on the way."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.faults: list[Fault] = []

    def struct(self, struct: type[S], table: object, key: str) -> S | None:
        """The table as ``struct``, or None when something in it is wrong."""
        if not isinstance(table, dict):
            self.fault(key, _("this is not a table."), table)
            return None
        declared = {setting.name: setting for setting in settings_of(struct)}
        before = len(self.faults)
        for name in table:
            if name not in declared:
                self._unknown(_dotted(key, name), name, declared)
        values = {name: self._value(setting, table, _dotted(key, name)) for name, setting in declared.items()}
        return struct(**values) if len(self.faults) == before else None

    def fault(
        self, key: str, problem: str, found: object = None, accepts: str = "", remedy: str = ""
    ) -> None:
        shown = "" if found is None else _shown(found)
        self.faults.append(Fault(str(self._file), key, problem, shown, accepts, remedy))

    def _value(self, setting: Setting, table: dict[str, object], key: str) -> object:
        if setting.name in table:
            return self._present(setting, table[setting.name], key)
        if setting.is_required:
            self._missing(setting, key)
        if is_path(setting) and not setting.is_required:
            return self._path(setting, str(setting.default), key)
        if setting.nested is not None and not setting.is_list and not setting.is_required:
            return self.struct(setting.nested, {}, key)
        return setting.default

    def _present(self, setting: Setting, found: object, key: str) -> object:
        if setting.nested is None:
            return self._path(setting, found, key) if is_path(setting) else self._leaf(setting, found, key)
        return self._list(setting, found, key) if setting.is_list else self.struct(setting.nested, found, key)

    def _missing(self, setting: Setting, key: str) -> None:
        is_table = setting.nested is not None
        problem = _("this table is missing.") if is_table else _("this setting is missing.")
        remedy = _("Add {key} to the file. It means: {meaning}")
        meaning = (setting.nested.__doc__ or "").strip() if setting.nested else setting.description
        self.fault(
            key, problem, accepts=accepted(setting), remedy=remedy.format(key=setting.name, meaning=meaning)
        )

    def _list(self, setting: Setting, found: object, key: str) -> tuple[object, ...]:
        nested = setting.nested
        if nested is None or not isinstance(found, list):
            self.fault(key, _("this is not a list of tables."), found, accepted(setting))
            return ()
        if setting.meta.min_length and len(found) < setting.meta.min_length:
            self.fault(key, _("at least one is needed."), found, accepted(setting))
        return tuple(self.struct(nested, one, f"{key}[{at}]") for at, one in enumerate(found))

    def _path(self, setting: Setting, found: object, key: str) -> Path | None:
        if not isinstance(found, str) or not found.strip() or "\0" in found:
            self.fault(key, _("this is not accepted."), found, accepted(setting))
            return None
        try:
            path = Path(found).expanduser()
        except RuntimeError:
            self.fault(key, _("~ names a user whom this computer does not know."), found, accepted(setting))
            return None
        return (self._file.parent / path).absolute()

    def _leaf(self, setting: Setting, found: object, key: str) -> object:
        try:
            value: object = msgspec.convert(found, setting.annotation, strict=True)
        except msgspec.ValidationError:
            value = None
        is_number = not isinstance(value, float) or math.isfinite(value)
        if value is not None and is_number:
            return value
        shown = _("(kept secret)") if setting.is_secret else found
        remedy = _choice_remedy(setting, found)
        self.fault(key, _("this is not accepted."), shown, accepted(setting), remedy)
        return None

    def _unknown(self, key: str, name: str, declared: Iterable[str]) -> None:
        near = difflib.get_close_matches(name, list(declared), n=1, cutoff=0.6)
        remedy = (
            _("Did you mean {name}?").format(name=near[0])
            if near
            else _("Remove it, or see the known settings with: momstation settings")
        )
        self.fault(key, _("there is no such setting."), accepts=", ".join(declared), remedy=remedy)


def _choice_remedy(setting: Setting, found: object) -> str:
    """A number in quotation marks, a choice with a slip of the finger: say so."""
    if isinstance(found, str) and setting.bare in (int, float, bool):
        return _("Write it without quotation marks.")
    choices = [str(choice) for choice in getattr(setting.bare, "__args__", ())]
    near = difflib.get_close_matches(str(found).lower(), choices, n=1)
    return _("Did you mean {name}?").format(name=near[0]) if near else ""


def _dotted(key: str, name: str) -> str:
    return f"{key}.{name}" if key else name


def _shown(found: object) -> str:
    text = f'"{found}"' if isinstance(found, str) else str(found)
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"
