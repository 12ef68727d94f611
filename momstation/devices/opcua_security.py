"""Signed and encrypted connections: the station's own certificate, and the machine's that a person has
confirmed.

A machine's certificate counts only after its thumbprint stands in ``<code>.pin`` beside the other files of
the machine: whoever looks after the machine compares it with the machine's panel and writes it there.
"""

import os
import secrets
import shutil
import socket
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from asyncua import Client, ua
from asyncua.crypto.cert_gen import (
    dump_private_key_as_pem,
    generate_private_key,
    generate_self_signed_app_certificate,
)
from asyncua.crypto.security_policies import SecurityPolicyBasic256Sha256
from asyncua.crypto.uacrypto import CertProperties
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID

from momstation.devices.opcua_trouble import Trouble
from momstation.plant.readings import Link
from momstation.plant.signals import MachineBinding, Security

_TEN_YEARS_IN_DAYS = 3652
"""As long as the panel lives: a certificate that runs out stops a machine's records on a night shift."""


@dataclass
class Keys:
    """Where the station's own certificate and the pinned ones lie; ``own_thumbprint`` once the own one is
    loaded."""

    folder: Path
    own_thumbprint: str = ""

    @property
    def certificate(self) -> Path:
        return self.folder / "own" / "certificate.der"

    @property
    def private_key(self) -> Path:
        return self.folder / "own" / "key.pem"

    def pin_file(self, machine: str) -> Path:
        return self.folder / f"{quote(machine, safe='')}.pin"


def application_uri() -> str:
    return f"urn:{socket.gethostname()}:momstation"


async def secure(client: Client, binding: MachineBinding, keys: Keys) -> None:
    """Prepare the client for the security that the binding asks for; raises Trouble if it cannot be had."""
    if binding.security is Security.NONE:
        return
    try:
        ensure_own_certificate(keys)
    except (OSError, ValueError) as wrong:
        values = {"file": str(keys.certificate), "detail": str(wrong)}
        raise Trouble(Link.MISCONFIGURED, "own_certificate_unusable", values) from wrong
    certificate = await _offered(binding)
    _check_pin(certificate, binding, keys)
    await client.set_security(
        SecurityPolicyBasic256Sha256,
        CertProperties(keys.certificate),
        CertProperties(keys.private_key),
        server_certificate=CertProperties(certificate.public_bytes(Encoding.DER)),
        mode=ua.MessageSecurityMode.SignAndEncrypt,
    )


async def _offered(binding: MachineBinding) -> x509.Certificate:
    """The certificate of the machine's signed and encrypted endpoint, as the machine shows it to anyone who
    asks."""
    asking = Client(binding.endpoint)
    try:
        endpoints = await asking.connect_and_get_server_endpoints()
    finally:
        asking.disconnect_socket()
    for endpoint in endpoints:
        is_secure = endpoint.SecurityMode == ua.MessageSecurityMode.SignAndEncrypt
        if is_secure and endpoint.SecurityPolicyUri == SecurityPolicyBasic256Sha256.URI:
            try:
                return x509.load_der_x509_certificate(_first(endpoint.ServerCertificate))
            except ValueError:
                break
    raise Trouble(Link.REFUSED, "no_secure_endpoint", {"endpoint": binding.endpoint, "machine": binding.code})


def _first(chain: bytes) -> bytes:
    """A server may send its certificate with the chain behind it; the outer SEQUENCE says where the first
    ends."""
    return chain[: int.from_bytes(chain[2:4], "big") + 4]


def _check_pin(certificate: x509.Certificate, binding: MachineBinding, keys: Keys) -> None:
    shown = thumbprint(certificate)
    file = keys.pin_file(binding.code)
    try:
        pinned = "".join(file.read_text().split()).replace(":", "").upper()
    except OSError:
        pinned = ""
    if not pinned:
        raise Trouble(Link.REFUSED, "server_unknown", {"thumbprint": shown, "file": str(file)})
    if pinned not in (shown, certificate.fingerprint(hashes.SHA256()).hex().upper()):
        raise Trouble(Link.REFUSED, "server_changed", {"thumbprint": shown, "pinned": pinned})


def thumbprint(certificate: x509.Certificate) -> str:
    """SHA-1 in hexadecimal: what OPC UA calls the thumbprint and machine panels show (OPC 10000-6)."""
    return certificate.fingerprint(hashes.SHA1()).hex().upper()  # noqa: S303 as the norm has it


def ensure_own_certificate(keys: Keys) -> None:
    """Make the station's certificate once; several machine processes may try at the same moment, one wins."""
    if not keys.certificate.is_file():
        _make_own_certificate(keys.certificate.parent)
    keys.own_thumbprint = thumbprint(x509.load_der_x509_certificate(keys.certificate.read_bytes()))


def _make_own_certificate(folder: Path) -> None:
    key = generate_private_key()
    host = socket.gethostname()
    names: list[x509.GeneralName] = [x509.UniformResourceIdentifier(application_uri()), x509.DNSName(host)]
    certificate = generate_self_signed_app_certificate(
        key, f"momstation on {host}", {}, names, [ExtendedKeyUsageOID.CLIENT_AUTH], days=_TEN_YEARS_IN_DAYS
    )
    new = folder.with_name(f"own.{secrets.token_hex(4)}")
    folder.parent.mkdir(parents=True, exist_ok=True)
    new.mkdir(mode=0o700)
    descriptor = os.open(new / "key.pem", os.O_WRONLY | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(dump_private_key_as_pem(key))
    (new / "certificate.der").write_bytes(certificate.public_bytes(Encoding.DER))
    try:
        new.rename(folder)
    except OSError:
        shutil.rmtree(new)
