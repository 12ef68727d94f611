"""What may be asked of the inbox."""

from momstation.core.part import Command
from momstation.events.discrepancy import Decision


class SettleDiscrepancy(Command, frozen=True, kw_only=True):
    """``discrepancy`` is its id in hex."""

    discrepancy: str
    decision: Decision = Decision.ACCEPTED
    note: str = ""


class ReopenDiscrepancy(Command, frozen=True, kw_only=True):
    """The undo of a settlement."""

    discrepancy: str
