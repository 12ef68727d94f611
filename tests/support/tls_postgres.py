"""A PostgreSQL that speaks TLS, as the distribution builds it, and an authority that signs for it, well or badly."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from tempfile import mkdtemp

import psycopg
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from psycopg.conninfo import make_conninfo

from momstation.sync.embedded import EmbeddedPostgres
from tests.support.ports import a_port
from tests.support.postgres import QUICK

HOST = "localhost"
_HBA = "local all all trust\nhostssl all all 127.0.0.1/32 scram-sha-256\nhost all all 127.0.0.1/32 scram-sha-256\n"


class Authority:
    """Signs certificates for servers with its own key."""

    def __init__(self, name: str) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self.certificate = self._sign(self._name, self._key, datetime.now(UTC) + timedelta(days=30), None)

    def issue(self, host: str, until: datetime) -> tuple[bytes, bytes]:
        """Certificate and key for a server, in PEM."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
        private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        return self._sign(subject, key, until, host), private

    def _sign(
        self, subject: x509.Name, key: ec.EllipticCurvePrivateKey, until: datetime, host: str | None
    ) -> bytes:
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(until - timedelta(days=60))
            .not_valid_after(until)
            .add_extension(x509.BasicConstraints(ca=host is None, path_length=None), critical=True)
        )
        if host is not None:
            names: list[x509.GeneralName] = [x509.DNSName(host)]
            if host == HOST:
                names.append(x509.IPAddress(ip_address("127.0.0.1")))
            builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
        return builder.sign(self._key, hashes.SHA256()).public_bytes(Encoding.PEM)


class TlsCluster(EmbeddedPostgres):
    """Reachable over TLS on the loopback interface; ``show`` what certificate the next connection sees."""

    def __init__(self, folder: Path, installation: Path) -> None:
        super().__init__(
            folder, settings={**QUICK, "listen_addresses": "127.0.0.1"}, installation=installation
        )
        self._port = a_port()
        self.authority = Authority("Plant authority")
        self.root = folder / "root.crt"

    def start(self) -> None:
        super().start()
        self.root.write_bytes(self.authority.certificate)
        (self._data / "pg_hba.conf").write_text(_HBA, encoding="ascii")
        self.show(*self.good())

    def good(self) -> tuple[bytes, bytes]:
        return self.authority.issue(HOST, datetime.now(UTC) + timedelta(days=30))

    def show(self, certificate: bytes, key: bytes) -> None:
        for name, content in (("server.crt", certificate), ("server.key", key)):
            path = self._data / name
            path.write_bytes(content)
            path.chmod(0o600)
            if self._user is not None:
                shutil.chown(path, self._user)
        self.speak_tls(True)

    def speak_tls(self, is_on: bool) -> None:
        with psycopg.connect(self.dsn, autocommit=True) as admin:
            admin.execute(f"ALTER SYSTEM SET ssl = {'on' if is_on else 'off'}")
            admin.execute("SELECT pg_reload_conf()")

    def address(self, root: Path | None = None, mode: str = "verify-full", database: str = "postgres") -> str:
        """As a station reaches it: over TCP."""
        known = {"sslrootcert": str(root or self.root)} if mode.startswith("verify") else {}
        return make_conninfo(
            "", host=HOST, hostaddr="127.0.0.1", port=self._port, dbname=database, sslmode=mode, **known
        )


def distribution() -> Path | None:
    """The newest PostgreSQL of Debian or Ubuntu; the wheel's is built without TLS."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda at: int(at.parts[-3]))
    return found[-1].parents[1] if found else None


@pytest.fixture(scope="session")
def tls_cluster() -> Iterator[TlsCluster]:
    installation = distribution()
    if installation is None:
        lacking = "no PostgreSQL with TLS here: run installer/prepare.py --tests (package postgresql)"
        if os.environ.get("CI"):
            pytest.fail(lacking)
        pytest.skip(f"NOT TESTED: {lacking}")
    folder = Path(mkdtemp(prefix="momstation-test-tls-"))
    folder.chmod(0o755)
    server = TlsCluster(folder, installation)
    server.start()
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)
