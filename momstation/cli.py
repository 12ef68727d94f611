"""Finds the command that was typed; each is loaded only when it is wanted, to keep the start fast."""

import sys
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from momstation import __version__

Command = Callable[[Sequence[str]], int]


def _run(argv: Sequence[str]) -> int:
    from momstation.app import main  # fast start: Qt only for windows

    return main(argv)


def _demo(argv: Sequence[str]) -> int:
    from momstation.simulation.demo.command import main  # fast start

    return main(argv)


def _simulate(argv: Sequence[str]) -> int:
    from momstation.simulation.plant import main  # fast start: asyncua only for the simulated plant

    return main(list(argv))


def _doctor(argv: Sequence[str]) -> int:
    from momstation.shell.doctor.command import main  # fast start

    return main(list(argv), sys.stdout, sys.stderr)


def _settings(argv: Sequence[str]) -> int:
    from momstation.settings import main  # fast start

    return main(list(argv), sys.stdout, sys.stderr)


def _plant(argv: Sequence[str]) -> int:
    from momstation.plant.command import main  # fast start

    return main(list(argv), sys.stdout, sys.stderr)


def _store(argv: Sequence[str]) -> int:
    from momstation.store.command import main  # fast start

    return main(list(argv), sys.stdout, sys.stderr)


def _central(argv: Sequence[str]) -> int:
    if argv[:1] == ["project"]:
        from momstation.app.projector.command import main as project  # fast start

        return project(list(argv[1:]), sys.stdout, sys.stderr)
    from momstation.sync.command import main  # fast start: psycopg only for the central database

    return main(list(argv), sys.stdout, sys.stderr)


def _compute(argv: Sequence[str]) -> int:
    from momstation.kpi.command import main  # fast start

    return main(list(argv), sys.stdin, sys.stdout, sys.stderr)


def _codes(argv: Sequence[str]) -> int:
    from momstation.shell.code_sheet.command import main  # fast start: Qt only where type is drawn

    return main(list(argv), sys.stdout, sys.stderr)


def _alarms(argv: Sequence[str]) -> int:
    from momstation.shell.alarm_report.command import main  # fast start

    return main(list(argv), sys.stdout, sys.stderr)


def _gallery(argv: Sequence[str]) -> int:
    from momstation.app.gallery.command import main  # fast start: Qt only for windows

    return main(argv)


def _about(argv: Sequence[str]) -> int:
    from momstation.shell.about.command import main  # fast start

    return main(list(argv), sys.stdout)


COMMANDS: Mapping[str, tuple[Command, str]] = MappingProxyType(
    {
        "run": (_run, "the station: run --config station.toml"),
        "demo": (_demo, "a plant that works a shift on this computer"),
        "simulate": (_simulate, "the simulated machines alone, as an OPC UA server"),
        "doctor": (_doctor, "checks store, clock, display, scanners, machines and central database"),
        "settings": (_settings, "every setting of a station's file, with its unit and bounds"),
        "plant": (_plant, "plant import FOLDER --config station.toml: definitions of the plant"),
        "store": (_store, "store verify | backup | restore | export | stats: a station's record file"),
        "central": (
            _central,
            "central init | migrate | enrol | status | verify | ...: the plant's PostgreSQL",
        ),
        "compute": (_compute, "the calculations that the screens show, from JSON to JSON"),
        "codes": (_codes, "codes --config station.toml --out codes.pdf: a sheet to scan instead of taps"),
        "alarms": (_alarms, "alarms --config station.toml [--days 7] [--json]: can people answer the alarms"),
        "about": (_about, "which program this is, and the terms of every work by others in it"),
        "gallery": (_gallery, "every component and every screen in every state, to look at or as pictures"),
    }
)


def main(argv: Sequence[str]) -> int:
    """Run one command; 2 for words that are none."""
    if not argv or argv[0] in ("-h", "--help", "help"):
        (sys.stdout if argv else sys.stderr).write(usage())
        return 0 if argv else 2
    if argv[0] == "--version":
        sys.stdout.write(f"momstation {__version__}\n")
        return 0
    command = COMMANDS.get(argv[0])
    if command is None:
        sys.stderr.write(f"momstation: there is no command '{argv[0]}'.\n\n{usage()}")
        return 2
    return command[0](argv[1:])


def usage() -> str:
    """The commands with a sentence each."""
    lines = ["momstation COMMAND [OPTIONS]", ""]
    lines += [f"  {name:<10} {sentence}" for name, (_, sentence) in COMMANDS.items()]
    return "\n".join([*lines, "", "momstation COMMAND --help says more of each.", ""])
