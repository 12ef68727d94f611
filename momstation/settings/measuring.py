"""Declares the gauges and scales that send their values to the station over a serial line."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from momstation.core.i18n import N_
from momstation.settings.patterns import A_CODE, CODE


class GaugeSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One gauge or scale on a serial port; its value goes into the number that is asked for on the screen."""

    id: Annotated[
        str, Meta(description=N_("Names the gauge in messages."), pattern=CODE, extra_json_schema=A_CODE)
    ]
    port: Annotated[
        str,
        Meta(
            description=N_("Its serial port; /dev/serial/by-id/… stays the same after replugging."),
            min_length=1,
            extra_json_schema={"accepts": N_("a port such as /dev/serial/by-id/… or COM3")},
        ),
    ]
    baudrate: Annotated[
        Literal[1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200],
        Meta(description=N_("The speed that the gauge is set to."), extra_json_schema={"unit": N_("baud")}),
    ] = 9600
    format: Annotated[
        Literal["plain", "digimatic"],
        Meta(
            description=N_(
                "How it writes a value: plain is a number with or without its unit, such as 12.06 or "
                "S S 12.06 g; digimatic is 01A+00012.06."
            )
        ),
    ] = "plain"
    suffix: Annotated[str, Meta(description=N_("What it sends after each value."), max_length=16)] = "\r"
    idle_ms: Annotated[
        int,
        Meta(
            description=N_("Silence after which a value without suffix counts as whole."),
            ge=10,
            le=5000,
            extra_json_schema={"unit": N_("milliseconds")},
        ),
    ] = 100
