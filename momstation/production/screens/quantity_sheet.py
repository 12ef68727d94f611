"""The one sheet for good parts, scrap with its reason, and rework: three numbers, one tick."""

from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from momstation.core.i18n import _
from momstation.production.model.commands import DeclareQuantity, EndSetup, ReverseEntry, StartSetup
from momstation.production.screens.booking_sheet import Book, BookingSheet
from momstation.production.screens.number_pad import NumberPad
from momstation.production.screens.quantity_entry import ICONS, WORDS, Kind, SheetEntry
from momstation.production.screens.reason_grid import ReasonGrid
from momstation.production.views import ActionKey, QuantityView, ReasonGroupView
from momstation.ui.button import Button
from momstation.ui.empty_state import EmptyState
from momstation.ui.list_row import ListRow, RowView
from momstation.ui.status_chip import StatusChip
from momstation.ui.text import Text, Tone
from momstation.ui.theme import ThemeHost
from momstation.ui.touch_list import TouchList
from momstation.ui.units import Role


@dataclass(frozen=True, slots=True)
class QuantityDraft:
    """What was typed for ``order`` and not recorded."""

    order: str | None
    entry: SheetEntry


class QuantitySheet(BookingSheet):
    """Digits go to the chosen line; the tick records all lines at once."""

    explained = Signal(str)

    def __init__(self, host: ThemeHost, window: QWidget, book: Book) -> None:
        super().__init__(host, window, "quantity", "", book)
        self._view: QuantityView | None = None
        self._entry = SheetEntry(dict.fromkeys(Kind, 0))
        self._pad = NumberPad(host, _("pieces"))
        self._rows = {kind: self._row(kind) for kind in Kind}
        self._reasons = ReasonGrid(host, "quantity.reason")
        self._entries = TouchList(host)
        self._entries.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._side = QStackedWidget()
        self._empty = EmptyState(host, "assignment", "")
        self._empty.setObjectName("quantity.refusal")
        self._compare = StatusChip(host)
        self._compare.setObjectName("quantity.compare")
        self._clocks = Text(host, "", role=Role.CAPTION, tone=Tone.QUIET, wrap=True)
        self._clocks.setObjectName("quantity.clocks")
        self._setup = Button(host, _("Start setup"), icon="build")
        self._counter = Button(host, _("By counter"))
        self._counter.setObjectName("quantity.counter")
        self._more = Button(host, "", icon="more_horiz")
        self._more.setObjectName("quantity.more")
        self._furnish()
        self._pad.changed.connect(self._typed)
        self._pad.wants_answer.connect(self._declare)
        self._pad.explained.connect(self.explained)
        self._reasons.chosen.connect(self._choose_reason)
        self._entries.activated.connect(self._take_back)
        self._entries.explained.connect(self.explained)
        self._setup.triggered.connect(self._set_up)
        self._counter.triggered.connect(self._change_mode)
        self._more.triggered.connect(self._turn_page)
        self.page_through(self._reasons.area)

    def set_view(self, view: QuantityView, *, is_new: bool = True) -> None:
        self._view = view
        self.set_title(view.title or _("Quantity"), view.detail)
        is_possible = not view.refusal
        self._empty.set_view("assignment", view.refusal)
        self._empty.setVisible(not is_possible)
        for widget in (self._pad, self._side):
            widget.setVisible(is_possible)
        self._compare.set_status(view.compare_status, view.compare_text or "–")
        self._compare.setVisible(bool(view.compare_text) and is_possible)
        self._show_clocks(view)
        self._show_entries(view)
        self._counter.setVisible(view.has_counter and is_possible)
        if is_new:
            by_counter = view.has_counter and view.counter_start is not None
            self._entry = SheetEntry(dict.fromkeys(Kind, 0), by_counter=by_counter)
            self._name_mode()
            self._choose(Kind.GOOD)
        self._show_reasons()
        self._show_rows()

    def draft(self) -> QuantityDraft | None:
        """None while nothing is typed."""
        entry = self._entry
        if self._view is None or not (any(entry.counts.values()) or entry.reading or entry.reason):
            return None
        return QuantityDraft(self._view.order, replace(entry, counts=dict(entry.counts)))

    def take_up(self, draft: QuantityDraft) -> bool:
        """Show what was typed before; False where it was for another order than the sheet is about now."""
        if self._view is None or self._view.refusal or self._view.order != draft.order:
            return False
        self._entry = replace(draft.entry, counts=dict(draft.entry.counts))
        self._name_mode()
        self._choose(self._entry.kind)
        self._show_reasons()
        return True

    def _show_clocks(self, view: QuantityView) -> None:
        self._clocks.set_text(view.clocks_text)
        self._clocks.setVisible(bool(view.clocks_text) and not view.refusal)
        if view.setup is not None:
            self._setup.set_label(view.setup.label)
            self._setup.set_icon(view.setup.icon)
            self._setup.setObjectName(f"quantity.{view.setup.key.value}")

    def _set_up(self) -> None:
        action = self._view.setup if self._view is not None else None
        if action is None:
            return
        is_start = action.key is ActionKey.START_SETUP
        self.send(StartSetup(order=action.order) if is_start else EndSetup(order=action.order))

    def open(self) -> None:
        super().open()
        self._pad.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._pad.hears(event):
            return
        super().keyPressEvent(event)

    def _row(self, kind: Kind) -> ListRow:
        row = ListRow(self.host, RowView(kind.value, _(WORDS[kind])))
        row.setObjectName(f"quantity.{kind.value}")
        row.triggered.connect(lambda: self._choose(kind))
        return row

    def _choose(self, kind: Kind) -> None:
        self._entry.kind = kind
        if self._entry.is_reading:
            proposed = self._entry.reading if self._entry.reading is not None else self._counter_start()
            self._pad.ask(proposed or 0, least=0, most=self._most(kind), unit="")
        else:
            self._pad.ask(self._entry.counts[kind], least=0, most=self._most(kind))
        self._pad.setFocus()
        self._side.setCurrentIndex(1 if kind is Kind.SCRAP else 0)
        self._reasons.show_all(False)
        self._label_more()
        self._show_rows()

    def _most(self, kind: Kind) -> int:
        if self._view is None:
            return 0
        most = {
            Kind.GOOD: self._view.counter_most if self._entry.by_counter else self._view.good_most,
            Kind.SCRAP: self._view.scrap_most,
            Kind.REWORK: self._view.rework_most,
        }
        return most[kind]

    def _typed(self) -> None:
        shown = self._pad.shown()
        if self._entry.is_reading:
            self._entry.read(int(shown) if shown is not None else None, self._counter_start())
            self._show_rows()
            return
        self._entry.counts[self._entry.kind] = int(shown) if shown is not None else 0
        self._show_rows()

    def _change_mode(self) -> None:
        self._entry.change_mode()
        self._name_mode()
        self._choose(Kind.GOOD)

    def _name_mode(self) -> None:
        self._counter.set_label(_("By number") if self._entry.by_counter else _("By counter"))

    def _choose_reason(self, reason: str) -> None:
        self._entry.reason = reason
        if not self._entry.counts[Kind.SCRAP]:
            self._entry.counts[Kind.SCRAP] = 1
            self._choose(Kind.SCRAP)
        self._show_reasons()
        self._show_rows()

    def _show_rows(self) -> None:
        """Beside all reasons only the line that they are for: the page needs the room."""
        view, is_all = self._view, self._reasons.is_showing_all
        if view is None:
            return
        so_far = {Kind.GOOD: view.good, Kind.SCRAP: view.scrap, Kind.REWORK: view.rework}
        for kind, row in self._rows.items():
            row.setVisible(not view.refusal and not (is_all and kind is not Kind.SCRAP))
            count = self._entry.counts[kind]
            row.set_view(
                RowView(
                    kind.value,
                    _(WORDS[kind]),
                    self._said(kind, so_far[kind]),
                    right=f"+{count}" if count else "0",
                    icon=ICONS[kind],
                    is_selected=kind is self._entry.kind,
                )
            )

    def _said(self, kind: Kind, so_far: int) -> str:
        said = _("{count} so far").format(count=so_far)
        if kind is Kind.GOOD and self._entry.by_counter:
            return self._counter_text()
        if kind is Kind.SCRAP and self._entry.counts[kind]:
            return self._reason_text() or _("Choose the reason")
        return said

    def _counter_start(self) -> int | None:
        return self._view.counter_start if self._view is not None else None

    def _counter_text(self) -> str:
        start = self._counter_start()
        if start is None:
            return _("First counter reading")
        return _("Counter was at {reading}").format(reading=start)

    def _reason_text(self) -> str:
        reasons = (*self._view.scrap_reasons, *self._view.more_reasons) if self._view else ()
        return next((one.text for one in reasons if one.reason == self._entry.reason), "")

    def _show_reasons(self) -> None:
        view = self._view
        if view is not None:
            rest = (ReasonGroupView("", view.more_reasons),) if view.more_reasons else ()
            self._reasons.set_reasons(view.scrap_reasons, rest)
            self._reasons.show_all(self._reasons.is_showing_all and bool(rest))
            self._label_more()

    def _turn_page(self) -> None:
        self._reasons.show_all(not self._reasons.is_showing_all)
        self._label_more()
        self._show_rows()

    def _label_more(self) -> None:
        """Beside the scrap's reasons it takes the place of the setup, which has nothing to do with them."""
        view, is_all = self._view, self._reasons.is_showing_all
        if view is None:
            return
        is_asked = self._entry.kind is Kind.SCRAP and bool(view.more_reasons) and not view.refusal
        self._more.set_icon("arrow_back" if is_all else "more_horiz")
        self._more.set_label(_("Most frequent") if is_all else view.more_label)
        self._more.setVisible(is_asked)
        self._setup.setVisible(view.setup is not None and not is_asked)

    def _show_entries(self, view: QuantityView) -> None:
        self._entries.set_empty("history", _("Nothing declared for this order yet."))
        self._entries.set_rows(
            [
                RowView(
                    one.entry,
                    one.title,
                    one.detail,
                    right="" if one.refusal else _("Take back"),
                    icon="undo",
                    refusal=one.refusal,
                )
                for one in view.entries
            ]
        )
        for row in self._entries.rows:
            row.setObjectName(f"entry.{row.view.key}")

    def _take_back(self, entry: str) -> None:
        self.send(ReverseEntry(entry=entry))

    def _declare(self) -> None:
        view, counts = self._view, self._entry.counts
        objection = self._objection()
        if view is None or objection:
            self.explained.emit(objection)
            return
        self.send(
            DeclareQuantity(
                order=view.order,
                good=0 if self._entry.by_counter else counts[Kind.GOOD],
                scrap=counts[Kind.SCRAP],
                scrap_reason=self._entry.reason if counts[Kind.SCRAP] else None,
                rework=counts[Kind.REWORK],
                counter=self._entry.reading if self._entry.by_counter else None,
            )
        )

    def _objection(self) -> str:
        counts = self._entry.counts
        if not any(counts.values()) and self._entry.reading is None:
            return _("Enter how many first.")
        for kind, count in counts.items():
            if count > self._most(kind):
                return _("{kind}: at most {most}.").format(kind=_(WORDS[kind]), most=self._most(kind))
        if counts[Kind.SCRAP] and self._entry.reason is None:
            return _("Choose the reason of the scrap.")
        return ""

    def _furnish(self) -> None:
        told = QWidget()
        story = QVBoxLayout(told)
        story.addWidget(self._clocks)
        story.addWidget(self._entries, 1)
        self.host.space(story, margin=False)
        self._side.addWidget(told)
        self._side.addWidget(self._reasons)
        left, right = QVBoxLayout(), QVBoxLayout()
        for row in self._rows.values():
            right.addWidget(row)
        right.addWidget(self._side, 1)
        left.addWidget(self._pad, 1)
        columns = QHBoxLayout()
        for layout in (left, right, columns):
            self.host.space(layout, margin=False)
        columns.addLayout(left, 4)
        columns.addLayout(right, 5)
        self.body.addWidget(self._empty, 1)
        self.body.addLayout(columns, 1)
        self.add_header_action(self._compare)
        self.add_header_action(self._counter)
        self.add_header_action(self._setup)
        self.add_header_action(self._more)
