"""What is wrong on a wire and what to do about it, in words for the people at the station."""

from collections.abc import Mapping

from momstation.core.i18n import N_, _

SENTENCES: Mapping[str, str] = {
    "endpoint_absent": N_(
        "Nobody answers at {endpoint}. Check that the machine is switched on and its network cable is in."
    ),
    "endpoint_name_unknown": N_(
        "The name in {endpoint} is not known in this network. Check the address of the machine in "
        "the configuration."
    ),
    "endpoint_silent": N_("{endpoint} does not answer in time. Check the machine's control and the network."),
    "not_opcua": N_(
        "At {endpoint} something answers that does not speak OPC UA: {detail}. Check the port number."
    ),
    "connection_closed": N_("The connection to {endpoint} broke off. It is tried again by itself."),
    "silent": N_("The machine has fallen silent. Its values are not used until it speaks again."),
    "subscription_gone": N_(
        "The machine no longer sends its values. They are asked for again by themselves."
    ),
    "too_many_sessions": N_(
        "The machine has no free connection: {detail}. Close other programs that are connected to it."
    ),
    "access_denied": N_(
        "The machine refuses this station: {detail}. Check what its control lets the station read."
    ),
    "station_not_trusted": N_(
        "The machine does not know this station yet. On the machine, accept the certificate with "
        "thumbprint {own}."
    ),
    "server_unknown": N_(
        "The machine shows a certificate that nobody has confirmed. Compare its thumbprint "
        "{thumbprint} with the "
        "machine's panel; if it is the same, write it into the file {file}."
    ),
    "server_changed": N_(
        "The machine shows another certificate than the one that was confirmed. Shown: "
        "{thumbprint}, confirmed: "
        "{pinned}. Do not go on before the person who looks after the machine has said why."
    ),
    "own_certificate_unusable": N_(
        "This station's own certificate {file} cannot be used: {detail}. Remove its folder; a new "
        "one is made by "
        "itself, and the machine must accept that."
    ),
    "no_secure_endpoint": N_(
        "{endpoint} offers no signed and encrypted connection. Switch it on at the machine, or set "
        "security to none "
        "in the configuration of {machine}."
    ),
    "subscription_refused": N_("The machine refuses to send values: {detail}. It is asked again by itself."),
    "node_unknown": N_(
        "Machine {machine} has no node {node_id} for the signal {signal}. Check the node id in the "
        "configuration "
        "and whether the machine's program is loaded."
    ),
    "namespace_unknown": N_(
        "Machine {machine} does not know the namespace of node {node_id} for the signal {signal}. "
        "Check the node id "
        "in the configuration."
    ),
    "node_refused": N_("Machine {machine} refuses node {node_id} for the signal {signal}: {detail}."),
    "type_wrong": N_(
        "Signal {signal} of machine {machine} at node {node_id} should be {expected} and is {found}. "
        "Check the node id and the type in the configuration."
    ),
    "status": N_("The machine itself says that this value is not to be trusted: {status}."),
    "no_value": N_("The machine gives no value."),
    "not_a_number": N_("The machine sent something that is no number."),
    "text_too_long": N_("The machine sent a text that is far too long."),
    "no_source_time": N_("The machine's clock was never set, so this value has the station's time only."),
    "never_seen": N_("The machine has not sent this value yet."),
    "clock_differs": N_(
        "The clock of machine {machine} differs by {seconds} s from this station's. Records follow "
        "the station's "
        "clock; set the machine's, so that its own log can be compared."
    ),
    "reader_restarting": N_("The program that reads machine {machine} ended. It is started again by itself."),
    "reader_failed": N_("The program that reads machine {machine} cannot be started: {detail}."),
    "scanner_absent": N_("Scanner {scanner} is not there. Check its cable at {port}."),
    "scanner_refused": N_("Scanner {scanner} at {port} cannot be used: {detail}."),
    "scan_too_long": N_(
        "Scanner {scanner} sent {length} characters without an end. Check how it ends a code."
    ),
    "scan_cut_short": N_(
        "Scanner {scanner} sent only a part of a code: {seen}. Scan it again. If this scanner never "
        "ends its codes, "
        "set its suffix to nothing in the configuration."
    ),
    "scan_without_start": N_("Scanner {scanner} sent a code without its beginning: {seen}. Scan it again."),
    "scan_not_text": N_("Scanner {scanner} sent something that is no code: {seen}. Scan it again."),
    "gauge_absent": N_("Gauge {gauge} is not there. Check its cable at {port}."),
    "gauge_refused": N_("Gauge {gauge} at {port} cannot be used: {detail}."),
    "gauge_garbled": N_(
        "Gauge {gauge} sent something that is no value: {seen}. Send it again; if it stays so, check its format."
    ),
    "gauge_moving": N_("Gauge {gauge} was not at rest: {seen}. Wait until it stands still, and send again."),
    "gauge_error": N_("Gauge {gauge} reports an error: {seen}. Check it and its cable, and send again."),
}


_FIELD, _IS = "\x1f", "\x1e"


def coded(key: str, values: Mapping[str, str]) -> str:
    """A sentence that is not said yet: the machine's process speaks no language, so it hands on this."""
    return _FIELD.join([key, *(f"{name}{_IS}{value}" for name, value in values.items())])


def say_coded(text: str) -> str:
    key, *fields = text.split(_FIELD)
    return say(key, dict(field.split(_IS, 1) for field in fields))


def say(key: str, values: Mapping[str, str]) -> str:
    """The whole sentence, in the station's language; empty for an empty key."""
    if not key:
        return ""
    return _(SENTENCES[key]).format_map(values)
