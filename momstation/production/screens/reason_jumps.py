"""Which jumps a long page of reasons offers: its groups, and where a group is longer than the screen, its letters."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from momstation.core.i18n import _
from momstation.production.views import ReasonGroupView, ReasonTile
from momstation.ui.jump_column import JumpView
from momstation.ui.letter_ranges import in_letters, stretches


@dataclass(frozen=True, slots=True)
class Jump:
    """To the tile ``first`` of the group at ``group``; ``count`` tiles belong to it."""

    group: int
    first: int
    count: int
    view: JumpView


def in_order(group: ReasonGroupView) -> ReasonGroupView:
    """By their letters: what is looked for among many is found by its name, and does not wander."""
    tiles = tuple(sorted(group.tiles, key=lambda tile: in_letters(tile.text)))
    return ReasonGroupView(group.title, tiles)


def jumps(groups: Sequence[ReasonGroupView], most: int) -> tuple[Jump, ...]:
    """Each to at most ``most`` reasons. ``groups`` are in order."""
    return tuple(
        jump for place, group in enumerate(groups) for jump in _of(group, place, most, len(groups) > 1)
    )


def fewer_jumps(
    groups: Sequence[ReasonGroupView], screen: int, row: int, may: Callable[[int], bool]
) -> tuple[Jump, ...]:
    """Each to what is seen at once, which are ``screen`` reasons; row by row to more, while there are more jumps
    than ``may`` be. There is never less than one to each group."""
    longest = max((len(group.tiles) for group in groups), default=0)
    most = screen
    found = jumps(groups, most)
    while not may(len(found)) and most < longest:
        most += row
        found = jumps(groups, most)
    return found


def _of(group: ReasonGroupView, place: int, most: int, has_others: bool) -> list[Jump]:
    texts = [tile.text for tile in group.tiles]
    title = group.title if has_others else ""
    if title and len(texts) <= most:
        return [Jump(place, 0, len(texts), JumpView(title))]
    return [
        Jump(
            place,
            each.first,
            each.count,
            JumpView(each.label, title, _said(group.tiles, each.first, each.last)),
        )
        for each in stretches(texts, most)
    ]


def _said(tiles: Sequence[ReasonTile], first: int, last: int) -> str:
    if first == last:
        return tiles[first].text
    return _("from {first} to {last}").format(first=tiles[first].text, last=tiles[last].text)
