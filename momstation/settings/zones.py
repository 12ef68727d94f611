"""Knows the names of time zones without reading the whole list of them unless a name is wrong."""

import difflib
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from momstation.core.i18n import _


def is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: "Europe" alone is a folder of the list
        return False
    return bool(name)


def zone_remedy(name: str) -> str:
    """The zone that was meant, or how zones are written."""
    near = difflib.get_close_matches(name, available_timezones(), n=1)
    return _("Did you mean {name}?").format(name=near[0]) if near else _("Write it as in Europe/Berlin.")
