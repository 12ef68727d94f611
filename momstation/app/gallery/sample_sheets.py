"""The operator's lists and sheets as their presenters would say them: dispatch, stop reason, scrap, quantity, shift."""

from datetime import timedelta
from decimal import Decimal

from momstation.app.gallery.sample_home import (
    MACHINE,
    NEXT_ORDER,
    NEXT_PRODUCT,
    NOW,
    ORDER,
    PRODUCT,
    STATION,
    percent_text,
)
from momstation.core.i18n import _, ngettext
from momstation.events.machines import MachineState
from momstation.plant.state_words import words_of
from momstation.plant.time_words import duration, running_time
from momstation.production.views import (
    Action,
    ActionKey,
    DispatchRow,
    DispatchView,
    EntryRow,
    EvidenceRow,
    OeeNumber,
    OeeView,
    OpenStopRow,
    QuantityView,
    ReasonGroupView,
    ReasonTile,
    ScrapView,
    SpanView,
    StopReasonView,
    TimeRow,
)
from momstation.ui.status import Status

_SHIFT_STATES = "producing stopped producing unknown producing setup producing producing"


def dispatch(*, is_ready_only: bool = True) -> DispatchView:
    rows = [
        _order(ORDER, PRODUCT, 412, 600, "17:20", action=ActionKey.PAUSE, is_running=True),
        _order(NEXT_ORDER, NEXT_PRODUCT, 0, 600, "21:00"),
        _order("4720-10", "Cover plate", 120, 400, "22:30", action=ActionKey.RESUME),
        _order("4720-20", "Cover plate, long", 0, 200, "23:10"),
    ]
    refusal = _("Order {order} is on hold. Planning must release it first.").format(order="4730-10")
    if not is_ready_only:
        rows.append(_order("4730-10", "Angle, galvanised", 0, 80, "23:40", refusal=refusal))
    hidden = ngettext("{count} more is not ready", "{count} more are not ready", 1).format(count=1)
    return DispatchView(
        _("Orders"),
        tuple(rows),
        is_ready_only,
        _("Ready only"),
        1 if is_ready_only else 0,
        hidden if is_ready_only else "",
        "",
    )


def no_dispatch() -> DispatchView:
    title = _("Orders")
    nothing = _("There is no order for this station. Planning sends them.")
    return DispatchView(title, (), True, _("Ready only"), 0, "", nothing)


def stop(*, is_suggested: bool = True) -> StopReasonView:
    top = (
        _reason("TOOL", "Tool change", "build", 9),
        _reason("MATERIAL", "No material", "inventory_2", 7),
        ReasonTile("JAM", "Material jam", "warning-fill", _share(5), is_suggested),
        _reason("SETTING", "Setting", "tune", 4),
        _reason("QUALITY", "Waiting for quality", "fact_check", 2),
        _reason("CLEAN", "Cleaning", "cleaning_services"),
    )
    more = (
        ReasonGroupView(
            _("Planned"), (_reason("BREAK", "Break", "coffee"), _reason("MEETING", "Meeting", "group"))
        ),
        ReasonGroupView(_("Changeover"), (_reason("CHANGE", "Changeover", "swap_horiz"),)),
        ReasonGroupView(
            _("Not planned"),
            (_reason("HYDRAULIC", "Hydraulics", "water_drop"), _reason("OTHER", "Something else", "help")),
        ),
    )
    heard = _("machine says: {heard}").format(heard="E217 feeder overload")
    earlier = _("{start}–{end} · {duration}").format(start="09:41", end="09:58", duration=duration(1020))
    return StopReasonView(
        stop="stop-1",
        title=_("Stopped {time}").format(time=running_time(134)),
        detail=_("{machine} · since {time}").format(machine=STATION, time="14:02"),
        heard=heard if is_suggested else "",
        since=NOW,
        is_open=True,
        reason=None,
        reason_text="",
        top=top,
        more=more,
        more_label=_("More ({count})").format(count=5),
        empty_text="",
        earlier=(OpenStopRow("stop-0", STATION, earlier),),
    )


def scrap() -> ScrapView:
    other = (_reason("OTHER", "Something else", "help"),)
    return ScrapView(
        order=ORDER,
        title=_("Scrap"),
        detail=_of_order(),
        refusal="",
        preset=1,
        most=419,
        unreasoned=0,
        unreasoned_text="",
        top=_scrap_reasons(),
        more=other,
        more_label=_("More ({count})").format(count=1),
    )


def quantity(*, has_counter: bool = False) -> QuantityView:
    clocks = _clocks()
    compare = _("The machine counted {counted}, people declared {declared}.").format(counted=410, declared=2)
    burr = _("{count} scrap: {reason}").format(count=1, reason="Burr")
    two = _("{count} good").format(count=2)
    return QuantityView(
        order=ORDER,
        title=_("Quantity"),
        detail=_of_order(),
        refusal="",
        good=412,
        scrap=7,
        rework=2,
        machine_good=None if has_counter else 410,
        compare_text="" if has_counter else compare,
        compare_status=Status.NORMAL,
        good_most=10_000,
        scrap_most=412,
        rework_most=412,
        scrap_reasons=_scrap_reasons(),
        entries=(
            EntryRow("entry-9", burr, "14:01 · A. Meyer", False, "", NOW),
            EntryRow("entry-8", two, "13:20 · A. Meyer", True, _("This entry was taken back already."), NOW),
        ),
        clocks_text=clocks,
        setup=Action(ActionKey.START_SETUP, _("Start setup"), "build", order=ORDER),
        has_counter=has_counter,
        counter_start=1_234_567 if has_counter else None,
        counter_most=9_999_999 if has_counter else 0,
    )


def oee() -> OeeView:
    start = NOW - timedelta(hours=8)
    states = [MachineState(state) for state in _SHIFT_STATES.split()]
    spans = tuple(
        SpanView(
            start + timedelta(hours=at),
            start + timedelta(hours=at + 1),
            "hatched" if state is MachineState.UNKNOWN else state.value,
            words_of(state).word,
            "",
            None,
        )
        for at, state in enumerate(states)
    )
    times = (
        ("PBT", _("Planned busy time"), 27000),
        ("APT", _("Producing"), 22320),
        ("AUST", _("Setting up"), 3600),
        ("ADET", _("Stopped or delayed with an order"), 4680),
        ("UNKNOWN", _("Nobody knows"), 3600),
    )
    gap = _("For {time} nobody knows what the machine did; that time is left out.").format(
        time=duration(3600)
    )
    shift = _("{shift}, {start}–{end}").format(shift="Early", start="06:00", end="14:00")
    return OeeView(
        machine=MACHINE,
        title=_("Shift at {machine}").format(machine=STATION),
        shift_text=shift,
        oee=_number(
            "oee",
            _("OEE"),
            74.2,
            _("{good} of ideal time for good parts in {busy} of planned busy time").format(
                good=duration(20034), busy=duration(27000)
            ),
            "A × E × Q",
        ),
        factors=_factors(),
        times=tuple(TimeRow(key, label, duration(each), Decimal(each)) for key, label, each in times),
        spans=spans,
        start=start,
        end=NOW,
        caveats=(gap,),
        empty_text="",
        clocks_text=_("Order {order}: {clocks}").format(order=ORDER, clocks=_clocks()),
    )


def _factors() -> tuple[OeeNumber, ...]:
    run, busy = duration(22320), duration(27000)
    available = _("{run} producing of {busy} planned busy time").format(run=run, busy=busy)
    effective = _("{count} parts at their ideal cycle, {standard}, in {run} producing")
    good = _("{good} good of {count} parts made").format(good=412, count=421)
    said = effective.format(count=421, standard=duration(20310), run=run)
    return (
        _number("availability", _("Availability"), 82.7, available, "APT / PBT"),
        _number("effectiveness", _("Effectiveness"), 91.2, said, "PRI × PQ / APT"),
        _number("quality", _("Quality ratio"), 98.3, good, "GQ / PQ"),
    )


def _number(key: str, label: str, value: float, formula: str, definition: str) -> OeeNumber:
    states = (MachineState.STOPPED, MachineState.PRODUCING, MachineState.STARVED)
    sentence = _("{machine}: {state} ({heard})")
    events = tuple(
        EvidenceRow(
            NOW - timedelta(minutes=7 * at),
            f"13:{58 - 7 * at}",
            sentence.format(machine=STATION, state=words_of(state).word, heard=state.value.capitalize()),
            f"{key}{at}",
        )
        for at, state in enumerate(states)
    )
    count = ngettext("{count} event", "{count} events", 3).format(count=3)
    return OeeNumber(
        key, label, Decimal(str(value)) / 100, percent_text(value), formula, definition, events, count
    )


def _order(
    order: str,
    product: str,
    good: int,
    quantity: int,
    due: str,
    *,
    action: ActionKey = ActionKey.START,
    is_running: bool = False,
    refusal: str = "",
) -> DispatchRow:
    phase = {ActionKey.PAUSE: _("running here"), ActionKey.RESUME: _("to resume")}.get(action, refusal)
    icon = "play_arrow-fill" if is_running else "lock" if refusal else "assignment"
    return DispatchRow(
        order=order,
        title=f"{order} · {product}",
        detail=phase,
        right=_("{good} of {quantity}").format(good=good, quantity=quantity),
        right_detail=_("due {due}").format(due=due),
        icon=icon,
        status=Status.HOLD if refusal else Status.NORMAL,
        refusal=refusal,
        action=None if refusal else action,
        is_running=is_running,
        is_ready=not refusal,
        good=good,
        quantity=quantity,
        due=NOW,
        priority=5,
    )


def _scrap_reasons() -> tuple[ReasonTile, ...]:
    return (
        _reason("BURR", "Burr", "report-fill", 12),
        _reason("CRACK", "Crack", "warning-fill", 6),
        _reason("SIZE", "Wrong size", "straighten", 4),
        _reason("SURFACE", "Surface", "visibility", 1),
        _reason("SETUP", "Setup part", "build"),
        _reason("MATERIAL", "Material fault", "inventory_2"),
    )


def _reason(key: str, text: str, icon: str, count: int = 0) -> ReasonTile:
    return ReasonTile(key, text, icon, _share(count) if count else "")


def _share(count: int) -> str:
    return ngettext("{count} × in 30 days", "{count} × in 30 days", count).format(count=count)


def _of_order() -> str:
    return " · ".join((_("Order {order}").format(order=ORDER), PRODUCT))


def _clocks() -> str:
    return _("Setup {setup} · Machine {machine} · Labour {labour}").format(
        setup=duration(840), machine=duration(40380), labour=duration(79800)
    )
