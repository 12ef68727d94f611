"""People, the team lead's board, the inbox and what changed meanwhile, as their presenters would say them."""

from collections.abc import Mapping
from dataclasses import replace

from momstation.app.gallery import sample_home, sample_shift
from momstation.app.gallery.sample_home import NOW, ORDER, PRODUCT, STATION
from momstation.core.i18n import _, ngettext
from momstation.events.machines import MachineState
from momstation.plant.state_words import words_of
from momstation.plant.time_words import duration, running_time
from momstation.production.model import contradictions as rule_of
from momstation.production.presenters.contradictions import Fields, told
from momstation.production.views import BoardRow
from momstation.shell.board_view import BoardLine, BoardScreenView
from momstation.shell.inbox.view import EvidenceLine, InboxRow, InboxView
from momstation.shell.meanwhile.view import MeanwhileLine, MeanwhileView
from momstation.ui.status import Status
from momstation.workforce.views import PersonTile, PinPadView, PresentPeopleView, PresentPerson, SignOnView

_NAMES: Mapping[str, str] = {
    "P1": "A. Meyer",
    "P2": "B. Novak",
    "P3": "C. Ito",
    "P4": "D. Kaya",
    "P5": "E. Rossi",
}
_STATIONS: Mapping[str, str] = {"P07": STATION, "P08": "Press 08", "W02": "Weld 02"}


def present(*people: str, acting: str | None = "P1") -> PresentPeopleView:
    """Who is signed on, by id; of nobody, the bar says so."""
    shown = tuple(
        PresentPerson(
            one,
            _NAMES[one],
            _NAMES[one][0],
            one == acting,
            (_("{person} acts") if one == acting else _("{person} is signed on")).format(person=_NAMES[one]),
        )
        for one in people
    )
    text = _NAMES.get(acting or "", "") if people else _("Nobody signed on")
    spoken = ", ".join(one.spoken for one in shown) or _("Nobody is signed on at this station.")
    return PresentPeopleView(shown, acting if people else None, text, spoken)


def sign_on(pin_of: str | None = None, refusal: str = "") -> SignOnView:
    no_pin = _("{person} has no PIN. Scan the badge.").format(person=_NAMES["P3"])
    people = tuple(
        PersonTile(
            one,
            name,
            name[0],
            _("acts now") if one == "P1" else _("signed on") if one == "P2" else "",
            no_pin if one == "P3" else "",
            is_present=one in ("P1", "P2"),
            is_acting=one == "P1",
        )
        for one, name in _NAMES.items()
    )
    hint = _("Scan your badge, or tap your name and give your PIN.")
    pad = None if pin_of is None else _pin_pad(pin_of, refusal)
    return SignOnView(_("Who are you?"), hint, people, pad, "")


def wrong_pin() -> str:
    return _("This PIN is wrong. Tries left for {person}: {left}.").format(person=_NAMES["P4"], left=2)


def board(*, is_calm: bool = False) -> BoardScreenView:
    """Worst first, or a shift in which all is well."""
    calm = (
        _row("P08", "Press 08", good=251, target=400, delta=3, hours=sample_shift.good_hours()),
        _row("W02", "Weld 02", good=88, target=120, delta=1, hours=sample_shift.good_hours()),
    )
    rows = calm if is_calm else (*_trouble(), calm[0], _idle())
    people = {"P07": "A. Meyer +1", "P08": "B. Novak", "W02": "C. Ito"}
    silent = _("silent for {duration}").format(duration=duration(240))
    lines = tuple(
        BoardLine(
            row,
            people.get(row.station, ""),
            silent if row.status is Status.OFFLINE else "",
            sample_shift.TEAMS.get(row.station, ()),
            sample_shift.band(row.station, is_calm=is_calm),
        )
        for row in rows
    )
    first = rows[0]
    headline = _("{station}: {matter}").format(station=first.name, matter=first.matter)
    to_settle = ngettext("{count} to settle", "{count} to settle", 2).format(count=2)
    return BoardScreenView(
        _("Stations of {area}").format(area=sample_home.AREA),
        _("All stations are working normally.") if is_calm else headline,
        first.status,
        lines,
        () if is_calm else sample_shift.unexplained(),
        "",
        NOW,
        "" if is_calm else to_settle,
        sample_shift.sequences(),
        _("At no station of this area: {names}").format(names="D. Kaya, E. Rossi"),
    )


def inbox(count: int = 4) -> InboxView:
    rows = tuple(row for row in (_settled(at) for at in range(count)) if row is not None)
    said = ngettext("{count} to settle", "{count} to settle", count).format(count=count)
    empty = _("Nothing contradicts itself.")
    hint = _("What stations recorded without knowing of each other appears here.")
    return InboxView(_("To settle"), said if count else "", rows, empty, hint)


def meanwhile() -> MeanwhileView:
    late = told(rule_of.LATE_PARTS, _FIELDS[0][1], _Words(), "P07")
    lines = [
        MeanwhileLine("m1", Status.WARNING, "", late.sentence if late else "", "10:09"),
        MeanwhileLine(
            "m2",
            Status.NORMAL,
            "swap_horiz",
            _("Order {order} runs at {place}.").format(order="4711-30", place="Weld 02"),
            "11:40",
        ),
        MeanwhileLine(
            "m3", Status.NORMAL, "assignment", _("Order {order} is new.").format(order="4712-10"), "11:52"
        ),
    ]
    reason = _("A stop of {machine} got the reason “{reason}” at {place}.")
    lines.append(
        MeanwhileLine(
            "m4",
            Status.NORMAL,
            "history",
            reason.format(machine=STATION, reason="Material jam", place="Office"),
            "12:05",
        )
    )
    detail = _("Without a connection from {start} to {end}").format(start="10:01", end="12:31")
    nothing = _("Nothing changed that concerns this station.")
    return MeanwhileView(_("While this station was alone"), detail, tuple(lines), "", nothing)


class _Words:
    """What the plant calls its stations and people."""

    def station(self, code: str) -> str:
        return _STATIONS.get(code, code)

    def person(self, person: str) -> str:
        return _NAMES.get(person, person)

    def time(self, at: str) -> str:
        return at


_FIELDS: tuple[tuple[str, Fields], ...] = (
    (
        rule_of.LATE_PARTS,
        {
            "order": ORDER,
            "first_station": "P08",
            "first_at": "10:02",
            "second_station": "P07",
            "second_at": "10:09",
            "good": 6,
        },
    ),
    (
        rule_of.DOUBLE_COMPLETION,
        {
            "order": "4711-30",
            "first_station": "P07",
            "first_at": "11:40",
            "second_station": "W02",
            "second_at": "11:52",
        },
    ),
    (
        rule_of.DOUBLE_START,
        {
            "order": "4712-10",
            "first_station": "P07",
            "first_at": "12:05",
            "second_station": "P08",
            "second_at": "12:07",
        },
    ),
    (
        rule_of.DOUBLE_CORRECTION,
        {
            "order": ORDER,
            "first_station": "P07",
            "first_at": "10:15",
            "first_by": "P1",
            "second_station": "P08",
            "second_at": "10:21",
            "second_by": "P2",
        },
    ),
)


def _settled(at: int) -> InboxRow | None:
    rule, fields = _FIELDS[at % len(_FIELDS)]
    one = told(rule, fields, _Words(), "office")
    if one is None:
        return None
    finished = _("Order {order} finished.").format(order=fields["order"])
    counted = _("Counted by the machine: {good} good, {rejected} rejected").format(good=6, rejected=0)
    evidence = (
        EvidenceLine(f"{at}a", finished, "B. Novak · Press 08", "10:02"),
        EvidenceLine(f"{at}b", counted, STATION, "10:09"),
    )
    return InboxRow(f"{at:02x}" * 32, one.status, one.sentence, "10:09", one.accept, one.overrule, evidence)


def _pin_pad(person: str, refusal: str) -> PinPadView:
    prompt = _("PIN of {person}").format(person=_NAMES[person])
    return PinPadView(person, _NAMES[person], prompt, 4, not refusal, refusal, None)


def _trouble() -> tuple[BoardRow, ...]:
    stopped, unknown = words_of(MachineState.STOPPED), words_of(MachineState.UNKNOWN)
    return (
        _row(
            "P07",
            STATION,
            state=MachineState.STOPPED,
            since_text=running_time(134),
            good=412,
            target=600,
            delta=-18,
            matter=_("{state}, no reason yet").format(state=stopped.word),
            stop="stop-1",
            is_reason_missing=True,
        ),
        _row(
            "W02",
            "Weld 02",
            state=MachineState.UNKNOWN,
            since_text=duration(240),
            good=88,
            target=120,
            delta=0,
            matter=unknown.word,
            is_hatched=True,
        ),
    )


def _idle() -> BoardRow:
    row = _row("K01", "Pack 01", state=MachineState.IDLE, delta=None, since_text=duration(900))
    return replace(row, order=None, order_text=_("No order"), progress_text="")


def _row(
    station: str,
    name: str,
    *,
    state: MachineState = MachineState.PRODUCING,
    good: int = 0,
    target: int = 0,
    delta: int | None = 0,
    **changes: object,
) -> BoardRow:
    words = words_of(state)
    signed = "" if delta is None else f"{delta:+d}".replace("-", "−") if delta else ""
    usual: dict[str, object] = {
        "station": station,
        "name": name,
        "machine": station,
        "machine_name": name,
        "state": state,
        "status": words.status,
        "icon": words.icon,
        "state_word": words.word,
        "since": NOW,
        "since_text": duration(4320),
        "order": ORDER,
        "order_text": f"{ORDER} · {PRODUCT}",
        "good": good,
        "target": target,
        "progress_text": _("{good} of {target}").format(good=good, target=target),
        "delta": delta,
        "delta_text": signed,
        "matter": "",
        "stop": None,
        "stop_reason": "",
        "is_reason_missing": False,
        "is_hatched": False,
        "hours": sample_home.hours(),
    }
    return BoardRow(**(usual | changes))  # type: ignore[arg-type]
