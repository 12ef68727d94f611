"""How the connection to the plant stands: short for the top bar, a card where it wants attention, whole on request."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from momstation.core.i18n import N_, _, ngettext
from momstation.sync.status import Denial, Progress, Remark, SyncState, SyncStatus
from momstation.sync.words import remark_sentence
from momstation.ui.status import Status, worst

LATE_AFTER, LATE_COUNT = timedelta(minutes=15), 500
LONG_AFTER, LONG_COUNT = timedelta(hours=8), 10_000
"""From so long, or so many, the records that wait here are a matter for a person: amber, then red."""
CLOCK_FAR_OFF = timedelta(minutes=5)
Moment = Callable[[datetime], str]


@dataclass(frozen=True, slots=True)
class LinkWords:
    """``status`` is the look of the top bar and of the card. ``word`` and ``extra`` are for the top bar; ``waiting`` is
    0 where waiting means nothing. ``kept`` says it of a station that is offline: it works on, and its records are kept.

    ``sentence`` says all of it and what it means for the work. ``title`` and ``text`` are the card's; without a title
    there is nothing that somebody should do.
    """

    status: Status
    icon: str
    word: str
    extra: str
    waiting: int
    sentence: str
    title: str
    text: str
    kept: str = ""
    short: str = ""
    """Of ``word``, where there is no room for since when."""


_SHORT = {
    SyncState.LIVE: (Status.NORMAL, "sync", N_("Live")),
    SyncState.CONNECTING: (Status.NORMAL, "sync", N_("Connecting")),
    SyncState.OFFLINE: (Status.OFFLINE, "cloud_off", N_("Offline")),
    SyncState.REFUSED: (Status.WARNING, "sync_problem", N_("Not accepted")),
    SyncState.NEVER_CONFIGURED: (Status.NORMAL, "cloud_off", N_("Alone")),
    SyncState.TRAINING: (Status.NORMAL, "school", N_("Training")),
}
_WITHOUT_PLANT = (SyncState.NEVER_CONFIGURED, SyncState.TRAINING)
_OWN_FAULT = (Denial.ACCESS, Denial.ADDRESS)
_REMARKS: Mapping[Remark, tuple[Status, str, str]] = MappingProxyType(
    {
        Remark.CLOCK_WRONG: (
            Status.CAUTION,
            N_("clocks differ"),
            N_("The plant's clock shows another time"),
        ),
        Remark.ASTRAY: (Status.CAUTION, N_("wrong area"), N_("Some records go to another area")),
        Remark.PLANT_OLDER: (Status.CAUTION, N_("plant too old"), N_("The plant's database is too old")),
        Remark.ASKED_TO_WAIT: (Status.NORMAL, N_("plant is busy"), ""),
        Remark.SLOW: (Status.NORMAL, N_("slow"), ""),
        Remark.PLANT_NEWER: (Status.NORMAL, N_("update due"), ""),
    }
)
"""The worst first. Where the plant goes by itself, nobody need do anything and there is no card."""


def link_words(status: SyncStatus, now: datetime, moment: Moment, *, is_safe: bool = True) -> LinkWords:
    """``is_safe``: the station's own records are not in danger, as far as it knows."""
    shape, icon, word = _short(status)
    is_offline, short = status.state is SyncState.OFFLINE, word
    if is_offline and status.since is not None and status.denial is None:
        word = _("Offline since {time}").format(time=moment(status.since))
    backlog = backlog_of(status, now)
    remark = _worst_remark(status)
    seen = worst([shape, backlog, _remark_status(status)])
    shows_waiting = status.state not in _WITHOUT_PLANT and (
        status.state is not SyncState.LIVE or backlog is not Status.NORMAL
    )
    waiting = status.waiting if shows_waiting else 0
    extra = _(_REMARKS[remark][1]) if remark is not None and not waiting else ""
    title = _title(status, backlog, moment)
    waits = _waiting(waiting, status.oldest, moment)
    rest = (
        *_progress(status.bootstrap, status.state),
        _advice(status, backlog),
        _comfort(status, backlog, is_safe),
    )
    return LinkWords(
        status=seen,
        icon=icon,
        word=word,
        extra=extra,
        waiting=waiting,
        sentence=_joined(_reason(status), waits, *rest),
        title=title,
        text=_joined(_why(status, backlog), "" if title == waits.rstrip(".") else waits, *rest)
        if title
        else "",
        kept=_kept(waiting) if is_offline else "",
        short=short,
    )


def _kept(waiting: int) -> str:
    return ngettext("{count} kept", "{count} kept", waiting).format(count=waiting) if waiting else ""


def backlog_of(status: SyncStatus, now: datetime) -> Status:
    """WARNING or ALARM where too many records wait, or one for too long; at a station that works alone none does."""
    if status.state in _WITHOUT_PLANT or not status.waiting:
        return Status.NORMAL
    age = now - status.oldest if status.oldest is not None else timedelta(0)
    if age >= LONG_AFTER or status.waiting >= LONG_COUNT:
        return Status.ALARM
    return Status.WARNING if age >= LATE_AFTER or status.waiting >= LATE_COUNT else Status.NORMAL


def _short(status: SyncStatus) -> tuple[Status, str, str]:
    shape, icon, word = _SHORT[status.state]
    if status.state is SyncState.LIVE and status.bootstrap is not None:
        told = _("Fetching {done} of {total}")
        return shape, icon, told.format(done=status.bootstrap.done, total=status.bootstrap.total)
    if status.denial is Denial.DAMAGED:
        return Status.ALARM, icon, _("Record damaged")
    if status.denial in _OWN_FAULT:
        return shape, icon, _("No access")
    return shape, icon, _(word)


def _worst_remark(status: SyncStatus) -> Remark | None:
    return next((remark for remark in _REMARKS if remark in status.remarks), None)


def _remark_status(status: SyncStatus) -> Status:
    shapes = [_REMARKS[remark][0] for remark in status.remarks]
    if Remark.CLOCK_WRONG in status.remarks and abs(status.clock_off) >= CLOCK_FAR_OFF:
        shapes.append(Status.WARNING)
    return worst(shapes)


def _title(status: SyncStatus, backlog: Status, moment: Moment) -> str:
    if status.denial is Denial.DAMAGED:
        return _("A record of this station is damaged")
    if status.denial in _OWN_FAULT:
        return _("This station cannot get to the plant")
    if status.state is SyncState.REFUSED:
        return _("The plant does not let this station in")
    if backlog is not Status.NORMAL:
        return _waiting(status.waiting, status.oldest, moment).rstrip(".")
    remark = _worst_remark(status)
    return _(_REMARKS[remark][2]) if remark is not None and _REMARKS[remark][2] else ""


def _reason(status: SyncStatus) -> str:
    if status.state is SyncState.NEVER_CONFIGURED:
        return _("This station works alone: no central database is configured.")
    if status.state is SyncState.TRAINING:
        return _("Training: nothing leaves this station.")
    if status.state is SyncState.LIVE:
        return status.reason or _("Connected to the plant.")
    return status.reason or _("The plant's database does not answer.")


def _why(status: SyncStatus, backlog: Status) -> str:
    """On a card there is no room to say that it works otherwise."""
    if status.state is not SyncState.LIVE or backlog is not Status.NORMAL:
        return _reason(status)
    worth = [remark for remark in _REMARKS if remark in status.remarks and _REMARKS[remark][2]]
    return " ".join(remark_sentence(remark, status.clock_off) for remark in worth)


def _waiting(waiting: int, oldest: datetime | None, moment: Moment) -> str:
    if not waiting:
        return ""
    if oldest is None:
        sentence = ngettext("{count} record waits here.", "{count} records wait here.", waiting)
        return sentence.format(count=waiting)
    sentence = ngettext(
        "{count} record waits here since {time}.", "{count} records wait here since {time}.", waiting
    )
    return sentence.format(count=waiting, time=moment(oldest))


def _progress(progress: Progress | None, state: SyncState) -> tuple[str, ...]:
    if progress is None or state is not SyncState.LIVE:
        return ()
    if progress.is_at_work:
        return (_("What this station itself needs is here already."),)
    return (_("Orders and people may be missing on the screens until then."),)


def _advice(status: SyncStatus, backlog: Status) -> str:
    if backlog is Status.ALARM:
        if status.state is SyncState.REFUSED:
            return _("Only this station holds these records until then.")
        return _(
            "Only this station holds these records: call whoever looks after the network and the plant's database."
        )
    if backlog is Status.NORMAL or status.state is SyncState.REFUSED:
        return ""
    if status.state is SyncState.LIVE:
        return _("Tell your team lead if the number grows.")
    return _("Tell your team lead, so that somebody looks at the network.")


def _comfort(status: SyncStatus, backlog: Status, is_safe: bool) -> str:
    """Only what is so: where a disk is in doubt nobody knows that nothing is lost."""
    if status.denial is Denial.DAMAGED or not is_safe:
        return ""
    if status.state is SyncState.NEVER_CONFIGURED:
        return _("Everything is kept here.")
    if status.state is SyncState.TRAINING:
        return _("What you record here is for practice alone: nothing of it counts.")
    if status.state is not SyncState.LIVE:
        return _("You can work on as usual: nothing is lost.")
    is_quiet = not status.remarks and status.bootstrap is None and backlog is Status.NORMAL
    return _("What is recorded here is shared at once.") if is_quiet else ""


def _joined(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)
