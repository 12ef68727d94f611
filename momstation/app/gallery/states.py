"""Every screen of the station in every state that was designed: what the gallery shows and the baselines keep."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from momstation.app.gallery import sample_alarms, sample_catalogue, sample_home, sample_sheets, sample_team
from momstation.app.gallery.presenters import TEAM_LEAD, Shown
from momstation.app.gallery.stage import (
    Act,
    OpenStaged,
    Prepare,
    ScreenState,
    Size,
    Staged,
    StagedWidget,
    StagedWindow,
    settle,
    window_state,
)
from momstation.app.opening import REMEDIES
from momstation.app.start_screen import StartScreen
from momstation.core.errors import Refused
from momstation.core.i18n import _
from momstation.core.part import RecordingHeld
from momstation.plant.readings import ScannerStatus
from momstation.production.views import HomeView
from momstation.shell.verdict import Verdict
from momstation.store.notices import Notice
from momstation.store.progress import Progress
from momstation.sync.status import Progress as Fetching
from momstation.sync.status import Remark, SyncState, SyncStatus
from momstation.ui.theme import ThemeHost

_NOW = sample_home.NOW
_FILE = "/srv/momstation/P07.db"


def states() -> tuple[ScreenState, ...]:
    """In the order in which a person looks through them."""
    return (
        *_homes(),
        *_troubles(),
        *_lists(),
        *_sheets(),
        *_answers(),
        *_people(),
        *_lead(),
        *_practice(),
        *_starts(),
    )


def _homes() -> tuple[ScreenState, ...]:
    return (
        window_state("home", "normal", _home(sample_home.running), is_main=True),
        window_state("home", "behind", _home(sample_home.behind)),
        window_state("home", "stopped", _home(sample_home.stopped), is_main=True),
        window_state("home", "stopped-explained", _home(sample_home.explained)),
        window_state("home", "no-order", _home(sample_home.no_order), is_main=True),
        window_state("home", "paused", _home(sample_home.paused)),
        window_state("home", "target-reached", _home(sample_home.target_reached)),
        window_state("home", "setting-up", _home(sample_home.setting_up)),
        window_state("home", "no-signal", _home(sample_home.unheard)),
        window_state("home", "by-hand", _home(sample_home.by_hand)),
    )


def _troubles() -> tuple[ScreenState, ...]:
    reserve = Notice("disk.reserve_used", "disk", {"size": 8, "file": _FILE}, is_urgent=True)
    damaged = Notice("store.damaged", "store", {"detail": "MM002"}, is_urgent=True)
    scanner = ScannerStatus("S1", False, "")
    return (
        window_state("home", "no-operator", _nobody),
        window_state("home", "offline", _offline, is_main=True),
        window_state("home", "connecting", _linked(SyncStatus(SyncState.CONNECTING, 3, _NOW, _NOW, ""))),
        window_state("home", "clock-wrong", _clock_wrong),
        window_state("home", "catching-up", _catching_up),
        window_state("home", "scanner-missing", act=_hears(scanner)),
        window_state(
            "home",
            "store-full",
            act=_hears(reserve, RecordingHeld(Refused("store.disk_full", file=_FILE, detail="ENOSPC"))),
        ),
        window_state("home", "store-damaged", act=_hears(damaged)),
    )


def _lists() -> tuple[ScreenState, ...]:
    return (
        window_state("orders", "ready", act=_taps("tile.orders"), is_main=True),
        window_state("orders", "all", _all_orders, _taps("tile.orders")),
        window_state("orders", "empty", _no_orders, _taps("tile.orders")),
        window_state("oee", "shift", act=_taps("tile.oee"), is_main=True),
        window_state("oee", "evidence", act=_taps("tile.oee", "oee.availability")),
    )


def _sheets() -> tuple[ScreenState, ...]:
    stopped = _home(sample_home.stopped)
    return (
        window_state("stop-reason", "suggested", stopped, _taps("tile.stop_reason"), is_main=True),
        window_state("stop-reason", "more", stopped, _taps("tile.stop_reason", "reasons.more")),
        window_state("stop-reason", "many", _many_reasons, _taps("tile.stop_reason", "reasons.more")),
        window_state("scrap", "one", act=_taps("tile.scrap"), is_main=True),
        window_state("quantity", "good", act=_taps("tile.quantity")),
        window_state("quantity", "scrap", act=_taps("tile.quantity", "quantity.scrap")),
        window_state("quantity", "counter", _counter, _taps("tile.quantity")),
        window_state("scan", "accepted-here", act=_taps("tile.primary")),
        window_state("station", "live", act=_taps("link"), is_main=True),
        window_state("station", "offline", _offline, _taps("link")),
        window_state("meanwhile", "told", act=_meanwhile),
    )


def _answers() -> tuple[ScreenState, ...]:
    return (
        window_state("verdict", "accepted", act=_accepted),
        window_state("verdict", "refused", act=_refused),
    )


def _people() -> tuple[ScreenState, ...]:
    return (
        window_state("people", "names", act=_taps("people.acting"), is_main=True),
        window_state("people", "pin", _pin, _taps("people.acting")),
        window_state("people", "pin-wrong", _wrong_pin, _taps("people.acting")),
        window_state("lock", "badge", _locked),
    )


def _lead() -> tuple[ScreenState, ...]:
    return (
        window_state("board", "trouble", role=TEAM_LEAD, is_main=True),
        window_state("board", "calm", _calm, role=TEAM_LEAD),
        window_state("board", "offline", _offline, role=TEAM_LEAD),
        window_state("inbox", "four", act=_inbox, role=TEAM_LEAD, is_main=True),
        window_state("inbox", "empty", _no_inbox, _inbox, role=TEAM_LEAD),
        window_state("inbox", "records", act=_records, role=TEAM_LEAD),
        window_state("alarms", "shift", act=_taps("board.alarms"), role=TEAM_LEAD, is_main=True),
        window_state("alarms", "none", _no_alarms, _taps("board.alarms"), role=TEAM_LEAD),
        window_state("station", "lead", act=_taps("link"), role=TEAM_LEAD),
    )


def _practice() -> tuple[ScreenState, ...]:
    return (
        window_state("home", "training", _training, is_main=True),
        window_state("scrap", "training", _training, _taps("tile.scrap")),
        window_state("station", "training", _training, _taps("link")),
        window_state("lock", "training", _training_locked),
        window_state("board", "training", _training, role=TEAM_LEAD),
    )


def _starts() -> tuple[ScreenState, ...]:
    return (
        ScreenState("start", "opening", _start(Progress("check", 1240, 3000))),
        ScreenState("start", "anew", _start(Progress("salvage", 400, 3000))),
        ScreenState("start", "trouble", _start(None)),
    )


def _home(make: Callable[[], HomeView]) -> Prepare:
    def prepare(shown: Shown) -> None:
        shown.home = make()

    return prepare


def _linked(status: SyncStatus) -> Prepare:
    def prepare(shown: Shown) -> None:
        shown.link = status

    return prepare


def _nobody(shown: Shown) -> None:
    shown.home = sample_home.running()
    shown.present = sample_team.present()


def _offline(shown: Shown) -> None:
    since = _NOW - timedelta(minutes=42)
    why = _("The plant's database cannot be reached. Go on working.")
    shown.link = SyncStatus(SyncState.OFFLINE, 31, since, since, why)


def _training(shown: Shown) -> None:
    shown.is_training = True
    shown.link = SyncStatus(SyncState.TRAINING, 0, None, None, "")


def _training_locked(shown: Shown) -> None:
    _training(shown)
    _locked(shown)


def _clock_wrong(shown: Shown) -> None:
    remarks = frozenset({Remark.CLOCK_WRONG})
    shown.link = replace(shown.link, remarks=remarks, clock_off=timedelta(minutes=17))


def _catching_up(shown: Shown) -> None:
    shown.link = replace(shown.link, bootstrap=Fetching(120, 900, True), is_caught_up=False)


def _all_orders(shown: Shown) -> None:
    shown.dispatch = sample_sheets.dispatch(is_ready_only=False)


def _no_orders(shown: Shown) -> None:
    shown.home = sample_home.no_order()
    shown.dispatch = sample_sheets.no_dispatch()


def _many_reasons(shown: Shown) -> None:
    shown.home = sample_home.stopped()
    shown.stop = sample_catalogue.many_stops()


def _counter(shown: Shown) -> None:
    shown.home = sample_home.by_hand()
    shown.quantity = sample_sheets.quantity(has_counter=True)


def _pin(shown: Shown) -> None:
    shown.sign_on = sample_team.sign_on("P4")


def _wrong_pin(shown: Shown) -> None:
    shown.sign_on = sample_team.sign_on("P4", sample_team.wrong_pin())


def _locked(shown: Shown) -> None:
    shown.present = replace(shown.present, is_locked=True)


def _calm(shown: Shown) -> None:
    shown.board = sample_team.board(is_calm=True)


def _no_alarms(shown: Shown) -> None:
    shown.alarms = sample_alarms.no_alarms()


def _no_inbox(shown: Shown) -> None:
    shown.inbox = sample_team.inbox(0)


def _taps(*names: str) -> Act:
    async def act(staged: StagedWindow) -> None:
        for name in names:
            await staged.tap(name)

    return act


def _hears(*messages: object) -> Act:
    async def act(staged: StagedWindow) -> None:
        for message in messages:
            staged.bus.publish(message)

    return act


async def _meanwhile(staged: StagedWindow) -> None:
    staged.window.meanwhile.open()


async def _accepted(staged: StagedWindow) -> None:
    said = _("Order {order} started.").format(order=sample_home.ORDER)
    staged.window.messages.show_scan(Verdict(True, said, ""))
    staged.window.messages.banner.hold()


async def _refused(staged: StagedWindow) -> None:
    unknown = _("Nobody here knows this code: {read}").format(read="4006381333931")
    here = staged.window.router.accepted_here()
    staged.window.messages.show_scan(Verdict(False, unknown, here))


async def _inbox(staged: StagedWindow) -> None:
    staged.window.open_inbox()


async def _records(staged: StagedWindow) -> None:
    staged.window.open_inbox()
    await settle()
    staged.window.open_records(sample_team.inbox(1).rows[0])


def _start(progress: Progress | None) -> OpenStaged:
    """None: something keeps the station from starting."""

    async def open_it(host: ThemeHost, size: Size) -> Staged:
        screen = StartScreen(host, sample_home.STATION)
        if progress is None:
            screen.show_trouble(_(REMEDIES["store.disk_full"]).format(file="/srv/momstation/P07.db"))
        else:
            screen.show_progress(progress)
        return StagedWidget(screen, size)

    return open_it
