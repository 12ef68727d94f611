"""How a simulated thing is told what to do from outside: one JSON line to it, one JSON line back."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from momstation.devices import local_socket

Answer = dict[str, Any]
_LONGEST_LINE = 1 << 20


def ask(control: Path, request: Answer, *, timeout_s: float = 10.0) -> Answer:
    """Send one request and wait for its answer; raises OSError when nobody is there."""
    with local_socket.connect(control, timeout_s=timeout_s) as wire, wire.makefile("rwb") as lines:
        lines.write(json.dumps(request).encode() + b"\n")
        lines.flush()
        line = lines.readline(_LONGEST_LINE)
    if not line:
        raise ConnectionError(f"no answer at {control}")
    answer: Answer = json.loads(line)
    return answer


async def serve(door: local_socket.Door, handle: Callable[[Answer], Answer]) -> asyncio.Server:
    """Answer requests with ``handle``; what it cannot do is answered with ``{"ok": false, "why": …}``."""

    async def attend(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while line := await reader.readline():
                writer.write(json.dumps(_answer(line, handle)).encode() + b"\n")
                await writer.drain()
        except (OSError, ValueError):
            pass
        finally:
            writer.close()

    return await door.serve(attend)


def _answer(line: bytes, handle: Callable[[Answer], Answer]) -> Answer:
    try:
        request = json.loads(line)
        if not isinstance(request, dict):
            return {"ok": False, "why": "not an object"}
        return {"ok": True, **handle(request)}
    except (ValueError, KeyError, TypeError, OSError) as wrong:
        return {"ok": False, "why": f"{type(wrong).__name__}: {wrong}"}
