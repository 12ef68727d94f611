"""The pieces that the gallery's pages share, with the texts of one shift."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from momstation.ui.action_tile import ActionTile
from momstation.ui.big_number import BigNumber
from momstation.ui.card import Card
from momstation.ui.delta_badge import DeltaBadge
from momstation.ui.event_strip import EventStrip, EventView
from momstation.ui.hour_bars import HourBar, HourBars
from momstation.ui.progress import ProgressWithTarget
from momstation.ui.station_row import StationView
from momstation.ui.status import Status
from momstation.ui.text import Text, Tone
from momstation.ui.theme import ThemeHost, Weight
from momstation.ui.timeline import Span, SpanKind, StateTimeline
from momstation.ui.top_bar import LinkView, PersonBadge, TopBar
from momstation.ui.units import Role

Say = Callable[[str], str]
"""Passes every sample text through, so that a pseudo-language can lengthen it."""


def a_window(host: ThemeHost) -> tuple[QWidget, QVBoxLayout]:
    window = QWidget()
    column = QVBoxLayout(window)
    host.space(column)
    column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
    return window, column


def a_row(host: ThemeHost, column: QVBoxLayout, stretch: int = 0) -> QHBoxLayout:
    row = QHBoxLayout()
    host.space(row, margin=False)
    column.addLayout(row, stretch)
    return row


def top_bar(host: ThemeHost, say: Say) -> TopBar:
    top = TopBar(host)
    top.set_station("Press 07", say("Line 3 · Stamping"))
    top.set_people([PersonBadge("1", "A. Meyer", True), PersonBadge("2", "T. Novak")])
    top.set_link(LinkView(word=say("Live")))
    top.set_clock("14:05")
    return top


def order_card(host: ThemeHost, say: Say) -> Card:
    card = Card(host)
    column = card.column()
    column.addWidget(Text(host, say("Order 4711-20"), tone=Tone.QUIET))
    column.addWidget(Text(host, say("Bracket L, 3 mm"), role=Role.HEADING, weight=Weight.SEMIBOLD))
    row = QHBoxLayout()
    row.addWidget(BigNumber(host, "412", say("of 600 good")), 1)
    delta = DeltaBadge(host)
    delta.set_delta(say("−18 behind"), say("plan 430 at 14:05"), Status.WARNING)
    row.addWidget(delta)
    column.addLayout(row)
    progress = ProgressWithTarget(host)
    progress.set_progress(412, 600, 430, say("412 of 600 good, plan 430"))
    column.addWidget(progress)
    foot = QHBoxLayout()
    foot.setSpacing(host.units.u(24))
    foot.addWidget(Text(host, say("Scrap 7 · 1.7 %")))
    foot.addWidget(Text(host, say("Rework 2")))
    foot.addStretch(1)
    foot.addWidget(Text(host, say("Done 17:40"), tone=Tone.QUIET))
    column.addLayout(foot)
    return card


def event_strip(host: ThemeHost, say: Say) -> EventStrip:
    strip = EventStrip(host)
    normal, alarm = Status.NORMAL, Status.ALARM
    strip.set_events(
        [
            EventView(
                "q", normal, "fact_check", say("Quality check due"), say("in 12 min"), say("5 samples")
            ),
            EventView(
                "a", alarm, "", say("Alarm · 2 min"), say("Hydraulic pressure low"), say("Tap for help")
            ),
            EventView("m", normal, "conveyor_belt", say("Material"), say("Coil A-771: 26 min left"), ""),
            EventView("n", normal, "assignment_turned_in", say("Next order"), say("4711-30 Bracket R"), ""),
        ]
    )
    return strip


def hour_bars(host: ThemeHost, say: Say) -> HourBars:
    bars = HourBars(host)
    counts = (52, 55, 54, 31, 55, 55, 53, 47, 9)
    bars.set_bars(
        [HourBar(f"{6 + hour}:00", count, 55, count == 31) for hour, count in enumerate(counts)],
        say("Parts by the hour; 9:00 was below target"),
    )
    return bars


def action_bar(host: ThemeHost, say: Say, column: QVBoxLayout) -> None:
    row = a_row(host, column)
    labels = (
        ("pause-fill", "Stop reason"),
        ("delete", "Scrap"),
        ("fact_check", "Check"),
        ("front_hand-fill", "Call"),
        ("forklift", "Material"),
    )
    for icon, label in labels:
        row.addWidget(ActionTile(host, icon, say(label)), 1)
    scan = ActionTile(host, "barcode_scanner", say("Scan"), primary=True)
    scan.setObjectName("scan")
    row.addWidget(scan, 1)


def stations(say: Say) -> list[StationView]:
    hours = tuple((float(count), count < 40) for count in (52, 55, 31, 55, 53, 47))
    return [
        StationView(
            "P07", "Press 07", Status.ALARM, say("Stopped"), say("for 2 min"), say("4711-20 Bracket L"),
            "412 / 600", "−18", say("behind"), Status.WARNING, hours, "Meyer +1",
            say("Hydraulic pressure low"),
        ),
        StationView(
            "W02", "Weld 02", Status.HOLD, say("Lot W-118 on hold"), say("since 13:20"), say("4719-10 Frame"),
            "88 / 120", "+3", say("ahead"), Status.NORMAL, hours, "Ito",
        ),
        StationView("K01", "Pack 01", Status.OFFLINE, say("Offline"), say("31 records kept"), people="Silva"),
        StationView(
            "P08", "Press 08", Status.NORMAL, say("Running"), say("1 h 12 min"), say("4720-10 Cover"),
            "251 / 400", "+3", say("ahead"), Status.NORMAL, hours, "Novak",
        ),
    ]  # fmt: skip


def timeline(host: ThemeHost, say: Say) -> StateTimeline:
    band = StateTimeline(host)
    kinds = (
        (0, 90, SpanKind.RUNNING),
        (90, 112, SpanKind.STOPPED),
        (112, 220, SpanKind.RUNNING),
        (220, 237, SpanKind.UNREASONED),
        (237, 300, SpanKind.SLOW),
        (300, 330, SpanKind.IDLE),
        (330, 350, SpanKind.UNKNOWN),
        (350, 480, SpanKind.RUNNING),
    )
    spans = [Span(str(start), start, end, kind, say(kind.name.capitalize())) for start, end, kind in kinds]
    ticks = [(60.0 * hour, f"{6 + hour}:00") for hour in range(0, 9, 2)]
    band.set_spans(0, 480, spans, ticks, say("Shift from 6:00 to 14:00"))
    return band
