"""The one place where each setting of a station is declared: type, unit, bounds, default, one sentence.

Where records are kept and where they go is beside it, in ``keeping.py``.
"""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from momstation.core.i18n import N_
from momstation.settings.hearing import BeepSettings, LightSettings, SoundSettings, WatchSettings
from momstation.settings.keeping import CentralSettings, StoreSettings
from momstation.settings.measuring import GaugeSettings
from momstation.settings.patterns import A_CODE, A_NODE, CODE, NODE_ID

SIGNAL_ROLE = r"^(state|good_count|reject_count|cycle_time|condition:.+)\Z"

SENTENCE = r"^[^\x00-\x1f\x7f]{0,160}\Z"
ONE_LINE = r"^[^\x00-\x1f\x7f]{1,60}\Z"
A_LINE = {"accepts": N_("one line of 1 to 60 characters")}


class StationSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which station this is and how it speaks."""

    code: Annotated[
        str,
        Meta(
            description=N_("Names the station in every record; one of a kind in the plant."),
            pattern=CODE,
            extra_json_schema=A_CODE,
        ),
    ]
    name: Annotated[
        str,
        Meta(description=N_("What people call the station."), pattern=ONE_LINE, extra_json_schema=A_LINE),
    ]
    area: Annotated[
        str,
        Meta(
            description=N_("The area of the plant that it belongs to."),
            pattern=ONE_LINE,
            extra_json_schema=A_LINE,
        ),
    ]
    timezone: Annotated[
        str,
        Meta(
            description=N_("The time zone of its clock on the wall; empty means that of the plant's shifts."),
            extra_json_schema={"accepts": N_("a time zone such as Europe/Berlin, or empty")},
        ),
    ] = ""
    role: Annotated[
        Literal["operator", "team_lead"], Meta(description=N_("Whose screens it shows first."))
    ] = "operator"
    language: Annotated[
        str,
        Meta(
            description=N_("The language of its screens."),
            pattern=r"^[a-z]{2,3}(_[A-Z]{2})?$",
            extra_json_schema={"accepts": N_("a language code such as en, de or pt_BR")},
        ),
    ] = "en"
    theme: Annotated[
        Literal["system", "light", "dark", "contrast"], Meta(description=N_("The colours of its screens."))
    ] = "system"
    text_scale: Annotated[
        int,
        Meta(
            description=N_("How large its text is."),
            ge=100,
            le=150,
            extra_json_schema={"unit": N_("percent")},
        ),
    ] = 100
    training: Annotated[
        bool,
        Meta(
            description=N_(
                "Whether people practise here: records of their own, simulated machines, nothing leaves the station."
            )
        ),
    ] = False


class DisplaySettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The panel, so that a button is as large in millimetres on every one."""

    diagonal_in: Annotated[
        float,
        Meta(
            description=N_(
                "The diagonal that is printed on the panel's box; what panels report is often wrong."
            ),
            ge=5,
            le=100,
            extra_json_schema={"unit": N_("inches")},
        ),
    ] = 10.1
    width_px: Annotated[
        int, Meta(description=N_("Its width."), ge=640, le=7680, extra_json_schema={"unit": N_("pixels")})
    ] = 1280
    height_px: Annotated[
        int, Meta(description=N_("Its height."), ge=480, le=4320, extra_json_schema={"unit": N_("pixels")})
    ] = 800
    fullscreen: Annotated[bool, Meta(description=N_("Whether the station covers the whole panel."))] = True


class ScannerSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One scanner on a serial port."""

    id: Annotated[
        str, Meta(description=N_("Names the scanner in messages."), pattern=CODE, extra_json_schema=A_CODE)
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
        Meta(description=N_("The speed that the scanner is set to."), extra_json_schema={"unit": N_("baud")}),
    ] = 9600
    prefix: Annotated[str, Meta(description=N_("What it sends before each code."), max_length=16)] = ""
    suffix: Annotated[str, Meta(description=N_("What it sends after each code."), max_length=16)] = "\r"
    idle_ms: Annotated[
        int,
        Meta(
            description=N_("Silence after which a code without suffix counts as whole."),
            ge=10,
            le=5000,
            extra_json_schema={"unit": N_("milliseconds")},
        ),
    ] = 100


class SignalSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One signal of a machine."""

    role: Annotated[
        str,
        Meta(
            description=N_("What the signal means."),
            pattern=SIGNAL_ROLE,
            extra_json_schema={
                "accepts": N_("one of state, good_count, reject_count, cycle_time, condition:<name>")
            },
        ),
    ]
    node: Annotated[
        str,
        Meta(
            description=N_("The node in the machine's OPC UA server that carries it."),
            pattern=NODE_ID,
            extra_json_schema=A_NODE,
        ),
    ]
    type: Annotated[
        Literal["bool", "whole", "number", "text"], Meta(description=N_("What kind of value it carries."))
    ]
    priority: Annotated[
        Literal["", "high", "medium", "low"],
        Meta(description=N_("Makes a condition an alarm, and says how soon somebody must respond.")),
    ] = ""
    response: Annotated[
        str,
        Meta(
            description=N_("What people do when the alarm comes, in one sentence."),
            pattern=SENTENCE,
            extra_json_schema={"accepts": N_("one line of at most 160 characters")},
        ),
    ] = ""
    owner: Annotated[
        Literal["", "operator", "team_lead", "inspector", "maintenance", "logistics", "manager"],
        Meta(description=N_("The role that sees to the alarm.")),
    ] = ""
    delay_s: Annotated[
        float,
        Meta(
            description=N_(
                "How long a condition must have come or gone before it is shown, heard and recorded."
            ),
            ge=0,
            le=3600,
            extra_json_schema={"unit": N_("seconds")},
        ),
    ] = 0.0


class MachineSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One machine that the station serves, spoken to over OPC UA; the first is the station's main machine."""

    code: Annotated[
        str,
        Meta(description=N_("The work unit's id in the plant data."), pattern=CODE, extra_json_schema=A_CODE),
    ]
    endpoint: Annotated[
        str,
        Meta(
            description=N_("Where its OPC UA server listens."),
            pattern=r"^opc\.tcp://([^/\s:\[\]]+|\[[0-9a-fA-F:]+\])(:[0-9]{1,5})?(/\S*)?$",
            extra_json_schema={"accepts": N_("opc.tcp://HOST:PORT")},
        ),
    ]
    signal: Annotated[tuple[SignalSettings, ...], Meta(description=N_("Its signals."), min_length=1)]
    security: Annotated[
        Literal["sign_and_encrypt", "none"],
        Meta(description=N_("How the connection is protected; none is open to everyone on the network.")),
    ] = "sign_and_encrypt"
    state_model: Annotated[
        Literal["packml", "machinery"],
        Meta(description=N_("How its state number is read: OPC 30050 (PackML) or OPC 40001-1 (Machinery).")),
    ] = "packml"
    publishing_ms: Annotated[
        int,
        Meta(
            description=N_("How often its server sends what changed."),
            ge=10,
            le=60_000,
            extra_json_schema={"unit": N_("milliseconds")},
        ),
    ] = 100
    keep_alive_s: Annotated[
        float,
        Meta(
            description=N_(
                "How often an idle machine must say that it is there; three missed make it stale."
            ),
            ge=0.1,
            le=300,
            extra_json_schema={"unit": N_("seconds")},
        ),
    ] = 1.0
    session_timeout_s: Annotated[
        float,
        Meta(
            description=N_("How long its server keeps the session of a station that fell silent."),
            ge=5,
            le=3600,
            extra_json_schema={"unit": N_("seconds")},
        ),
    ] = 30.0
    counter_modulus: Annotated[
        int,
        Meta(
            description=N_(
                "Where its counters start again, such as 65536; 0 means the width of their own type."
            ),
            ge=0,
            le=2**62,
            extra_json_schema={"unit": N_("parts")},
        ),
    ] = 0


class ProductionSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Limits of what is declared at the station."""

    most_factor: Annotated[
        int,
        Meta(
            description="One entry may declare at most so many times the ordered quantity.",
            ge=1,
            le=1000,
            extra_json_schema={"unit": "times"},
        ),
    ] = 10
    reason_window_h: Annotated[
        int,
        Meta(
            description="How long after a stop its reason may still be changed.",
            ge=1,
            le=168,
            extra_json_schema={"unit": "hours"},
        ),
    ] = 24
    count_bucket_s: Annotated[
        Literal[0, 1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60],
        Meta(
            description=N_(
                "Parts that a machine counts within this time become one record; 0 means a record each time."
            ),
            extra_json_schema={"unit": N_("seconds")},
        ),
    ] = 5


class WorkforceSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How people sign on and off, and when the station locks."""

    pin_tries: Annotated[
        int,
        Meta(
            description=N_(
                "Wrong PINs in a row after which the wait is the longest; it grows from the second on."
            ),
            ge=3,
            le=10,
            extra_json_schema={"unit": N_("tries")},
        ),
    ] = 5
    pin_lock_min: Annotated[
        int,
        Meta(
            description=N_("The longest wait after wrong PINs; a badge signs on at any moment."),
            ge=1,
            le=1440,
            extra_json_schema={"unit": N_("minutes")},
        ),
    ] = 5
    lock_after_min: Annotated[
        int,
        Meta(
            description=N_(
                "Idle time after which the station locks until somebody shows a badge; 0 means never."
            ),
            ge=0,
            le=1440,
            extra_json_schema={"unit": N_("minutes")},
        ),
    ] = 15
    lock_shows_production: Annotated[
        bool,
        Meta(description=N_("Whether a locked station shows the machine's state, the order and its count.")),
    ] = True
    sign_off_after_min: Annotated[
        int,
        Meta(
            description=N_("Idle time after which everybody is signed off; 0 means never."),
            ge=0,
            le=1440,
            extra_json_schema={"unit": N_("minutes")},
        ),
    ] = 0


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A station's whole settings file."""

    station: StationSettings
    store: StoreSettings
    display: DisplaySettings = DisplaySettings()
    central: CentralSettings = CentralSettings()
    scanner: tuple[ScannerSettings, ...] = ()
    gauge: tuple[GaugeSettings, ...] = ()
    machine: tuple[MachineSettings, ...] = ()
    production: ProductionSettings = ProductionSettings()
    workforce: WorkforceSettings = WorkforceSettings()
    sound: SoundSettings = SoundSettings()
    beep: tuple[BeepSettings, ...] = ()
    light: tuple[LightSettings, ...] = ()
    watch: WatchSettings = WatchSettings()
