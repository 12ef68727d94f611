"""In which order the eye comes to what is shown, so that Tab can go the same way, also where it is mirrored."""

from collections import defaultdict
from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget


def in_reading_order(root: QWidget, widgets: Sequence[QWidget]) -> list[QWidget]:
    """What stands in one container stays together; containers and what is in them go line by line."""
    below: dict[QWidget, list[QWidget]] = defaultdict(list)
    for widget in widgets:
        child, above = widget, widget.parentWidget()
        while child is not root and above is not None:
            if child in below[above]:
                break
            below[above].append(child)
            child, above = above, above.parentWidget()
    is_mirrored = root.layoutDirection() is Qt.LayoutDirection.RightToLeft
    return _walk(root, below, set(widgets), is_mirrored)


def _walk(
    at: QWidget, below: dict[QWidget, list[QWidget]], wanted: set[QWidget], is_mirrored: bool
) -> list[QWidget]:
    found = [at] if at in wanted else []
    children = below.get(at, [])
    for index in _lines([child.geometry() for child in children], is_mirrored):
        found += _walk(children[index], below, wanted, is_mirrored)
    return found


def _lines(boxes: Sequence[QRect], is_mirrored: bool) -> list[int]:
    """Cut along every gap that goes right through: first across, then down; what cannot be cut goes by its corner."""
    every = list(range(len(boxes)))
    return _cut(every, boxes, is_mirrored)


def _cut(of: list[int], boxes: Sequence[QRect], is_mirrored: bool) -> list[int]:
    if len(of) < 2:
        return of
    rows = _split(of, {one: (boxes[one].top(), boxes[one].bottom()) for one in of})
    if len(rows) > 1:
        return [one for row in rows for one in _cut(row, boxes, is_mirrored)]
    columns = _split(of, {one: _across(boxes[one], is_mirrored) for one in of})
    if len(columns) > 1:
        return [one for column in columns for one in _cut(column, boxes, is_mirrored)]
    return sorted(of, key=lambda one: (boxes[one].top(), _across(boxes[one], is_mirrored)))


def _split(of: list[int], spans: dict[int, tuple[int, int]]) -> list[list[int]]:
    """Groups between which nothing reaches across."""
    groups: list[list[int]] = []
    end = 0
    for one in sorted(of, key=lambda each: spans[each]):
        begins, ends = spans[one]
        if groups and begins <= end:
            groups[-1].append(one)
        else:
            groups.append([one])
        end = max(end, ends) if groups[-1] != [one] else ends
    return groups


def _across(box: QRect, is_mirrored: bool) -> tuple[int, int]:
    return (-box.right(), -box.left()) if is_mirrored else (box.left(), box.right())
