"""Names the right that each command needs, so that no function has to invent a word for it."""

import re
from collections.abc import Iterable, Mapping

from momstation.core.part import Command

_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def right_of(part: str, command: type[Command]) -> str:
    """``production`` and ``StartOrder`` → ``production.start_order``."""
    return f"{part}.{_CAPITAL.sub('_', command.__name__).lower()}"


def rights_of(part: str, commands: Iterable[type[Command]]) -> Mapping[type[Command], str]:
    """Every command of a function needs its own right; who has it stands in the table of roles."""
    return {command: right_of(part, command) for command in commands}
