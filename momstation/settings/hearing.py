"""Declares how a station is heard: its loudness, its scanners' beeps and the lamps of its machines."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from momstation.core.i18n import N_
from momstation.settings.patterns import A_NODE, CODE, NODE_ID

CueName = Literal["accepted", "refused", "needs-you", "alarm", "answered"]


class SoundSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How loud the station is; a team lead may change the volume at the station itself."""

    volume: Annotated[
        int,
        Meta(
            description=N_("The volume of its cues; at 0 only alarms are heard."),
            ge=0,
            le=100,
            extra_json_schema={"unit": N_("percent")},
        ),
    ] = 70
    alarm_least: Annotated[
        int,
        Meta(
            description=N_("No alarm is quieter than this, whatever the volume."),
            ge=10,
            le=100,
            extra_json_schema={"unit": N_("percent")},
        ),
    ] = 40
    device: Annotated[
        str,
        Meta(
            description=N_("Part of the name of the sound device; empty means the computer's own choice."),
            max_length=100,
            extra_json_schema={"accepts": N_("part of a sound device's name, or empty")},
        ),
    ] = ""


class BeepSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a scanner is sent for one cue."""

    scanner: Annotated[
        str,
        Meta(
            description=N_("The id of the scanner that beeps."),
            pattern=CODE,
            extra_json_schema={"accepts": N_("the id of one of the [[scanner]] tables")},
        ),
    ]
    cue: Annotated[CueName, Meta(description=N_("What the scanner beeps for."))]
    send: Annotated[
        str,
        Meta(
            description=N_("The scanner's own command for it, from its manual."),
            pattern=r"^[\x00-\xff]{1,64}\Z",
            extra_json_schema={"accepts": N_('1 to 64 characters; control characters as in "\\u001B[3q"')},
        ),
    ]


class LightSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A lamp of a machine's stack light for one cue."""

    machine: Annotated[
        str,
        Meta(
            description=N_("The machine that carries the lamp."),
            pattern=CODE,
            extra_json_schema={"accepts": N_("the code of one of the [[machine]] tables")},
        ),
    ]
    cue: Annotated[CueName, Meta(description=N_("What the lamp shines for."))]
    node: Annotated[
        str,
        Meta(
            description=N_("The node that switches the lamp; the only kind of node that is ever written."),
            pattern=NODE_ID,
            extra_json_schema=A_NODE,
        ),
    ]


class WatchSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What happens when the station itself stands still."""

    hang_s: Annotated[
        int,
        Meta(
            description=N_("After so long without a sign of life of its screen the station writes a report."),
            ge=5,
            le=600,
            extra_json_schema={"unit": N_("seconds")},
        ),
    ] = 10
    end_when_hung: Annotated[
        bool,
        Meta(
            description=N_(
                "Whether it then ends, because something starts it again; under systemd it does so anyway."
            )
        ),
    ] = False
