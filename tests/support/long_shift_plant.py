"""The press at which a long shift is worked, its crew of several tongues, and its plant."""

from datetime import time, timedelta

from momstation.plant.nouns import JobOrder, Noun, Person, Shift
from momstation.plant.signals import MachineBinding, Security, SignalBinding, SignalType
from tests.support.plant_builders import NOON, an_order
from tests.support.whole_station import a_small_plant

MACHINE, CONDITION = "P07", "condition:hot"
_SIGNALS = {
    "state": SignalType.WHOLE,
    "good_count": SignalType.WHOLE,
    "reject_count": SignalType.WHOLE,
    "cycle_time": SignalType.NUMBER,
    CONDITION: SignalType.BOOL,
}
PRESS = MachineBinding(
    code=MACHINE,
    endpoint="opc.tcp://127.0.0.1:9/nobody",
    signals=tuple(SignalBinding(role, f"nsu=urn:press;s={role}", kind) for role, kind in _SIGNALS.items()),
    security=Security.NONE,
)
CREW = (
    Person(id="P1", name="A. Meyer", badge="B-1", roles=("operator",)),
    Person(id="P2", name="B. Novak", badge="B-2", roles=("operator",), language="de"),
    Person(id="P3", name="C. Haddad", badge="B-3", roles=("operator",), language="ar"),
    Person(id="P4", name="D. Dupont", badge="B-4", roles=("operator",), language="fr"),
)
"""The first speaks the station's own language."""


def the_plant() -> list[Noun]:
    """Shifts of an hour, so that a long day has many."""
    own = {person.id for person in CREW}
    plant = [
        noun for noun in a_small_plant() if not isinstance(noun, Shift | JobOrder) and noun.id not in own
    ]
    return [*plant, *CREW, *hourly_shifts()]


def an_order_of(name: str) -> JobOrder:
    return an_order(name, due=NOON + timedelta(days=365))


def hourly_shifts() -> list[Shift]:
    return [
        Shift(id=f"H{hour}", name=f"Hour {hour}", timezone="UTC", start=time(hour), end=time((hour + 1) % 24))
        for hour in range(24)
    ]
