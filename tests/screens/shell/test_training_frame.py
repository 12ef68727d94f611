"""Where people practise, every screen says so: stripes and words that nothing covers, cuts or repaints."""

from collections.abc import Callable
from math import atan, degrees

import pytest
from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from benchmarks.pixels import saturated_share
from momstation.core.i18n import LONG, SHIPPED
from momstation.shell.verdict import Verdict
from momstation.sync.status import SyncState, SyncStatus
from momstation.ui.theme import Weight
from momstation.ui.tokens import THEMES
from momstation.ui.training_frame import StripedEdge, TrainingFrame
from momstation.ui.units import CAP_PER_EM
from tests.screens.shell.test_fits import SCENES, _outside, _too_small
from tests.screens.shell.test_lock import locked, shows
from tests.screens.shell.test_quiet_colours import a_normal_home
from tests.support import production_views as made
from tests.support.shell_stage import PANELS, Stage

Build = Callable[..., Stage]
MOST = 0.003
LEAST_ARC = {"ar": 14, LONG: 10}
"""Arabic letters are taller than capitals at the same size; nobody reads a language two fifths longer."""
EDGES = 4


class Paints(QObject):
    """How often a widget was painted."""

    def __init__(self, watched: tuple[QWidget, ...]) -> None:
        super().__init__()
        self.count = 0
        for one in watched:
            one.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


def frame_of(one: Stage) -> TrainingFrame:
    frame = one.window.training
    assert frame is not None
    return frame


def from_two_metres(one: Stage, edge: StripedEdge) -> float:
    """How high its capitals are, in minutes of arc."""
    height_mm = edge.words_px() * CAP_PER_EM / one.host.units.display.px_per_mm
    return degrees(2 * atan(height_mm / 2 / 2000)) * 60


def painted_words(one: Stage, edge: StripedEdge) -> tuple[float, float]:
    """How long and how tall, with accents and tails."""
    weight = Weight.BOLD if edge.objectName() == "training.left" else Weight.MEDIUM
    metrics = QFontMetricsF(one.host.font_px(edge.words_px(), weight))
    return metrics.horizontalAdvance(edge.words), metrics.tightBoundingRect(edge.words).height()


def hidden(one: Stage) -> list[QRect]:
    """Edges of which something is covered."""
    return [
        edge.geometry()
        for edge in frame_of(one).edges
        if edge.visibleRegion().boundingRect() != edge.rect() or edge.visibleRegion().rectCount() != 1
    ]


def test_a_station_that_works_has_no_frame(stage: Build) -> None:
    one = stage()
    assert one.window.training is None
    assert one.window.contentsRect() == one.window.rect()
    assert one.sees("training.top") is None


@pytest.mark.parametrize("size", list(PANELS))
def test_nothing_covers_the_frame_and_nothing_is_lost_behind_it(stage: Build, size: tuple[int, int]) -> None:
    one = stage(size=size, is_training=True)
    found: dict[str, list[object]] = {}

    async def look(name: str) -> None:
        inside = one.window.contentsRect()
        beyond = [
            each.objectName()
            for each in (one.window.frame, one.window.sheets.shown)
            if each is not None and not inside.contains(each.geometry())
        ]
        one.clipped.clear()
        one.window.grab()
        found[name] = [*hidden(one), *beyond, *one.clipped, *_too_small(one), *_outside(one)]

    async def scene() -> None:
        for each in SCENES:
            await each(one)
            await look(each.__name__)
            one.sign_on.choose(None)
            one.window.go_home()
            one.window.messages.banner.clear()
            await one.settle()
        one.window.messages.show_scan(Verdict(False, "Nobody knows this code.", "A badge, an order."))
        await look("verdict")
        one.window.messages.show_scan(Verdict(True, "Order 4711-20 started.", ""))
        await look("accepted")
        await shows(one, locked())
        await look("lock")
        await one.tap("lock.pin")
        await look("names")

    one.play(scene)
    assert {name: faults for name, faults in found.items() if faults} == {}
    assert len(found) == len(SCENES) + 4


def test_a_leads_board_has_the_frame_too(stage: Build) -> None:
    one = stage(role="team_lead", size=(1920, 1080), is_training=True)

    async def scene() -> None:
        assert hidden(one) == []
        one.clipped.clear()
        one.window.grab()
        assert one.clipped == []

    one.play(scene)


@pytest.mark.parametrize("size", list(PANELS))
@pytest.mark.parametrize("scale", [100, 125])
def test_the_home_keeps_its_place_without_a_scroll_bar(
    stage: Build, size: tuple[int, int], scale: int
) -> None:
    one = stage(size=size, scale=scale, is_training=True)

    async def scene() -> None:
        home = await one.shows("screen.home")
        assert home.findChildren(QAbstractScrollArea) == []
        assert (one.window.width(), one.window.height()) == size
        inside = one.window.contentsRect()
        for name in ("order.card", "machine.state", "tile.scrap", "tile.primary", "top"):
            part = await one.shows(name)
            at = QRect(part.mapTo(one.window, part.rect().topLeft()), part.size())
            assert inside.contains(at), name
            assert part.visibleRegion().boundingRect() == part.rect(), f"{name} is cut"
            if not name.startswith("tile."):  # tiles are as high as a glove needs, whatever is around them
                assert part.height() >= part.minimumSizeHint().height(), f"{name} is squeezed"

    one.play(scene)


@pytest.mark.parametrize("size", list(PANELS))
def test_its_words_are_read_from_two_metres(stage: Build, size: tuple[int, int]) -> None:
    one = stage(size=size, is_training=True)

    async def scene() -> None:
        edges = [edge for edge in frame_of(one).edges if edge.words]
        assert min(from_two_metres(one, edge) for edge in edges) >= 16, "minutes of arc"
        said = [edge.accessibleName() for edge in edges]
        assert ". ".join(said) == "Training. Nothing here counts"
        assert [edge.objectName() for edge in edges] == ["training.left", "training.right"]
        assert one.window.windowTitle() == "Press 07 (training)"

    one.play(scene)


@pytest.mark.parametrize("language", [*SHIPPED, LONG])
@pytest.mark.parametrize("scale", [100, 125])
def test_its_words_are_whole_in_every_language_and_leave_the_hours_their_place(
    stage: Build, speaking: Callable[[str], None], language: str, scale: int
) -> None:
    speaking(language)
    one = stage(scale=scale, is_training=True, home=made.a_home(strip=()))

    async def scene() -> None:
        frame, px_per_mm = frame_of(one), one.host.units.display.px_per_mm
        for edge in frame.edges:
            if edge.words:
                wide, tall = painted_words(one, edge)
                assert wide <= edge.height() and tall <= edge.width(), edge.words
                least = LEAST_ARC.get(language, 16)
                assert from_two_metres(one, edge) >= least, edge.words
        assert sum(edge.width() for edge in frame.edges[1:3]) <= 33 * px_per_mm
        if scale == 100 and language != LONG:
            assert one.sees("hours") is not None, "at a larger text they give way without a frame, too"

    one.play(scene)


@pytest.mark.parametrize("theme", THEMES)
def test_it_is_neutral_and_striped_in_every_theme(stage: Build, theme: str) -> None:
    one = stage(theme=theme, is_training=True, home=a_normal_home())

    async def scene() -> None:
        picture = one.window.grab().toImage()
        assert saturated_share(picture) <= MOST
        surface, ink = one.host.theme.surface, one.host.theme.text
        for edge in frame_of(one).edges:
            at = edge.geometry().center()
            along = range(edge.x() + 2, edge.geometry().right() - 2)
            across = range(edge.y() + 2, edge.geometry().bottom() - 2)
            is_flat = edge.width() > edge.height()
            line = [picture.pixelColor(x, at.y()) for x in along] if is_flat else []
            line += [] if is_flat else [picture.pixelColor(at.x(), y) for y in across]
            assert surface in line and ink in line

    one.play(scene)


def test_a_record_and_a_second_of_time_repaint_no_stripe(stage: Build) -> None:
    one = stage(is_training=True)

    async def scene() -> None:
        one.window.grab()
        paints = Paints(frame_of(one).edges)
        one.home.view = made.a_home(card=made.an_order_card(good=413))
        one.window.tick()
        await one.settle()
        one.window.repaint()
        inner = Paints((one.window.frame,))
        one.window.frame.repaint()
        assert inner.count > 0, "the frame within was painted, so paints are heard"
        assert paints.count <= EDGES, "only the repaint that this test asked for"

    one.play(scene)


def test_another_theme_and_another_size_take_the_frame_along(stage: Build) -> None:
    one = stage(is_training=True)

    async def scene() -> None:
        one.window.set_theme("dark")
        one.window.resize(1366, 768)
        await one.settle()
        edges = [edge.geometry() for edge in frame_of(one).edges]
        assert edges[3].bottom() == 767 and edges[2].right() == 1365
        top, left, right, bottom = (edge.size() for edge in frame_of(one).edges)
        wide, tall = 1366 - left.width() - right.width(), 768 - top.height() - bottom.height()
        assert one.window.contentsRect() == QRect(left.width(), top.height(), wide, tall)
        assert hidden(one) == []

    one.play(scene)


def test_the_links_place_says_that_nothing_leaves(stage: Build) -> None:
    one = stage(is_training=True)
    one.link = SyncStatus(SyncState.TRAINING, 12, None, None, "")

    async def scene() -> None:
        await one.says("link", "Training")
        await one.tap("link")
        sheet = await one.shows("sheet.station")
        texts = [each.accessibleName() for each in sheet.findChildren(QWidget)]
        assert any("Training: nothing leaves this station." in text for text in texts)
        assert not any("12 records" in text for text in texts), "nothing waits where nothing is sent"

    one.play(scene)
