"""Where the person is: at most two steps below home, and home in one step from everywhere."""

from dataclasses import dataclass
from enum import StrEnum


class Place(StrEnum):
    """The screens of the window; sheets lie over them and are no places."""

    HOME = "home"
    ORDERS = "orders"
    OEE = "oee"
    PEOPLE = "people"
    BOARD = "board"
    STATION = "station"
    INBOX = "inbox"
    ALARMS = "alarms"


FUNCTION_OF = {
    Place.HOME: "production",
    Place.ORDERS: "production",
    Place.OEE: "production",
    Place.PEOPLE: "workforce",
    Place.BOARD: "production",
    Place.STATION: "production",
    Place.INBOX: "production",
    Place.ALARMS: "production",
}
DEEPEST = 2


@dataclass(frozen=True, slots=True)
class Stop:
    """A place, and what it is about (a station on the board), or empty."""

    place: Place
    about: str = ""


class Navigation:
    """A short path that begins at the role's home."""

    def __init__(self, home: Place) -> None:
        self._path: tuple[Stop, ...] = (Stop(home),)

    @property
    def here(self) -> Stop:
        return self._path[-1]

    @property
    def is_home(self) -> bool:
        return len(self._path) == 1

    @property
    def function(self) -> str:
        """Whose scans are asked first."""
        return FUNCTION_OF[self.here.place]

    def go(self, place: Place, about: str = "") -> Stop:
        """Going where one has been on the way goes back to it; a third step replaces the second."""
        stop = Stop(place, about)
        if stop in self._path:
            self._path = self._path[: self._path.index(stop) + 1]
        else:
            self._path = (*self._path[:DEEPEST], stop)
        return self.here

    def back(self) -> Stop:
        if not self.is_home:
            self._path = self._path[:-1]
        return self.here

    def home(self) -> Stop:
        self._path = self._path[:1]
        return self.here


def home_of(role: str) -> Place:
    return Place.BOARD if role == "team_lead" else Place.HOME
