"""``momstation run``: opens a station's window, or says in a sentence why it cannot."""

import asyncio
import faulthandler
import gc
import signal
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from momstation.app.display import has_display
from momstation.app.options import RunOptions, parse
from momstation.app.plain_qt import keep_qt_plain
from momstation.app.training_refusals import REFUSALS as TRAINING_REFUSALS
from momstation.app.turns import take_short_turns
from momstation.core.allocator import share_arenas
from momstation.core.clock import SystemClock
from momstation.core.errors import Refused
from momstation.core.i18n import SPEECH, _
from momstation.core.paths import translations
from momstation.settings import Settings, SettingsRefused, load
from momstation.store.refusals import REFUSALS as STORE_REFUSALS
from momstation.sync.refusals import REFUSALS as SYNC_REFUSALS

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from momstation.app.endurance import Endurance
    from momstation.app.training import Training

_REFUSED = 1
_WRONG_SETTINGS = 2


def main(argv: Sequence[str]) -> int:
    """0 when the window was closed, 1 when the station may not start, 2 for settings that are wrong."""
    options = parse(argv)
    try:
        settings = load(options.config)
        SPEECH.use(translations(), settings.station.language)
        is_training = options.is_training or settings.station.training
        if options.is_fresh and not is_training:
            raise Refused("training.not_asked")
        return _practise(settings, options) if is_training else _run(settings, options)
    except SettingsRefused as refused:
        sys.stderr.write(f"{refused}\n")
        return _WRONG_SETTINGS
    except Refused as refused:
        sentence = {**STORE_REFUSALS, **SYNC_REFUSALS, **TRAINING_REFUSALS}.get(refused.key)
        text = _(sentence).format(**refused.values) if sentence else str(refused)
        sys.stderr.write(f"{text}\n")
        return _REFUSED


def _practise(real: Settings, options: RunOptions) -> int:
    """The machines that are there to practise with end whatever comes."""
    from momstation.app.training import Training  # loaded after the settings are right

    training = Training(real, options.config)
    try:
        return _run(training.settings, options, training)
    finally:
        training.end()


def _run(settings: Settings, options: RunOptions, training: "Training | None" = None) -> int:
    if not has_display():
        sys.stderr.write(
            _("There is no panel to show the station on. Start it from the panel's own session.") + "\n"
        )
        return _REFUSED
    faulthandler.enable()
    take_short_turns()
    share_arenas()
    gc.disable()  # from here on ``Collector`` does it, on this thread; what a start makes is there to stay anyway
    keep_qt_plain()
    import qasync  # loaded after the settings are right: a wrong file is refused at once
    from PySide6.QtWidgets import QApplication  # as above

    from momstation.app.endurance import Endurance  # as above
    from momstation.app.single import FirstOfItsKind, another_was_raised  # as above

    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("momstation")
    if another_was_raised(settings.store.path):
        sys.stdout.write(_("This station is running already: its window was brought to the front.") + "\n")
        return 0
    if training is not None and options.is_fresh and training.begin_anew(SystemClock()):
        sys.stdout.write(
            _("What was practised before was removed: {file}").format(file=settings.store.path) + "\n"
        )
    first, endurance = FirstOfItsKind(settings.store.path), Endurance(settings, SystemClock())
    loop = qasync.QEventLoop(app)
    asyncio.set_event_loop(loop)
    try:
        first.listen()
        with loop:
            endurance.start(loop)
            loop.run_until_complete(_life(settings, options, app, endurance, training))
    finally:
        first.close()
        endurance.stop()
    return 0


async def _life(
    settings: Settings,
    options: RunOptions,
    app: "QApplication",
    endurance: "Endurance",
    training: "Training | None",
) -> None:
    from momstation.app.assembly import assemble  # as above
    from momstation.app.opening import Opening  # as above
    from momstation.app.station import Station  # as above
    from momstation.ui.collector import Collector  # as above

    opening = Opening(settings, SystemClock(), app, work=training.open if training is not None else assemble)
    try:
        assembly = await opening.run()
        endurance.keep()
        station = Station(assembly.settings, options, app, assembly, endurance.box.noted)
        await station.open()
    finally:
        opening.end()
    Collector(app).start()
    for order in (signal.SIGTERM, signal.SIGINT):
        signal.signal(order, lambda *_: station.closed.set())  # the station looks up twice a second
    if station.options.is_conducted:
        from momstation.app.conducted import Conducted  # the demo's alone

        Conducted(station).start()
    endurance.tell(station.bus.publish, asyncio.get_running_loop())
    station.on_closing = endurance.ending
    await station.run()
