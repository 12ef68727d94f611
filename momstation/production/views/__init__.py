"""What production's screens show: finished words beside the raw values they were made from."""

from momstation.production.views.band import BandView
from momstation.production.views.board import BoardRow, BoardView, SequenceRow, SequenceView
from momstation.production.views.home import (
    Action,
    ActionKey,
    DeltaView,
    HomeView,
    HourView,
    OrderCard,
    StateView,
    StripCard,
)
from momstation.production.views.sheets import (
    DispatchRow,
    DispatchView,
    EntryRow,
    OpenStopRow,
    QuantityView,
    ReasonGroupView,
    ReasonTile,
    ScrapView,
    StopReasonView,
)
from momstation.production.views.shift import (
    EvidenceRow,
    OeeNumber,
    OeeView,
    SpanView,
    TimeRow,
)

__all__ = [
    "Action",
    "ActionKey",
    "BandView",
    "BoardRow",
    "BoardView",
    "DeltaView",
    "DispatchRow",
    "DispatchView",
    "EntryRow",
    "EvidenceRow",
    "HomeView",
    "HourView",
    "OeeNumber",
    "OeeView",
    "OpenStopRow",
    "OrderCard",
    "QuantityView",
    "ReasonGroupView",
    "ReasonTile",
    "ScrapView",
    "SequenceRow",
    "SequenceView",
    "SpanView",
    "StateView",
    "StopReasonView",
    "StripCard",
    "TimeRow",
]
