"""Every way in which a connection can end means something that a person can act on."""

import socket

import pytest
from asyncua import ua

from momstation.devices.opcua_trouble import Trouble, trouble_of
from momstation.devices.sentences import SENTENCES
from momstation.plant.readings import Link
from momstation.plant.signals import MachineBinding

BINDING = MachineBinding(code="P07", endpoint="opc.tcp://plc:4840", signals=())


def refused(name: str) -> ua.UaStatusCodeError:
    return ua.UaStatusCodeError(getattr(ua.StatusCodes, name))


@pytest.mark.parametrize(
    ("wrong", "status", "key"),
    [
        (ConnectionRefusedError(), Link.LOST, "endpoint_absent"),
        (socket.gaierror(-2, "unknown"), Link.LOST, "endpoint_name_unknown"),
        (OSError(113, "No route to host"), Link.LOST, "endpoint_absent"),
        (TimeoutError(), Link.LOST, "endpoint_silent"),
        (ConnectionResetError(), Link.LOST, "connection_closed"),
        (ua.UaError("strange bytes"), Link.LOST, "not_opcua"),
        (AttributeError("protocol"), Link.LOST, "not_opcua"),
        (refused("BadTooManySessions"), Link.REFUSED, "too_many_sessions"),
        (refused("BadUserAccessDenied"), Link.REFUSED, "access_denied"),
        (refused("BadCertificateUntrusted"), Link.REFUSED, "station_not_trusted"),
        (refused("BadSecurityChecksFailed"), Link.REFUSED, "station_not_trusted"),
        (refused("BadTimeout"), Link.LOST, "endpoint_silent"),
        (refused("BadSessionClosed"), Link.LOST, "connection_closed"),
        (refused("BadOutOfMemory"), Link.LOST, "subscription_refused"),
        (AssertionError(), Link.REFUSED, "station_not_trusted"),
    ],
)
def test_an_error_becomes_a_state_and_a_sentence(wrong: Exception, status: Link, key: str) -> None:
    word = trouble_of(wrong, BINDING, "AB12").word
    assert (word.status, word.key) == (status, key)
    assert SENTENCES[key].format_map(word.values)


def test_without_a_certificate_of_our_own_nobody_can_have_refused_it() -> None:
    assert trouble_of(AssertionError(), BINDING, "").word.key == "not_opcua"


def test_trouble_that_is_already_known_stays_as_it_is() -> None:
    trouble = Trouble(Link.STALE, "silent", {})
    assert trouble_of(trouble, BINDING, "") is trouble
