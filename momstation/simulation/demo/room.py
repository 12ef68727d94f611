"""Finds the demo an area of its own where the central database held a demo before: that shift's orders are done."""

from collections.abc import Collection, Iterable, Mapping

TOPIC = "area/"


class RoomTakenError(Exception):
    """The codes of the demo's stations belong to a plant; the words say which."""


def free_area(area: str, codes: Collection[str], stations: Iterable[Mapping[str, object]]) -> str:
    """``area``, or ``area-2`` and so on. ``stations`` is what ``central status --json`` says of them.

    The demo takes codes over from an earlier demo, never from a plant: raises RoomTakenError.
    """
    areas: set[str] = set()
    for station in stations:
        theirs = str(station["area"]).removeprefix(TOPIC)
        areas.add(theirs)
        if station["code"] in codes and station["status"] == "active" and not _is_demos(theirs, area):
            raise RoomTakenError(
                f"The central database has a station {station['code']} in area {theirs}, which no demo enrolled. "
                "Name an empty database."
            )
    number = 1
    while _named(area, number) in areas:
        number += 1
    return _named(area, number)


def _is_demos(theirs: str, area: str) -> bool:
    head, _, number = theirs.rpartition("-")
    return theirs == area or (head == area and number.isdecimal())


def _named(area: str, number: int) -> str:
    return area if number == 1 else f"{area}-{number}"
