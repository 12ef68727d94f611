"""Reads from the declaration what a setting accepts, in words for people."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta

from momstation.core.i18n import _


@dataclass(frozen=True, slots=True)
class Setting:
    """One declared field. ``nested`` is the struct of a table, or of each table where ``is_list``."""

    name: str
    annotation: Any  # whatever was declared; handed to msgspec as it is
    meta: Meta
    nested: type[msgspec.Struct] | None
    is_list: bool
    is_required: bool
    default: object

    @property
    def description(self) -> str:
        return _(self.meta.description) if self.meta.description else ""

    @property
    def unit(self) -> str:
        unit = str((self.meta.extra_json_schema or {}).get("unit", ""))
        return _(unit) if unit else ""

    @property
    def is_secret(self) -> bool:
        return bool((self.meta.extra_json_schema or {}).get("secret", False))

    @property
    def bare(self) -> Any:
        return get_args(self.annotation)[0] if get_origin(self.annotation) is Annotated else self.annotation


def settings_of(struct: type[msgspec.Struct]) -> Iterator[Setting]:
    """Every field of a table, in the order of declaration."""
    hints = get_type_hints(struct, include_extras=True)
    for field in msgspec.structs.fields(struct):
        annotation = hints[field.name]
        nested, is_list = _nested(annotation)
        yield Setting(
            name=field.name,
            annotation=annotation,
            meta=_meta(annotation),
            nested=nested,
            is_list=is_list,
            is_required=field.required,
            default=None if field.required else field.default,
        )


def accepted(setting: Setting) -> str:
    """What may stand there."""
    said = (setting.meta.extra_json_schema or {}).get("accepts")
    if said:
        return _(str(said))
    if setting.nested is not None:
        return _accepted_table(setting)
    return _accepted_value(setting)


def _accepted_table(setting: Setting) -> str:
    if setting.is_list:
        return _("one [[{name}]] table for each").format(name=setting.name)
    return _("a [{name}] table").format(name=setting.name)


def _accepted_value(setting: Setting) -> str:
    kind = setting.bare
    if get_origin(kind) is Literal:
        return _("one of {choices}").format(choices=", ".join(str(choice) for choice in get_args(kind)))
    if kind is bool:
        return _("true or false, without quotation marks")
    if kind in (int, float):
        return _accepted_number(setting, kind is int)
    if setting.meta.max_length is not None:
        return _("text of {least} to {most} characters in quotation marks").format(
            least=setting.meta.min_length or 0, most=setting.meta.max_length
        )
    return _("text in quotation marks, not empty")


def _accepted_number(setting: Setting, is_whole: bool) -> str:
    sentence = (
        _("a whole number from {least} to {most} ({unit})")
        if is_whole
        else _("a number from {least} to {most} ({unit})")
    )
    return sentence.format(least=setting.meta.ge, most=setting.meta.le, unit=setting.unit)


def _meta(annotation: Any) -> Meta:
    if get_origin(annotation) is Annotated:
        return next(extra for extra in get_args(annotation)[1:] if isinstance(extra, Meta))
    return Meta()


def _nested(annotation: Any) -> tuple[type[msgspec.Struct] | None, bool]:
    bare = get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation
    if get_origin(bare) is tuple:
        return get_args(bare)[0], True
    if isinstance(bare, type) and issubclass(bare, msgspec.Struct):
        return bare, False
    return None, False


def is_path(setting: Setting) -> bool:
    return setting.bare is Path
