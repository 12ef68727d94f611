"""Turns the shift of a station's machine into the band of its row, and says what in it can be pressed."""

from momstation.core.i18n import ngettext
from momstation.production.views import BandView, SpanView
from momstation.ui.shift_band import ShiftBand
from momstation.ui.timeline import Span, SpanKind

_KINDS = {"producing": SpanKind.RUNNING, "stopped": SpanKind.STOPPED, "hatched": SpanKind.UNKNOWN}
_NOTHING_HEARD = ShiftBand(0.0, 1.0)


def shift_band(view: BandView | None) -> ShiftBand:
    """Of a station without a machine that was heard, an empty one: the rows stay a table."""
    if view is None:
        return _NOTHING_HEARD
    return ShiftBand(view.start.timestamp(), view.end.timestamp(), tuple(map(_span, view.spans)))


def band_said(view: BandView | None) -> str:
    """How many stops of the shift nobody explained; empty for none."""
    missing = {one.stop for one in view.spans if _is_unexplained(one)} if view is not None else set()
    if not missing:
        return ""
    said = ngettext("{count} stop without a reason", "{count} stops without a reason", len(missing))
    return said.format(count=len(missing))


def _span(view: SpanView) -> Span:
    kind = _KINDS.get(view.kind, SpanKind.STOPPED if view.stop else SpanKind.IDLE)
    if _is_unexplained(view):
        kind = SpanKind.UNREASONED
    said = " · ".join(part for part in (view.word, view.reason_text) if part)
    return Span(view.stop or "", view.start.timestamp(), view.end.timestamp(), kind, said)


def _is_unexplained(view: SpanView) -> bool:
    return bool(view.stop) and not view.reason_text
