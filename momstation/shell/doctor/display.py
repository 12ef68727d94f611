"""Is there a panel, is it the one of the settings, and are its letters there?"""

import os
import subprocess
import sys
from math import hypot

import msgspec

from momstation.core.i18n import _
from momstation.settings import DisplaySettings
from momstation.shell.doctor.findings import Finding, fault, ok, warning
from momstation.shell.doctor.patient import Patient

CHECK = "display"
_PROBE = "momstation.shell.doctor.display_probe"
_WAIT_S = 30.0
_WITHOUT_PANEL = ("offscreen", "minimal", "vnc")
_MM_PER_INCH = 25.4
_LIKELY_PX_PER_MM = (2.0, 16.0)
_LIBRARIES = (
    "libegl1 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1"
)


class Panel(msgspec.Struct, frozen=True):
    """What Qt says of the panel."""

    platform: str
    width: int
    height: int
    missing_font: str


def check_display(patient: Patient) -> list[Finding]:
    settings = patient.settings.display
    panel = _look()
    if isinstance(panel, Finding):
        return [panel, _density(settings)]
    return [_platform(panel), *_size(panel, settings), _density(settings), _letters(panel)]


def _look() -> Panel | Finding:
    command = [sys.executable, "-m", _PROBE]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_WAIT_S, check=False, text=True)
    except subprocess.TimeoutExpired:
        sentence = _("The panel did not answer within {seconds} s.").format(seconds=round(_WAIT_S))
        return fault(CHECK, sentence, _("Start the graphical session anew."))
    try:
        return msgspec.json.decode(done.stdout.strip().splitlines()[-1], type=Panel)
    except (IndexError, msgspec.MsgspecError):
        return _why(done.stderr)


def _why(said: str) -> Finding:
    """Qt names the platform plugin that it could not load, whether a library or the panel is missing."""
    is_without_session = not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
    asks_for_one = os.environ.get("QT_QPA_PLATFORM", "xcb").split(":")[0] in ("xcb", "wayland")
    if sys.platform.startswith("linux") and is_without_session and asks_for_one:
        sentence = _("There is no panel to show anything on: neither DISPLAY nor WAYLAND_DISPLAY is set.")
        return fault(CHECK, sentence, _("Start the station from the panel's own session."))
    last = next((line for line in reversed(said.splitlines()) if line.strip()), _("it said nothing"))
    sentence = _("Qt cannot use the panel: {detail}").format(detail=last.strip())
    remedy = _(
        "Check DISPLAY and QT_QPA_PLATFORM. On Debian and Ubuntu also type: sudo apt-get install {names}"
    )
    return fault(CHECK, sentence, remedy.format(names=_LIBRARIES))


def _platform(panel: Panel) -> Finding:
    if panel.platform in _WITHOUT_PANEL:
        sentence = _("Nothing is shown: QT_QPA_PLATFORM is {platform}.").format(platform=panel.platform)
        return warning(CHECK, sentence, _("Remove QT_QPA_PLATFORM where people work."))
    return ok(CHECK, _("A panel is there ({platform}).").format(platform=panel.platform))


def _size(panel: Panel, settings: DisplaySettings) -> list[Finding]:
    if panel.platform in _WITHOUT_PANEL:
        return []
    values = {
        "width": panel.width, "height": panel.height, "w": settings.width_px, "h": settings.height_px,
    }  # fmt: skip
    is_same = (panel.width, panel.height) == (settings.width_px, settings.height_px)
    fits = panel.width >= settings.width_px and panel.height >= settings.height_px
    if is_same or (fits and not settings.fullscreen):
        return [ok(CHECK, _("The panel has {width} × {height} pixels.").format(**values))]
    sentence = _("The panel has {width} × {height} pixels, the settings say {w} × {h}.").format(**values)
    remedy = _(
        "Set display.width_px and display.height_px to the panel's: sizes in millimetres depend on them."
    )
    return [warning(CHECK, sentence, remedy)]


def _density(settings: DisplaySettings) -> Finding:
    dots = hypot(settings.width_px, settings.height_px) / settings.diagonal_in / _MM_PER_INCH
    low, high = _LIKELY_PX_PER_MM
    sentence = _("{diagonal} inches with {w} × {h} pixels are {dots} pixels on a millimetre.").format(
        diagonal=settings.diagonal_in, w=settings.width_px, h=settings.height_px, dots=round(dots, 1)
    )
    if low <= dots <= high:
        return ok(CHECK, sentence)
    remedy = _("Write the diagonal that is printed on the panel's box into display.diagonal_in.")
    return warning(CHECK, sentence, remedy)


def _letters(panel: Panel) -> Finding:
    if not panel.missing_font:
        return ok(CHECK, _("The station's own letters are there."))
    sentence = _("The station's own letters cannot be loaded: {file}.").format(file=panel.missing_font)
    return fault(CHECK, sentence, _("Install momstation again: a file of it is missing or broken."))
