"""An operator's home in each of its states, as its presenters would say it in the language that is spoken now.

Names of products, reasons and people are a plant's own and stay as they are in every language.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from momstation.core.errors import Refused
from momstation.core.i18n import _, ngettext
from momstation.core.numbers import number
from momstation.events.machines import MachineState
from momstation.plant.state_words import words_of
from momstation.plant.time_words import duration, running_time
from momstation.production.presenters.base import said
from momstation.production.presenters.wording import seconds, signed
from momstation.production.views import (
    Action,
    ActionKey,
    DeltaView,
    HomeView,
    HourView,
    OrderCard,
    StateView,
    StripCard,
)
from momstation.ui.status import Status

NOW = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)
MACHINE, STATION, AREA = "P07", "Press 07", "Line 3 · Stamping"
ORDER, NEXT_ORDER = "4711-20", "4711-30"
PRODUCT, NEXT_PRODUCT = "Bracket L, 3 mm", "Bracket R, 3 mm"
_TARGET = 55
_HOURS = (52, 54, 54, 31, 56, 55, 53, 47, 9)


def running() -> HomeView:
    """A shift that runs, a little behind its plan."""
    order = replace(_card(), delta=_delta(-4, 416), planned=416)
    return _home(card=order, strip=(next_card(),))


def behind() -> HomeView:
    """Behind its plan, with what the machine rejected and still nobody explained."""
    return _home(strip=(_rejects(), next_card()), tiles=_with_rejects(tiles()))


def stopped() -> HomeView:
    """Stopped without a reason; ``stop_to_explain`` stays empty, so that no sheet covers the home."""
    bar = _bar(MachineState.STOPPED, since_text=running_time(134), reason_text=_("no reason yet"))
    ask = replace(tiles(is_stopped=True)[0], badge="1", badge_status=Status.WARNING)
    why = replace(ask, label=_("Why did it stop?"), badge="")
    card = StripCard(
        "stop/stop-1",
        Status.WARNING,
        "stop-fill",
        _("Stopped · {duration}").format(duration=duration(134)),
        _("Why does {machine} stand still?").format(machine=STATION),
        _("Tap to give the reason."),
        ask,
    )
    shown = _with_rejects((ask, *tiles()[1:]))
    return _home(state=bar, strip=(card, _rejects(), next_card()), tiles=shown, primary=why)


def explained() -> HomeView:
    """Stopped, and everybody knows why."""
    bar = _bar(MachineState.STOPPED, since_text=running_time(754), reason_text="Tool change")
    return _home(state=bar, strip=(next_card(),), tiles=tiles(is_stopped=True))


def no_order() -> HomeView:
    start = Action(ActionKey.START, _("Start next"), "play_arrow-fill", order=NEXT_ORDER)
    shut = _("No order is running here. Start one first: scan its code or choose from the list.")
    shown = tuple(
        replace(tile, refusal=shut, order=None)
        if tile.key in (ActionKey.SCRAP, ActionKey.QUANTITY, ActionKey.FINISH)
        else tile
        for tile in tiles()
    )
    return _home(
        card=None,
        empty_title=_("No order is running here."),
        empty_hint=_("Scan the code on the order's paper, or choose from the list."),
        state=_bar(MachineState.IDLE, since_text=_since("13:50", 900)),
        hours=hours()[:3],
        strip=(next_card(),),
        tiles=shown,
        primary=start,
    )


def paused() -> HomeView:
    card = replace(_card(), is_paused=True, delta=None, planned=None)
    go_on = Action(ActionKey.RESUME, _("Go on"), "play_arrow-fill", order=ORDER)
    return _home(card=card, state=_bar(MachineState.IDLE, since_text=_since("13:50", 900)), primary=go_on)


def target_reached() -> HomeView:
    card = replace(
        _card(),
        good=600,
        good_text="600",
        planned=580,
        delta=_delta(20, 580),
        done_text=_("Target reached"),
        is_target_reached=True,
    )
    return _home(card=card, strip=(next_card(),), primary=tiles()[5])


def setting_up() -> HomeView:
    bar = _bar(MachineState.SETUP, since_text=_since("13:51", 840))
    setup = StripCard(
        "setup",
        Status.INFO,
        "build",
        _("Setup · {duration}").format(duration=duration(840)),
        _("Order {order} is being set up").format(order=ORDER),
        _("Tap here when it is done."),
        Action(ActionKey.END_SETUP, _("End setup"), "check", order=ORDER),
    )
    return _home(state=bar, strip=(setup, next_card()))


def unheard() -> HomeView:
    """The machine is not heard: nothing is guessed."""
    note = _(
        "Nobody answers at {endpoint}. Check that the machine is switched on and its network cable is in."
    )
    note = note.format(endpoint="opc.tcp://10.0.0.7:4840")
    bar = replace(_bar(MachineState.UNKNOWN, since_text=_since("14:01", 240)), note=note, is_hatched=True)
    card = StripCard(
        f"link/{MACHINE}", Status.OFFLINE, "link_off", STATION, _("The machine is not heard"), note, None
    )
    return _home(state=bar, strip=(card, next_card()))


def by_hand() -> HomeView:
    """A place where no machine counts."""
    bar = StateView(
        machine=None,
        state=MachineState.UNKNOWN,
        status=Status.NORMAL,
        icon="handyman",
        word=_("Work by hand"),
        since=None,
        since_text=_("No machine counts here; people declare what they make."),
        cycle_text="",
        ideal_text="",
        reason_text="",
        note="",
        is_hatched=False,
    )
    return _home(state=bar, card=replace(_card(), machine=None), strip=(next_card(),))


def tiles(*, is_stopped: bool = False) -> tuple[Action, ...]:
    refusal = "" if is_stopped else said(Refused("production.no_stop"))
    return (
        Action(ActionKey.STOP_REASON, _("Stop reason"), "pause", refusal),
        Action(ActionKey.SCRAP, _("Scrap"), "delete"),
        Action(ActionKey.QUANTITY, _("Quantity"), "add"),
        Action(ActionKey.ORDERS, _("Orders"), "list"),
        Action(ActionKey.OEE, _("Shift"), "bar_chart"),
        Action(ActionKey.FINISH, _("Finish"), "flag", order=ORDER),
    )


def _with_rejects(shown: tuple[Action, ...]) -> tuple[Action, ...]:
    return tuple(
        replace(tile, badge="3", badge_status=Status.CAUTION) if tile.key is ActionKey.SCRAP else tile
        for tile in shown
    )


def hours() -> tuple[HourView, ...]:
    return tuple(
        HourView(f"{6 + at:02d}:00", good, _TARGET, good == 31, at == 8) for at, good in enumerate(_HOURS)
    )


def next_card() -> StripCard:
    start = Action(
        ActionKey.START, _("Start {order}").format(order=NEXT_ORDER), "play_arrow-fill", order=NEXT_ORDER
    )
    detail = _("{quantity} pcs · due {due}").format(quantity=600, due="21:00")
    title = f"{NEXT_ORDER} · {NEXT_PRODUCT}"
    return StripCard("next", Status.NORMAL, "assignment_turned_in", _("Next order"), title, detail, start)


def percent_text(value: float) -> str:
    return _("{number} %").format(number=number(value, 1))


def _rejects() -> StripCard:
    what = ngettext(
        "{count} rejected part has no reason yet.", "{count} rejected parts have no reason yet.", 3
    ).format(count=3)
    key, kicker = "rejects", _("Rejected by the machine")
    return StripCard(key, Status.CAUTION, "delete", kicker, what, _("Tap to give the reason."), tiles()[1])


def _card() -> OrderCard:
    good, target = 412, 600
    return OrderCard(
        order=ORDER,
        title=_("Order {order}").format(order=ORDER),
        subtitle=PRODUCT,
        machine=MACHINE,
        good=good,
        target=target,
        good_text=str(good),
        rest_text=_("of {target} good").format(target=target),
        planned=430,
        delta=_delta(-18, 430),
        scrap=7,
        rework=2,
        scrap_text=_("Scrap {count} · {share}").format(count=7, share=percent_text(1.7)),
        rework_text=_("Rework {count}").format(count=2),
        unreasoned=0,
        unreasoned_text="",
        done_text=_("Done {done} (due {due})").format(done="17:40", due="17:20"),
        machine_text="",
        started_at=NOW - timedelta(hours=8),
        due=NOW + timedelta(hours=3),
        is_paused=False,
        is_target_reached=False,
        spoken=_("Order {order}, {good} of {target} good").format(order=ORDER, good=good, target=target),
    )


def _delta(delta: int, planned: int) -> DeltaView:
    detail = _("plan {planned} at {time}").format(planned=planned, time="14:05")
    if delta > 0:
        return DeltaView(
            _("{delta} ahead").format(delta=signed(delta)), detail, Status.NORMAL, delta, planned
        )
    if delta > -6:
        return DeltaView(_("On plan"), detail, Status.NORMAL, delta, planned)
    return DeltaView(_("{delta} behind").format(delta=signed(delta)), detail, Status.WARNING, delta, planned)


def _bar(state: MachineState, *, since_text: str, reason_text: str = "") -> StateView:
    words = words_of(state)
    return StateView(
        machine=MACHINE,
        state=state,
        status=words.status,
        icon=words.icon,
        word=words.word,
        since=NOW,
        since_text=since_text,
        cycle_text="",
        ideal_text="",
        reason_text=reason_text,
        note="",
        is_hatched=False,
    )


def _producing() -> StateView:
    since = _("{duration} since last stop").format(duration=duration(4320))
    return replace(
        _bar(MachineState.PRODUCING, since_text=since),
        cycle_text=_("Cycle {value}").format(value=seconds(Decimal("4.3"))),
        ideal_text=_("ideal {value}").format(value=seconds(Decimal("4.0"))),
    )


def _since(face: str, for_s: float) -> str:
    return _("since {time} · {duration}").format(time=face, duration=duration(for_s))


def _home(**changes: object) -> HomeView:
    usual: dict[str, object] = {
        "station": STATION,
        "area": AREA,
        "card": _card(),
        "empty_title": "",
        "empty_hint": "",
        "state": _producing(),
        "hours": hours(),
        "hours_text": _("Good parts per hour, too few in the hours from {hours}").format(hours="09:00"),
        "strip": (),
        "tiles": tiles(),
        "primary": Action(ActionKey.SCAN, _("Scan"), "barcode_scanner"),
        "micro_stops": 0,
        "micro_stops_text": "",
        "stop_to_explain": None,
        "refreshed_at": NOW,
    }
    return HomeView(**(usual | changes))  # type: ignore[arg-type]
