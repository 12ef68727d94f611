"""From the text of an input to its declared record, with every number as it was written."""

import json
from typing import Any

from momstation.core.errors import Refused
from momstation.kpi.declare import RecordOf
from momstation.kpi.kinds import NumberText, Place, shown


def read_inputs(text: str, record: type) -> Any:
    """The inputs as an instance of ``record``; raises ``Refused`` with the field and what is accepted."""
    return RecordOf(record).read(parse(text), Place())


def parse(text: str) -> object:
    """JSON with numbers kept as written; a name that stands twice in one object is refused."""
    try:
        return json.loads(
            text.removeprefix("\ufeff"),
            parse_float=NumberText,
            parse_int=NumberText,
            parse_constant=NumberText,
            object_pairs_hook=_named_once,
        )
    except json.JSONDecodeError as problem:
        reason = f"{problem.msg} in line {problem.lineno}, column {problem.colno}"
    except RecursionError:
        reason = "it is nested too deeply"
    raise Refused("kpi.not_json", reason=reason)


def _named_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members: dict[str, object] = {}
    for name, value in pairs:
        if name in members:
            raise Refused("kpi.name_twice", field=shown(name))
        members[name] = value
    return members
