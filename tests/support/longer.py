"""Makes every text that a view shows two fifths longer, as another language would."""

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from momstation.core import i18n

View = TypeVar("View")
_SHOWN = frozenset(
    {
        "label", "title", "subtitle", "detail", "text", "hint", "kicker", "refusal", "badge_text", "rest_text",
        "scrap_text", "rework_text", "unreasoned_text", "done_text", "word", "since_text", "reason_text", "note",
        "empty_title", "empty_hint", "heard", "more_label", "share_text", "compare_text", "filter_label",
        "hidden_text", "right_detail", "prompt", "name", "area", "formula", "sentence", "events_text",
        "shift_text", "headline", "state_word", "matter", "order_text", "people", "age_text", "ideal_text",
    }
)  # fmt: skip


def longer(view: View) -> View:
    """A copy whose shown texts are longer by two fifths, in words that may break."""
    if not is_dataclass(view) or isinstance(view, type):
        return view
    changes: dict[str, Any] = {}
    for field in fields(view):
        value = getattr(view, field.name)
        if isinstance(value, str) and field.name in _SHOWN:
            changes[field.name] = i18n.longer(value)
        elif isinstance(value, tuple):
            changes[field.name] = tuple(longer(each) for each in value)
        elif is_dataclass(value):
            changes[field.name] = longer(value)
    return replace(view, **changes)
