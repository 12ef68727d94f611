"""Says on a locked station whose it is, who may come back and how, and what the machine does meanwhile."""

from momstation.core.i18n import _
from momstation.plant.station import StationFacts
from momstation.production.views import HomeView
from momstation.ui.lock_screen import LockPerson, LockView
from momstation.workforce.views import PresentPeopleView, PresentPerson, SignOnView


def lock_view(
    station: StationFacts,
    present: PresentPeopleView,
    sign_on: SignOnView | None,
    home: HomeView | None,
    *,
    has_draft: bool,
) -> LockView:
    """``home`` None: what the machine does is not to be seen, or there is none. ``sign_on`` None: not read yet."""
    refusals = {one.person: one.pin_refusal for one in sign_on.people} if sign_on is not None else {}
    acting = next((one.name for one in present.people if one.person == present.acting), "")
    people = tuple(_person(one, present.acting, refusals.get(one.person, "")) for one in present.people)
    number, rest = _count(home)
    return LockView(
        station=station.name,
        area=station.area,
        title=_("Locked"),
        hint=_("Hold your badge before the scanner, or tap your name and give your PIN."),
        note=_("What {name} had begun is kept.").format(name=acting) if has_draft and acting else "",
        people=people,
        pin_label=_("Other name"),
        number=number,
        rest=rest,
    )


def _person(one: PresentPerson, acting: str | None, refusal: str) -> LockPerson:
    hint = _("acted last") if one.person == acting else _("signed on")
    return LockPerson(one.person, one.name, _("badge only") if refusal else hint, refusal)


def _count(home: HomeView | None) -> tuple[str, str]:
    """The order's count and what the machine does; its state alone where no order is worked on."""
    if home is None:
        return "", ""
    if home.card is None:
        return home.state.word, ""
    return home.card.good_text, f"{home.card.rest_text} · {home.state.word}"
