"""The simulated plant's certificate, for those who want to try an encrypted connection."""

from pathlib import Path

from asyncua import Server, ua
from asyncua.crypto.cert_gen import setup_self_signed_certificate
from cryptography.x509.oid import ExtendedKeyUsageOID

APPLICATION_URI = "urn:localhost:momstation:simulated-plant"


async def secure_server(server: Server, folder: Path | None) -> None:
    """With a folder: encryption only, with the certificate kept there; without: open to everyone."""
    if folder is None:
        server.set_security_policy([ua.SecurityPolicyType.NoSecurity])
        return
    await server.set_application_uri(APPLICATION_URI)
    key, certificate = folder / "plant.pem", folder / "plant.der"
    usages = [ExtendedKeyUsageOID.CLIENT_AUTH, ExtendedKeyUsageOID.SERVER_AUTH]
    await setup_self_signed_certificate(key, certificate, APPLICATION_URI, "localhost", usages, {})
    await server.load_certificate(str(certificate))
    await server.load_private_key(str(key))
    server.set_security_policy([ua.SecurityPolicyType.Basic256Sha256_SignAndEncrypt])
