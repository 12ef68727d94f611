"""The simulated plant's certificate, for those who want to try an encrypted connection."""

from pathlib import Path

from asyncua import Server, ua
from asyncua.common.utils import ServiceError
from asyncua.crypto.cert_gen import setup_self_signed_certificate
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID

APPLICATION_URI = "urn:localhost:momstation:simulated-plant"


async def secure_server(server: Server, folder: Path | None) -> None:
    """With a folder: encryption only, with the certificate kept there; without: open to everyone.

    If the folder holds a folder ``trusted``, only those whose certificate lies there are let in.
    """
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
    if (folder / "trusted").is_dir():
        server.set_certificate_validator(_OnlyTrusted(folder / "trusted").check)


class _OnlyTrusted:
    """Lets in who has its certificate in the folder, as a control does after somebody accepted it there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def check(self, certificate: x509.Certificate, _application: ua.ApplicationDescription) -> None:
        known = (x509.load_der_x509_certificate(file.read_bytes()) for file in self._folder.glob("*.der"))
        if certificate not in known:
            raise ServiceError(ua.StatusCodes.BadCertificateUntrusted)
