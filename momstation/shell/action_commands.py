"""What a tile about an order asks for, whether it is tapped or its code is scanned."""

from momstation.core.part import Command
from momstation.production.model.commands import (
    ClearLine,
    EndSetup,
    FinishOrder,
    PauseOrder,
    ResumeOrder,
    StartOrder,
    StartSetup,
)
from momstation.production.views import Action, ActionKey


def command_of(action: Action) -> Command | None:
    """What an action about an order asks for; None for one that opens something."""
    if action.order is None:
        return None
    if action.key is ActionKey.START:
        return StartOrder(order=action.order)
    if action.key is ActionKey.RESUME:
        return ResumeOrder(order=action.order)
    if action.key is ActionKey.PAUSE:
        return PauseOrder(order=action.order)
    if action.key is ActionKey.FINISH:
        return FinishOrder(order=action.order)
    if action.key is ActionKey.CLEAR:
        return ClearLine(order=action.order)
    if action.key is ActionKey.START_SETUP:
        return StartSetup(order=action.order)
    if action.key is ActionKey.END_SETUP:
        return EndSetup(order=action.order)
    return None
