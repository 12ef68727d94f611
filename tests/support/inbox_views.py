"""Ready-made views of the inbox and of what changed meanwhile."""

from momstation.shell.inbox.view import EvidenceLine, InboxRow, InboxView
from momstation.shell.meanwhile.view import MeanwhileLine, MeanwhileView
from momstation.ui.status import Status

LATE, TWICE, STARTS, CORRECTED = ("a1" * 32, "b2" * 32, "c3" * 32, "d4" * 32)


def a_row(
    row_id: str,
    sentence: str,
    status: Status = Status.WARNING,
    accept: str = "Keep as extra",
    overrule: str = "",
) -> InboxRow:
    evidence = (
        EvidenceLine("e1", "Order 4711-20 finished.", "B. Novak · Press 08", "10:02"),
        EvidenceLine("e2", "Counted by the machine: 6 good, 0 rejected", "Press 07", "10:09"),
    )
    return InboxRow(row_id, status, sentence, "10:09", accept, overrule, evidence)


def an_inbox(*rows: InboxRow) -> InboxView:
    shown = rows or (
        a_row(
            LATE,
            "Order 4711-20 was closed by Press 08 at 10:02; 6 parts of Press 07 after that are kept as extra.",
            overrule="Count to the order",
        ),
        a_row(
            TWICE,
            "Order 4711-30 was finished twice: by Press 07 at 11:40 and by Welding 02 at 11:52. "
            "The parts of both count.",
            accept="Finished once",
        ),
        a_row(
            STARTS,
            "Order 4712-10 was started by Press 07 at 12:05 and by Press 08 at 12:07, "
            "neither knowing of the other. The parts of both count.",
            Status.CAUTION,
            "Both work on it",
        ),
        a_row(
            CORRECTED,
            "The same entry of order 4711-20 was taken back twice: by A. Meyer at 10:15 and by B. Novak at 10:21. "
            "It counts as taken back once.",
            Status.CAUTION,
            "Once is right",
        ),
    )
    return InboxView("To settle", f"{len(shown)} to settle", shown, *EMPTY)


EMPTY = (
    "Nothing contradicts itself.",
    "What stations recorded without knowing of each other appears here.",
)


def no_inbox() -> InboxView:
    return InboxView("To settle", "", (), *EMPTY)


def a_story(more: str = "") -> MeanwhileView:
    lines = [
        MeanwhileLine(
            "m1",
            Status.WARNING,
            "",
            "Order 4711-20 was closed by Press 08 at 10:02; your 6 parts after that are kept as extra.",
            "10:09",
        ),
        MeanwhileLine("m2", Status.NORMAL, "swap_horiz", "Order 4711-30 runs at Welding 02.", "11:40"),
        MeanwhileLine("m3", Status.NORMAL, "assignment", "Order 4712-10 is new.", "11:52"),
        MeanwhileLine(
            "m4",
            Status.NORMAL,
            "history",
            "A stop of Press 07 got the reason “Material jam” at Lead's desk.",
            "12:05",
        ),
    ]
    return MeanwhileView(
        "While this station was alone",
        "Without a connection from 10:01 to 12:31",
        tuple(lines),
        more,
        "Nothing changed that concerns this station.",
    )
