"""Which node of which machine carries which signal: the only place where a node id is written down."""

from enum import StrEnum

import msgspec

STATE = "state"
GOOD_COUNT = "good_count"
REJECT_COUNT = "reject_count"
CYCLE_TIME = "cycle_time"
CONDITION = "condition:"
_ROLES = (STATE, GOOD_COUNT, REJECT_COUNT, CYCLE_TIME)


class SignalType(StrEnum):
    """What the station expects behind a node; an array never fits."""

    BOOL = "bool"
    WHOLE = "whole"
    NUMBER = "number"
    TEXT = "text"


class StateModel(StrEnum):
    """How the machine's state number is to be read: OPC 30050 (PackML) or OPC 40001-1 (Machinery)."""

    PACKML = "packml"
    MACHINERY = "machinery"


class Security(StrEnum):
    """``NONE`` is open to everyone on the network and must be asked for by name."""

    SIGN_AND_ENCRYPT = "sign_and_encrypt"
    NONE = "none"


class SignalBinding(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One signal of a machine.

    ``role``: ``state``, ``good_count``, ``reject_count``, ``cycle_time`` or ``condition:<name>``.
    ``node_id``: ``nsu=URI;s=NAME`` (survives a restart that re-orders namespaces) or ``ns=2;s=NAME``.
    """

    role: str
    node_id: str
    type: SignalType

    def __post_init__(self) -> None:
        is_condition = self.role.startswith(CONDITION) and len(self.role) > len(CONDITION)
        if self.role not in _ROLES and not is_condition:
            raise ValueError(f"role {self.role!r} is none of {', '.join(_ROLES)}, condition:<name>")
        kind, has_kind, rest = self.node_id.rpartition(";")[2].partition("=")
        if kind not in ("s", "i", "g", "b") or not has_kind or not rest:
            raise ValueError(f"node id {self.node_id!r} is not of the form nsu=URI;s=NAME or ns=2;s=NAME")


class OutputBinding(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A boolean of the machine that the station may switch, such as a lamp; nothing else is ever written."""

    name: str
    node_id: str


class MachineBinding(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One machine: where its OPC UA server listens and which signals the station wants of it.

    ``counter_modulus``: the value at which the machine's counters start again from zero (65536 for a 16-bit
    counter); None means the width of the counter's own type. ``keep_alive_s``: how often an idle machine
    must still say that it is there; after three of these without a word its values count as stale.
    """

    code: str
    endpoint: str
    signals: tuple[SignalBinding, ...]
    security: Security = Security.SIGN_AND_ENCRYPT
    state_model: StateModel = StateModel.PACKML
    publishing_ms: int = 100
    keep_alive_s: float = 1.0
    session_timeout_s: float = 30.0
    counter_modulus: int | None = None
    outputs: tuple[OutputBinding, ...] = ()

    def __post_init__(self) -> None:
        roles = [signal.role for signal in self.signals]
        twice = sorted({role for role in roles if roles.count(role) > 1})
        if twice:
            raise ValueError(f"machine {self.code!r} binds {', '.join(twice)} more than once")
        if not self.endpoint.startswith("opc.tcp://"):
            raise ValueError(
                f"endpoint {self.endpoint!r} of machine {self.code!r} does not start with opc.tcp://"
            )
        if self.publishing_ms < 10 or self.keep_alive_s <= 0 or self.session_timeout_s < 5:
            raise ValueError(
                f"machine {self.code!r} needs publishing_ms >= 10, keep_alive_s > 0, session_timeout_s >= 5"
            )
