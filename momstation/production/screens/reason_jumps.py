"""Which jumps a long page of reasons offers: its groups, and where a group is longer than the screen, its letters."""

from collections.abc import Sequence
from dataclasses import dataclass

from momstation.core.i18n import _
from momstation.production.views import ReasonGroupView, ReasonTile
from momstation.ui.jump_column import JumpView
from momstation.ui.letter_ranges import CardIndex, in_letters


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


class ReasonIndex:
    """``groups`` are in order, none is empty."""

    def __init__(self, groups: Sequence[ReasonGroupView]) -> None:
        self._groups = tuple(groups)
        self._cards = [CardIndex([tile.text for tile in group.tiles]) for group in groups]

    def samples(self) -> tuple[JumpView, ...]:
        """One of each group, to measure with."""
        has_others = len(self._groups) > 1
        return tuple(
            JumpView(group.tiles[0].text[:1], group.title if has_others else "") for group in self._groups
        )

    def jumps(self, screen: int, row: int, most: int) -> tuple[Jump, ...]:
        """Each to what is seen at once, which are ``screen`` reasons; row by row to more, while there are more than
        ``most`` jumps. There is never less than one to each group."""
        longest = max((len(group.tiles) for group in self._groups), default=0)
        found = self._each(screen)
        while len(found) > most and screen < longest:
            screen += row
            found = self._each(screen)
        return found

    def _each(self, screen: int) -> tuple[Jump, ...]:
        return tuple(jump for place in range(len(self._groups)) for jump in self._of(place, screen))

    def _of(self, place: int, screen: int) -> list[Jump]:
        group = self._groups[place]
        title = group.title if len(self._groups) > 1 else ""
        if title and len(group.tiles) <= screen:
            return [Jump(place, 0, len(group.tiles), JumpView(title))]
        return [
            Jump(
                place,
                part.first,
                part.count,
                JumpView(part.label, title, _said(group.tiles[part.first : part.last + 1])),
            )
            for part in self._cards[place].stretches(screen)
        ]


def _said(tiles: Sequence[ReasonTile]) -> str:
    if len(tiles) == 1:
        return tiles[0].text
    return _("from {first} to {last}").format(first=tiles[0].text, last=tiles[-1].text)
