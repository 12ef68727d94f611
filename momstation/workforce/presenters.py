"""What sign-on and the top bar show, ready made, and who is asking when somebody taps."""

from collections.abc import Mapping

from momstation.core.clock import Clock
from momstation.core.i18n import _
from momstation.core.part import Actor
from momstation.events.plant import DefinitionPut
from momstation.events.workforce import (
    ActingPersonChanged,
    PersonSignedOff,
    PersonSignedOn,
    PinRefused,
    StationLocked,
    StationUnlocked,
)
from momstation.plant.nouns import Person
from momstation.plant.pins import PIN_DIGITS
from momstation.plant.records import person as person_in
from momstation.plant.roles import RIGHTS, permissions_of, roles_with
from momstation.plant.station import StationFacts
from momstation.store.questions import StreamReader
from momstation.workforce.model import Team, locked_until
from momstation.workforce.records import changed_rights, persons_by_id, team_at
from momstation.workforce.refusals import REFUSALS, denied, sentence, wait_words
from momstation.workforce.views import PersonTile, PinPadView, PresentPeopleView, PresentPerson, SignOnView

_KINDS = frozenset(
    {
        PersonSignedOn.kind,
        PersonSignedOff.kind,
        ActingPersonChanged.kind,
        PinRefused.kind,
        StationLocked.kind,
        StationUnlocked.kind,
        DefinitionPut.kind,
    }
)


async def acting_actor(reader: StreamReader, station: str) -> Actor:
    """Who asks when a person taps or scans here; nobody, with no right, when nobody acts or it is locked."""
    team = await team_at(reader, station)
    acting = team.acting
    if acting is None or team.is_locked:
        return Actor(person=None, name=station, permissions=frozenset())
    person = await reader.read(lambda conn: person_in(conn, acting))
    if person is None:
        return Actor(person=acting, name=acting, permissions=frozenset())
    rights = permissions_of(person.roles, await changed_rights(reader))
    return Actor(person=person.id, name=person.name, permissions=rights)


class SignOnPresenter:
    """People to choose from and the PIN pad of the one who was chosen."""

    kinds = _KINDS

    def __init__(self, reader: StreamReader, facts: StationFacts, clock: Clock) -> None:
        self._reader = reader
        self._facts = facts
        self._clock = clock
        self._chosen: str | None = None

    def choose(self, person: str | None) -> None:
        """Open the PIN pad of ``person``, or go back to the names; shown by the next ``load``."""
        self._chosen = person

    async def load(self) -> SignOnView:
        people = await persons_by_id(self._reader)
        team = await team_at(self._reader, self._facts.code)
        refusals = {person.id: self._refusal(team, person) for person in people.values()}
        tiles = [_tile(person, team, refusals[person.id]) for person in _recent_first(people, team)]
        chosen = people.get(self._chosen) if self._chosen else None
        return SignOnView(
            title=_("Who are you?"),
            hint=_("Scan your badge, or tap your name and give your PIN."),
            people=tuple(tiles),
            pad=self._pad(chosen, team, refusals[chosen.id]) if chosen else None,
            empty_text="" if tiles else _("No persons are known yet. Import the plant data first."),
        )

    def _refusal(self, team: Team, person: Person) -> str:
        if not person.pin_hash:
            return _(REFUSALS["workforce.no_pin"]).format(person=person.name)
        now = self._clock.now()
        until = locked_until(team, person.id, now)
        if until is None:
            return ""
        return _(REFUSALS["workforce.pin_locked"]).format(person=person.name, wait=wait_words(until - now))

    def _pad(self, person: Person, team: Team, refusal: str) -> PinPadView:
        return PinPadView(
            person=person.id,
            name=person.name,
            prompt=_("PIN of {person}").format(person=person.name),
            digits=PIN_DIGITS,
            is_enabled=not refusal,
            refusal=refusal,
            locked_until=locked_until(team, person.id, self._clock.now()),
        )


class PresentPeoplePresenter:
    """The avatars of the top bar: who is here, who of them acts, and what the acting one may not do."""

    kinds = _KINDS

    def __init__(self, reader: StreamReader, facts: StationFacts) -> None:
        self._reader = reader
        self._facts = facts

    async def load(self) -> PresentPeopleView:
        team = await team_at(self._reader, self._facts.code)
        persons = await persons_by_id(self._reader)
        names = {one.id: one.name for one in persons.values()}
        who = persons.get(team.acting) if team.acting else None
        people = tuple(_present(one, names.get(one, one), team) for one in team.present)
        acting = names.get(team.acting, team.acting) if team.acting else ""
        return PresentPeopleView(
            people=people,
            acting=team.acting,
            text=acting or (_("Nobody acts") if people else _("Nobody signed on")),
            spoken=", ".join(person.spoken for person in people) or _("Nobody is signed on at this station."),
            acting_language=who.language if who is not None else "",
            is_locked=team.is_locked,
            refusals=await self._refusals(team, who, persons),
        )

    async def _refusals(
        self, team: Team, who: Person | None, persons: Mapping[str, Person]
    ) -> Mapping[str, str]:
        changes = await changed_rights(self._reader)
        restricted = [row.id for row in RIGHTS if roles_with(row.id, changes) is not None]
        if who is None or team.is_locked:
            key = "locked" if team.is_locked else "nobody_acting" if team.present else "sign_on_first"
            return dict.fromkeys(restricted, _(REFUSALS[f"workforce.{key}"]))
        own = permissions_of(who.roles, changes)
        everybody = persons.values()
        return {
            right: sentence(denied(right, changes, everybody, team.present))
            for right in restricted
            if right not in own
        }


def initials(name: str) -> str:
    """``A. Meyer`` → ``AM``; at most two letters."""
    words = [word for word in name.replace(".", " ").split() if word]
    return "".join(word[0] for word in ([words[0], words[-1]] if len(words) > 1 else words)).upper()


def _recent_first(people: dict[str, Person], team: Team) -> list[Person]:
    recent = [people[one] for one in team.recent if one in people]
    return recent + [person for person in people.values() if person.id not in team.recent]


def _tile(person: Person, team: Team, refusal: str) -> PersonTile:
    is_present, is_acting = person.id in team.present, person.id == team.acting
    is_free = is_present and not team.is_locked  # a lock asks those who are present for their PIN as well
    elsewhere = _("badge only") if refusal else _("signed on") if is_present else ""
    hint = elsewhere if not is_free else _("acts now") if is_acting else _("signed on")
    return PersonTile(
        person=person.id,
        name=person.name,
        initials=initials(person.name),
        hint=hint,
        refusal="" if is_free else refusal,
        pin_refusal=refusal,
        is_present=is_present,
        is_acting=is_acting,
    )


def _present(person: str, name: str, team: Team) -> PresentPerson:
    is_acting = person == team.acting
    spoken = _("{person} acts") if is_acting else _("{person} is signed on")
    return PresentPerson(person, name, initials(name), is_acting, spoken.format(person=name))
