"""A real SMTP server on loopback for the tests, with TLS, passwords and the answers a test asks it to give."""

import asyncio
import datetime as dt
import ipaddress
import random
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.waiting import LONGEST

USER, PASSWORD = "bot@konchi.example", "p@ss:/word?"


@dataclass
class Postbox:
    """What arrived, and what to answer: a reply by recipient, and one to the data by recipient."""

    port: int = 0
    received: list[tuple[str, bytes]] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)
    recipients: dict[str, str] = field(default_factory=dict)
    data: dict[str, str] = field(default_factory=dict)
    arrived: threading.Event = field(default_factory=threading.Event)
    senders: dict[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """The setting KONCHI_SMTP for a plain connection."""
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_MAIL(self, _s: SMTP, _c: Session, envelope: Envelope, address: str, _o: list[str]) -> str:  # noqa: N802
        """Answer to the sender."""
        envelope.mail_from = address
        return self.senders.get(address, "250 OK")

    async def handle_RCPT(self, _s: SMTP, _c: Session, envelope: Envelope, address: str, _o: list[str]) -> str:  # noqa: N802
        """Answer to a recipient."""
        answer = self.recipients.get(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Answer to the message, keep it, or cut the connection."""
        to, content = envelope.rcpt_tos[0], envelope.content
        answer = self.data.get(to, "250 2.0.0 queued as 42")
        assert isinstance(content, bytes)
        if answer == "hang":  # taken, but the sender never hears of it
            self.received.append((to, content))
            self.arrived.set()
            await asyncio.sleep(3600)
        if answer == "cut":
            self.received.append((to, content))
            server.transport.abort()
            return "250 never heard"
        if answer.startswith("250"):
            self.received.append((to, content))
            self.encrypted.append(session.ssl is not None)
        return answer

    def login(self, _server: SMTP, _s: Session, _e: Envelope, _mechanism: str, data: object) -> AuthResult:
        """Check a password."""
        assert isinstance(data, LoginPassword)
        self.logins.append(data.login.decode())
        right = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=right, handled=False)


def free_port() -> int:
    """Return a port that nobody listens on, of those that no system gives to whoever asks for any."""
    while True:
        port = random.SystemRandom().randrange(20_000, 32_000)  # Hypothesis sets the seed of the others
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


@contextmanager
def postbox(**server: Any) -> Iterator[Postbox]:  # noqa: ANN401 - aiosmtpd's own options
    """Open a server until the end of the block."""
    box = Postbox(port=free_port())
    context = server.pop("ssl_context", None)
    controller = Controller(
        box,
        hostname="127.0.0.1",
        port=box.port,
        authenticator=box.login,
        ssl_context=context,
        ready_timeout=LONGEST,
        **server,
    )
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


def certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """Make a certificate for 127.0.0.1; return its file, to be trusted, and the server's side of it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "konchi test")])
    today = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - dt.timedelta(days=1))
        .not_valid_after(today + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    trusted, secret = folder / "certificate.pem", folder / "key.pem"
    trusted.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(trusted, secret)
    return trusted, context
