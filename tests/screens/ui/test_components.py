"""What each painted component shows, says and answers."""

from itertools import combinations, pairwise

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QProgressBar

from momstation.ui.action_tile import ActionTile
from momstation.ui.big_number import BigNumber
from momstation.ui.card import Card
from momstation.ui.charts import add_limit, add_line, line_chart
from momstation.ui.drawing import Drawing
from momstation.ui.event_strip import EventStrip, EventView
from momstation.ui.hour_bars import HourBar, HourBars, nice_step
from momstation.ui.progress import ProgressWithTarget
from momstation.ui.shapes import outline
from momstation.ui.state_bar import StateBar
from momstation.ui.station_row import StationRow, StationView
from momstation.ui.status import Status, worst
from momstation.ui.status_chip import StatusChip
from momstation.ui.text import Text, Tone
from momstation.ui.theme import ThemeHost
from momstation.ui.top_bar import LinkView, PersonBadge, TopBar
from momstation.ui.units import Role
from tests.screens.ui.conftest import Show


def colours(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)
    }


def event(key: str, status: Status = Status.NORMAL) -> EventView:
    return EventView(key, status, "fact_check", "Kind", f"Title {key}", "Detail")


def test_the_strip_shows_the_worst_first_and_at_most_four(host: ThemeHost, show: Show) -> None:
    strip = EventStrip(host)
    show(strip)
    strip.set_events(
        [
            event("n1"),
            event("w", Status.WARNING),
            event("n2"),
            event("a", Status.ALARM),
            event("c", Status.CAUTION),
        ]
    )
    assert [card.key for card in strip.cards] == ["a", "w", "c", "n1"]


def test_events_of_one_severity_keep_their_order(host: ThemeHost, show: Show) -> None:
    strip = EventStrip(host)
    show(strip)
    strip.set_events([event("2"), event("1"), event("3")])
    assert [card.key for card in strip.cards] == ["2", "1", "3", ""]


def test_cards_keep_their_places_and_an_empty_place_is_not_tappable(host: ThemeHost, show: Show) -> None:
    strip = EventStrip(host)
    show(strip)
    tapped: list[str] = []
    strip.activated.connect(tapped.append)
    before = [card.geometry() for card in strip.cards]
    strip.set_events([event("a", Status.ALARM)])
    assert [card.geometry() for card in strip.cards] == before
    QTest.mouseClick(strip.cards[0], Qt.MouseButton.LeftButton)
    QTest.mouseClick(strip.cards[1], Qt.MouseButton.LeftButton)
    assert tapped == ["a"]


def test_progress_is_announced_with_its_value(host: ThemeHost, show: Show) -> None:
    bar = ProgressWithTarget(host)
    show(bar)
    bar.set_progress(412, 600, 430, "412 of 600 good")
    assert isinstance(bar, QProgressBar)
    node = QAccessible.queryAccessibleInterface(bar)
    assert node.role() == QAccessible.Role.ProgressBar
    assert node.text(QAccessible.Text.Name) == "412 of 600 good"
    assert bar.value() == 687


@pytest.mark.parametrize(("done", "total", "value"), [(0, 600, 0), (700, 600, 1000), (-1, 600, 0), (5, 0, 0)])
def test_progress_stays_within_its_bar(host: ThemeHost, done: int, total: int, value: int) -> None:
    bar = ProgressWithTarget(host)
    bar.set_progress(done, total, planned=total)
    bar.grab()
    assert bar.value() == value
    bar.deleteLater()


def test_only_the_bad_hour_is_coloured(host: ThemeHost, show: Show) -> None:
    bars = HourBars(host)
    show(bars)
    bars.set_bars([HourBar("6:00", 52, 55), HourBar("7:00", 54, 55)], "two hours")
    amber = host.theme.ink(Status.WARNING).fill.name()
    assert amber not in colours(bars.grab().toImage())
    bars.set_bars([HourBar("6:00", 52, 55), HourBar("7:00", 31, 55, True)], "two hours")
    assert amber in colours(bars.grab().toImage())
    assert QAccessible.queryAccessibleInterface(bars).role() == QAccessible.Role.Graphic


@pytest.mark.parametrize(
    ("rough", "step"), [(0.2, 1), (1, 1), (1.2, 2), (18.4, 20), (33, 50), (51, 100), (700, 1000)]
)
def test_axis_steps_are_round(rough: float, step: float) -> None:
    assert nice_step(rough) == step


@pytest.mark.parametrize("values", [[], [0.0, 0.0], [1e6, 3.0]])
def test_bars_of_any_size_are_painted(host: ThemeHost, show: Show, values: list[float]) -> None:
    bars = HourBars(host)
    show(bars, size=(500, 130))
    bars.set_bars([HourBar(f"{index}:00", value) for index, value in enumerate(values)])
    assert not bars.grab().isNull()


def test_the_bar_names_who_acts_and_counts_the_others(host: ThemeHost, show: Show) -> None:
    bar = TopBar(host)
    show(bar)
    assert bar.people.word == "Nobody signed on"
    meyer, novak = PersonBadge("1", "A. Meyer", initials="AM"), PersonBadge("2", "T. Novak", True)
    bar.resize(300, bar.height())
    bar.set_people([meyer, novak])
    assert bar.people.word == "T. Novak +1"
    bar.set_people([meyer, PersonBadge("2", "T. Novak")])
    assert bar.people.word == "2 people"


def test_with_room_the_others_are_there_to_be_tapped(host: ThemeHost, show: Show) -> None:
    bar = TopBar(host)
    show(bar)
    bar.resize(1280, bar.height())
    tapped: list[str] = []
    bar.person_tapped.connect(tapped.append)
    bar.set_people([PersonBadge(str(n), f"P. {n}", n == 2, initials=f"P{n}") for n in range(1, 7)])
    shown = bar.others.chips
    assert [chip.accessibleName() for chip in shown] == ["Let P. 1 act", "Let P. 3 act", "Let P. 4 act"]
    assert bar.people.word == "P. 2 +2", "whoever has no room is counted"
    shown[1].click()
    assert tapped == ["3"]
    bar.set_people([PersonBadge("1", "A. Meyer"), PersonBadge("2", "T. Novak")])
    assert bar.people.word == "Who acts?"


def test_the_link_says_its_state_and_what_waits(host: ThemeHost, show: Show) -> None:
    bar = TopBar(host)
    show(bar)
    bar.set_link(LinkView(Status.OFFLINE, "cloud_off", "Offline", 31))
    assert bar.link.word == "Offline · 31 waiting"
    assert bar.link.accessibleDescription() == "Offline"
    heard: list[str] = []
    bar.link_tapped.connect(lambda: heard.append("link"))
    bar.people_tapped.connect(lambda: heard.append("people"))
    QTest.mouseClick(bar.link, Qt.MouseButton.LeftButton)
    QTest.mouseClick(bar.people, Qt.MouseButton.LeftButton)
    assert heard == ["link", "people"]


def test_the_bar_keeps_its_height_whatever_it_shows(host: ThemeHost, show: Show) -> None:
    bar = TopBar(host)
    show(bar)
    before = bar.sizeHint().height()
    bar.set_station("Press 07", "Line 3")
    bar.set_link(LinkView(Status.OFFLINE, "cloud_off", "Offline", 31))
    bar.set_clock("14:05")
    assert bar.sizeHint().height() == before == host.units.target


def test_a_station_row_says_everything_in_order(host: ThemeHost, show: Show) -> None:
    view = StationView("P07", "Press 07", Status.ALARM, "Stopped", "for 2 min", "4711-20", "412 / 600", "−18")
    row = StationRow(host, view)
    show(row)
    assert row.accessibleName() == "Press 07"
    assert row.accessibleDescription() == "Stopped, for 2 min, 4711-20, 412 / 600, −18"
    tapped: list[bool] = []
    row.triggered.connect(lambda: tapped.append(True))
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert tapped == [True]


def test_the_state_bar_speaks_and_has_no_colour_while_running(host: ThemeHost, show: Show) -> None:
    bar = StateBar(host)
    show(bar)
    bar.set_state("play_arrow-fill", "Running", "1 h 12 min", right="Cycle 4.3 s", right_detail="ideal 4.0 s")
    assert bar.accessibleName() == "Running, 1 h 12 min, Cycle 4.3 s, ideal 4.0 s"
    bar.resize(800, bar.height())
    loud = host.theme.ink(Status.WARNING).soft.name()
    assert loud not in colours(bar.grab().toImage())
    bar.set_state("stop-fill", "Stopped", "2 min", status=Status.WARNING)
    assert loud in colours(bar.grab().toImage())


def test_the_big_number_shrinks_before_it_is_cut(host: ThemeHost, show: Show) -> None:
    lost: list[str] = []
    host.clipped.connect(lambda _component, text: lost.append(text))
    number = BigNumber(host, "1 234 567", "of 2 000 000 good")
    show(number, size=(500, 200))
    assert not number.grab().isNull()
    assert number.accessibleName() == "1 234 567 of 2 000 000 good"
    assert lost == []


def test_no_two_statuses_have_one_outline() -> None:
    box = QRectF(0, 0, 100, 100)
    shapes = {status: outline(status, box) for status in Status if status is not Status.NORMAL}
    round_ones, square_ones = (Status.INFO, Status.OK), (Status.HOLD, Status.OFFLINE)
    for one, other in combinations(shapes, 2):
        if {one, other} in (set(round_ones), set(square_ones)):
            continue  # these differ by their mark: a letter and a tick, a bar and hatching
        assert shapes[one] != shapes[other]


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_every_status_looks_different_in_grey(host: ThemeHost, show: Show, theme: str) -> None:
    host.set_theme(theme)
    pictures = []
    for status in Status:
        chip = StatusChip(host, status, "Word")
        show(chip, size=(300, 100))
        pictures.append(chip.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8))
    assert all(one != other for index, one in enumerate(pictures) for other in pictures[:index])


def test_the_worst_status_wins() -> None:
    assert worst([Status.OK, Status.ALARM, Status.HOLD]) is Status.ALARM
    assert worst([]) is Status.NORMAL


def test_text_asks_for_the_room_it_needs(host: ThemeHost, show: Show) -> None:
    short, long = Text(host, "Scrap"), Text(host, "Scrap and rework")
    assert long.sizeHint().width() > short.sizeHint().width()
    wrapped = Text(host, "one two three four five six seven eight", wrap=True)
    assert wrapped.heightForWidth(150) > wrapped.heightForWidth(900)
    card = Card(host)
    column = card.column()
    for text in (short, long, wrapped):
        column.addWidget(text)
    show(card)
    assert QAccessible.queryAccessibleInterface(short).role() == QAccessible.Role.StaticText
    short.set_tone(Tone.QUIET)
    short.set_text("Rework")
    assert short.accessibleName() == "Rework"


def test_a_badge_is_shown_and_said(host: ThemeHost, show: Show) -> None:
    tile = ActionTile(host, "front_hand-fill", "Call")
    show(tile)
    before = tile.grab().toImage()
    tile.set_badge("3", Status.WARNING)
    assert tile.grab().toImage() != before
    assert tile.accessibleDescription() == "3"


def test_a_chart_follows_the_theme_and_has_a_name(host: ThemeHost, show: Show) -> None:
    chart = line_chart(host, name="OEE by hour", bottom="hour", left="%")
    line = add_line(host, chart, [0.0, 1.0, 2.0], [70.0, 80.0, 75.0])
    add_limit(host, chart, 85.0, "target")
    show(chart)
    assert chart.accessibleName() == "OEE by hour"
    assert line.opts["pen"].widthF() == 1
    assert chart.getAxis("bottom").height() >= host.metrics(Role.CAPTION).height() * 2
    host.set_theme("dark")
    assert chart.getAxis("left").textPen().color() == host.theme.text2


@pytest.mark.parametrize("height", [89, 110, 130, 400])
def test_axis_labels_do_not_overlap_however_low_the_chart(
    host: ThemeHost, show: Show, monkeypatch: pytest.MonkeyPatch, height: int
) -> None:
    bars = HourBars(host)
    show(bars, size=(700, 600))
    bars.setFixedSize(600, height)
    bars.set_bars([HourBar(f"{hour}:00", 40.0 + hour, 55) for hour in range(9)])
    drawn: list[QRectF] = []
    draw = Drawing.text

    def watched(self: Drawing, rect: QRectF, text: str, *rest: object, **named: object) -> object:
        if text.isdigit():
            drawn.append(rect)
        return draw(self, rect, text, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Drawing, "text", watched)
    bars.grab()
    middles = sorted(rect.center().y() for rect in drawn)
    assert len(middles) >= 2
    apart = min(lower - upper for upper, lower in pairwise(middles))
    assert apart >= host.metrics(Role.CAPTION).height() * 0.9
