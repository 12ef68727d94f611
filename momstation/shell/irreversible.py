"""Names each command that no tap takes back, and why; every other one has its undo in ``outcome``."""

from collections.abc import Mapping
from types import MappingProxyType

from momstation.core.part import Command
from momstation.machines.model.commands import AcknowledgeConditions
from momstation.production.model.commands import ReverseEntry, UndoFinish, WithdrawClearance, WithdrawStart
from momstation.shell.inbox.commands import ReopenDiscrepancy
from momstation.workforce.model import ActAs, LockStation, SignOff, SignOffActing, SignOffEverybody

_IS_AN_UNDO = "It takes something back itself; what it took back can be done again as before."
_COMES_BACK = "Whoever left shows by badge or PIN that they are back: one scan, which no tap may replace."
IRREVERSIBLE: Mapping[type[Command], str] = MappingProxyType(
    {
        UndoFinish: _IS_AN_UNDO,
        ReverseEntry: _IS_AN_UNDO,
        WithdrawStart: _IS_AN_UNDO,
        WithdrawClearance: _IS_AN_UNDO,
        ReopenDiscrepancy: _IS_AN_UNDO,
        SignOff: _COMES_BACK,
        SignOffActing: _COMES_BACK,
        SignOffEverybody: _COMES_BACK,
        LockStation: "Only a badge or a PIN of somebody who is present may unlock; a tap would make the lock none.",
        AcknowledgeConditions: "Who has seen an alarm has seen it; it changes nothing at the machine.",
        ActAs: "It only says whose the next taps are: one tap on the other name is the way back.",
    }
)
