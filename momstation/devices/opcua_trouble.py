"""Why a connection to a machine ended, in terms of what a person can do about it."""

import asyncio
import socket
from collections.abc import Mapping

from asyncua import ua

from momstation.devices.opcua_values import status_name
from momstation.devices.wire import LinkWord
from momstation.plant.readings import Link
from momstation.plant.signals import MachineBinding

_NOT_TRUSTED = frozenset(
    {
        "BadSecurityChecksFailed",
        "BadCertificateUntrusted",
        "BadCertificateInvalid",
        "BadCertificateUseNotAllowed",
        "BadCertificateUriInvalid",
    }
)
_DENIED = frozenset({"BadUserAccessDenied", "BadIdentityTokenRejected", "BadIdentityTokenInvalid"})
_FULL = frozenset({"BadTooManySessions", "BadTooManySubscriptions", "BadMaxConnectionsReached"})


class Trouble(Exception):
    """The end of a connection."""

    def __init__(self, status: Link, key: str, values: Mapping[str, str]) -> None:
        super().__init__(key, dict(values))
        self.word = LinkWord(status, key, values)


def trouble_of(wrong: Exception, binding: MachineBinding, own_thumbprint: str) -> Trouble:
    """What an exception of the library or of the operating system means for the machine's link."""
    where = {"endpoint": binding.endpoint}
    if isinstance(wrong, Trouble):
        return wrong
    if isinstance(wrong, ua.UaStatusCodeError):
        return _refusal(status_name(int(wrong.code)), binding, own_thumbprint)
    if isinstance(wrong, socket.gaierror):
        return Trouble(Link.LOST, "endpoint_name_unknown", where)
    if isinstance(wrong, TimeoutError | asyncio.TimeoutError):
        return Trouble(Link.LOST, "endpoint_silent", where)
    if isinstance(wrong, ConnectionRefusedError):
        return Trouble(Link.LOST, "endpoint_absent", where)
    if isinstance(wrong, AssertionError) and own_thumbprint:
        # The library's way of saying that the machine closed the channel: it does not know our certificate.
        return Trouble(Link.REFUSED, "station_not_trusted", {"own": own_thumbprint})
    if isinstance(wrong, OSError) and not isinstance(wrong, ConnectionError):
        return Trouble(Link.LOST, "endpoint_absent", where)
    if isinstance(wrong, ConnectionError):
        return Trouble(Link.LOST, "connection_closed", where)
    return Trouble(Link.LOST, "not_opcua", {**where, "detail": str(wrong) or type(wrong).__name__})


def _refusal(name: str, binding: MachineBinding, own_thumbprint: str) -> Trouble:
    if name in _NOT_TRUSTED and own_thumbprint:
        return Trouble(Link.REFUSED, "station_not_trusted", {"own": own_thumbprint})
    if name in _DENIED:
        return Trouble(Link.REFUSED, "access_denied", {"detail": name})
    if name in _FULL:
        return Trouble(Link.REFUSED, "too_many_sessions", {"detail": name})
    if name == "BadTimeout":
        return Trouble(Link.LOST, "endpoint_silent", {"endpoint": binding.endpoint})
    if name.startswith(("BadConnection", "BadSession", "BadSecureChannel", "BadServer", "BadShutdown")):
        return Trouble(Link.LOST, "connection_closed", {"endpoint": binding.endpoint})
    return Trouble(Link.LOST, "subscription_refused", {"detail": name})
