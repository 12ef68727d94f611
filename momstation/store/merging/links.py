"""Genealogy: links of child and parent only ever add; a child under two parents is a discrepancy."""

import msgspec


class Link(msgspec.Struct, frozen=True, order=True):
    child: str
    parent: str
    event: str


Links = tuple[Link, ...]


def linked(links: Links, child: str, parent: str, event: str) -> Links:
    """The same link told twice is one link, of the first record by id."""
    link = Link(child, parent, event)
    same = next((each for each in links if (each.child, each.parent) == (child, parent)), None)
    if same is None:
        return tuple(sorted((*links, link)))
    return tuple(sorted(min(each, link) if each == same else each for each in links))


def parents_of(links: Links, child: str) -> tuple[str, ...]:
    return tuple(each.parent for each in links if each.child == child)


def double_parents(links: Links) -> dict[str, Links]:
    """Every child that is linked to more than one parent, with all of its links."""
    by_child: dict[str, list[Link]] = {}
    for each in links:
        by_child.setdefault(each.child, []).append(each)
    return {child: tuple(some) for child, some in by_child.items() if len(some) > 1}
