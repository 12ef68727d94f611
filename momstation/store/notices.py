"""What the store has to say to people of itself: once when something begins, once when it is over."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from momstation.core.i18n import N_, _


@dataclass(frozen=True, slots=True)
class Notice:
    """``key`` names a sentence of NOTICES. ``is_over`` takes back what was said under ``topic`` before;
    ``is_urgent`` says that records are in danger now."""

    key: str
    topic: str
    values: Mapping[str, object] = field(default_factory=dict)
    is_over: bool = False
    is_urgent: bool = False

    @property
    def title(self) -> str:
        return _(NOTICES[self.key][0]).format(**self.values)

    @property
    def what(self) -> str:
        """What happened and what it means."""
        return _(NOTICES[self.key][1]).format(**self.values)

    @property
    def to_do(self) -> str:
        """What somebody is to do about it; empty where nothing is."""
        remedy = NOTICES[self.key][2]
        return _(remedy).format(**self.values) if remedy else ""

    @property
    def text(self) -> str:
        return f"{self.what} {self.to_do}".strip()


Tell = Callable[[Notice], None]


class NoticeBoard:
    """Holds what is to be said now, the latest of each topic. May be used from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._current: dict[str, Notice] = {}
        self._listeners: list[Tell] = []

    def say(self, notice: Notice) -> None:
        with self._lock:
            self._current.pop(notice.topic, None)
            if not notice.is_over:
                self._current[notice.topic] = notice
            listeners = tuple(self._listeners)
        for listener in listeners:
            listener(notice)

    def listen(self, listener: Tell) -> None:
        """Hear what is said now and whatever comes, on the thread of whoever says it."""
        with self._lock:
            self._listeners.append(listener)
            current = tuple(self._current.values())
        for notice in current:
            listener(notice)

    def current(self) -> tuple[Notice, ...]:
        with self._lock:
            return tuple(self._current.values())


NOTICES: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "copy.failing": (
            N_("The second journal cannot be written"),
            N_("{folder}: {detail}. Everything is still recorded, but there is no second copy of it."),
            N_("Check the medium, or choose another folder in the configuration."),
        ),
        "copy.works": (
            N_("The second journal works again"),
            N_("{folder} holds everything again that this station recorded."),
            "",
        ),
        "copy.foreign": (
            N_("The second journal belongs to another station"),
            N_("{folder} holds the records of station {found}. Nothing is written there."),
            N_("Put in this station's own medium, or choose another folder in the configuration."),
        ),
        "copy.same_disk": (
            N_("The second journal is on the same disk"),
            N_(
                "{folder} is on the disk that also holds the station's records. If that disk dies, both are gone."
            ),
            N_("See whether its own medium is missing."),
        ),
        "copy.ahead": (
            N_("The second journal holds more than the station"),
            N_("{folder} holds {n} records that the station's own file lacks."),
            N_("Start the station again: it takes them back."),
        ),
        "store.damaged": (
            N_("The station's record file is damaged"),
            N_("Recording goes on. ({detail})"),
            N_(
                "Start the station again at the next pause: it then makes the file anew and keeps the damaged one."
            ),
        ),
        "care.failing": (
            N_("The station's own safekeeping is not done"),
            N_("{sentence}"),
            N_("Tell the administrator."),
        ),
        "care.done": (N_("The station's own safekeeping is done again"), N_("Nothing is missing."), ""),
        "store.rebuilt": (
            N_("The station's records were put together anew"),
            N_(
                "The record file was damaged or missing. Back are {backup} own records from the backup, {copy} from "
                "the second journal and {salvaged} from the damaged file; central sends the rest. "
                "The damaged file is kept in {folder}."
            ),
            N_("A team lead reads this and takes it away. Let the disk of this computer be checked."),
        ),
        "store.rebuilt_empty": (
            N_("The station begins with an empty record file"),
            N_(
                "The record file was damaged, and there was no backup and no second journal. Central sends what "
                "it has. What it did not have yet may be in the damaged file, kept in {folder}."
            ),
            N_("Call support before that folder is touched. A team lead takes this message away."),
        ),
        "store.behind": (
            N_("This station was restored: it does not count yet"),
            N_(
                "It counts again as soon as the plant has sent back what it had recorded. The machines' counters "
                "run on meanwhile, so that the parts made now are counted then."
            ),
            N_(
                "See to the connection to the plant. If it stays away, a team lead may let the station count on."
            ),
        ),
        "store.counts_again": (
            N_("This station counts again"),
            N_("The parts made meanwhile were counted by the machines themselves."),
            "",
        ),
        "store.seen": (
            N_("Seen"),
            N_("Somebody has seen that the records were put together anew."),
            "",
        ),
        "store.put_back": (
            N_("Lost records were taken back"),
            N_(
                "The station's file lacked {n} of its own records. The second journal had them; all are back."
            ),
            N_("Let the disk of this computer be checked at the next pause."),
        ),
        "store.unreadable_copy": (
            N_("Part of the second journal could not be read"),
            N_(
                "{bytes} bytes of {folder} are damaged. {n} records in it could not be proven and were left out."
            ),
            N_("Put in another medium for the second journal."),
        ),
        "disk.nearly_full": (
            N_("The disk is nearly full: {mb} MB left"),
            N_("When nothing is left, nothing can be recorded."),
            N_("Make space on the disk that holds {file} now."),
        ),
        "disk.reserve_used": (
            N_("The disk is full: its reserve was given up"),
            N_("{size} MB are left for records on the disk that holds {file}."),
            N_("Make space on it now. When nothing is left, nothing can be recorded."),
        ),
        "report.hang": (
            N_("The screen of this station stood still"),
            N_("What was recorded before is kept. A report was written: {file}"),
            N_("Team lead: if it happens again, give support that file."),
        ),
        "report.crash": (
            N_("This station ended by a fault and was started again"),
            N_("What was recorded before is kept. A report was written: {file}"),
            N_("Team lead: if it happens again, give support that file."),
        ),
        "report.fault": (
            N_("Something went wrong inside this station"),
            N_("It goes on. What was recorded is kept. A report was written: {file}"),
            N_("Team lead: give support that file."),
        ),
        "disk.has_space": (N_("The disk has space again"), N_("{mb} MB are free."), ""),
    }
)
