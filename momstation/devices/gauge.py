"""The wire to a gauge or a scale: a serial line like a scanner's, whose lines are values and not codes.

The same value twice is two measurements: unlike a scanner's, nothing is left out.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from momstation.devices.framer import Framing
from momstation.devices.gauge_lines import Format, measured
from momstation.devices.scanner import ScannerConfig, ScannerPort
from momstation.devices.sentences import say
from momstation.plant.readings import CodeScanned, GaugeRead, GaugeStatus, ScannerStatus


@dataclass(frozen=True, slots=True)
class GaugeConfig:
    """``gauge`` names it in messages; ``port`` is a path such as /dev/serial/by-id/… or COM3."""

    gauge: str
    port: str
    baudrate: int = 9600
    written_as: Format = Format.PLAIN
    framing: Framing = field(default_factory=Framing)


class GaugePort:
    """``on_read`` and ``on_status`` are called through ``call_soon`` (``loop.call_soon_threadsafe``), in order."""

    def __init__(
        self,
        config: GaugeConfig,
        on_read: Callable[[GaugeRead], None],
        on_status: Callable[[GaugeStatus], None],
        call_soon: Callable[..., Any],
    ) -> None:
        self._config = config
        self._on_read = on_read
        self._on_status = on_status
        line = ScannerConfig(
            config.gauge, config.port, config.baudrate, config.framing, same_code_s=0.0, kind="gauge"
        )
        self._line = ScannerPort(line, self._hear, self._hear_status, call_soon)

    def start(self) -> None:
        self._line.start()

    async def stop(self) -> None:
        await self._line.stop()

    def _hear(self, code: CodeScanned) -> None:
        found = measured(code.text, self._config.written_as)
        trouble = "gauge_garbled" if code.trouble else found.trouble
        self._on_read(
            GaugeRead(
                gauge=self._config.gauge,
                value=None if trouble else found.value,
                unit=found.unit,
                text=code.text,
                received_at=code.received_at,
                received_monotonic=code.received_monotonic,
                trouble=say(trouble, {"gauge": self._config.gauge, "seen": code.text}),
            )
        )

    def _hear_status(self, status: ScannerStatus) -> None:
        self._on_status(GaugeStatus(self._config.gauge, status.is_connected, status.reason))
