"""A message and an email address come in; the SMTP server of KONCHI_SMTP has it, or an error says whose fault it is."""

import email
import email.policy
import os
import re
import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.utils import parseaddr
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from alerts.channels import BadAddress, Blocked, Deferred, Gone, Refused, Unwelcome, is_this_machine
from alerts.sending.deadline import Deadline
from pipeline.text import one_line

TIMEOUT = 30.0  # seconds for each answer of the server
LIMIT = 90.0  # seconds for all of it: who gives up too early sends a message twice
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,253}")
_POLICY = re.compile(r"5\.7\.\d+\b")  # RFC 3463: the security or policy status class
_NOBODY = re.compile(r"5\.1\.(?:1|2|3|6|10)\b|5\.2\.1\b")  # RFC 3463, 7505: no such mailbox or domain, moved, disabled
_CLOSING = 421  # RFC 5321: the service closes the connection, whoever the mail is for
_TLS = ("starttls", "none")


@dataclass(frozen=True)
class Server:
    """Where mail is handed in, and how."""

    host: str
    port: int
    tls: str  # smtps, starttls, none
    user: str | None
    password: str | None = field(repr=False)


def checked(to: str) -> str:
    """Return the address with its domain in lower-case ASCII. Raises BadAddress."""
    local, _, domain = to.strip().rpartition("@")
    with suppress(UnicodeError):
        domain = domain.encode("idna").decode("ascii").lower()
    if not _ADDRESS.fullmatch(f"{local}@{domain}"):
        raise BadAddress(f"{one_line(to)!r} is no email address; write e.g. mailto:reader@example.org")
    return f"{local}@{domain}"


def server(address: str | None = None) -> Server:
    """Read the address of the mail server (default: KONCHI_SMTP). Raises Blocked, never printing the password."""
    address = address or os.environ.get("KONCHI_SMTP")
    if not address:
        raise Blocked("KONCHI_SMTP is not set; give e.g. smtp://user:password@mail.example.org:587 or smtps://...")
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        port, parts = None, urlsplit("")
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise Blocked("KONCHI_SMTP cannot be read; give smtp://user:password@host:587 or smtps://..., with %40 for @")
    tls = parse_qs(parts.query).get("tls", ["none" if is_this_machine(parts.hostname) else "starttls"])[0]
    if tls not in _TLS:
        raise Blocked(f"KONCHI_SMTP: tls={one_line(tls)} is unknown; write tls=starttls or tls=none")
    smtps = parts.scheme == "smtps"
    user, password = (unquote(part) if part else None for part in (parts.username, parts.password))
    return Server(parts.hostname, port or (465 if smtps else 587), "smtps" if smtps else tls, user, password)


def send(message: bytes, to: str) -> str:
    """Hand the message in for one recipient; return the server's reply. Raises Refused, Deferred or Blocked.

    Only what comes before the recipient is named blocks the channel: what is answered later may be for this one alone.
    """
    sender = parseaddr(str(email.message_from_bytes(message, policy=email.policy.default)["From"]))[1]
    with Deadline(LIMIT) as deadline, _connected(server(), deadline) as smtp:
        try:
            _accepted(*smtp.mail(sender), blame=Blocked)
            _accepted(*smtp.rcpt(to), blame=Refused)
            return _accepted(*smtp.data(message), blame=Refused)
        except smtplib.SMTPResponseException as error:
            return _accepted(error.smtp_code, error.smtp_error, blame=Refused)
        except (smtplib.SMTPException, OSError) as error:
            said = _late() if deadline.over else f"the connection broke: {one_line(str(error))}"
            raise Deferred(said) from error


def _accepted(code: int, reply: bytes | str, blame: type[Exception]) -> str:
    """Return the reply if it is a yes; else raise what it means: later, never for this recipient, or not from us."""
    said = one_line(f"{code} {reply.decode('utf-8', 'replace') if isinstance(reply, bytes) else reply}")
    if 200 <= code < 300:  # noqa: PLR2004 - RFC 5321: the first digit says yes, later or no
        return said
    if code == _CLOSING and blame is Blocked:
        raise Blocked(said)
    if 400 <= code < 500:  # noqa: PLR2004
        raise Deferred(said)
    if blame is Refused and _POLICY.search(said):
        raise Unwelcome(said)
    raise (Gone if blame is Refused and _NOBODY.search(said) else blame)(said)


@contextmanager
def _connected(to: Server, deadline: Deadline) -> Iterator[smtplib.SMTP]:
    """Open an encrypted, authenticated session, unless the settings allow less. Raises Blocked."""
    try:
        smtp = _open(to, deadline)
    except smtplib.SMTPResponseException as error:
        reply = error.smtp_error
        said = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
        raise Blocked(one_line(f"{to.host}: {error.smtp_code} {said}")) from error
    except (smtplib.SMTPException, OSError) as error:
        said = _late() if deadline.over else str(error)
        raise Blocked(one_line(f"{to.host}:{to.port} cannot be used: {said}")) from error
    try:
        yield smtp
    finally:
        with suppress(smtplib.SMTPException, OSError):
            smtp.quit()


def _late() -> str:
    return f"it was not done within {LIMIT:.0f} seconds"


class _Watched(smtplib.SMTP):
    """A session over a connection that ends with its deadline."""

    def __init__(self, to: Server, deadline: Deadline) -> None:
        self._deadline = deadline
        super().__init__(to.host, to.port, timeout=TIMEOUT)

    def _get_socket(self, *where: Any) -> socket.socket:  # noqa: ANN401 - smtplib's own hook, as its TLS uses it too
        connection: socket.socket = super()._get_socket(*where)  # type: ignore[misc]
        return self._deadline.watch(connection)


class _WatchedTls(smtplib.SMTP_SSL, _Watched):
    """One that is encrypted from the first byte; what is watched is what lies below."""

    def __init__(self, to: Server, deadline: Deadline, context: ssl.SSLContext) -> None:
        self._deadline = deadline
        smtplib.SMTP_SSL.__init__(self, to.host, to.port, timeout=TIMEOUT, context=context)


def _open(to: Server, deadline: Deadline) -> smtplib.SMTP:
    context = ssl.create_default_context(cafile=os.environ.get("KONCHI_SMTP_CA") or None)
    if to.tls == "smtps":
        smtp: smtplib.SMTP = _WatchedTls(to, deadline, context)
    else:
        smtp = _Watched(to, deadline)
    try:
        if to.tls == "starttls":
            smtp.starttls(context=context)  # verified; raises where the server does not offer it
        smtp.ehlo_or_helo_if_needed()
        if to.user:
            smtp.login(to.user, to.password or "")
    except BaseException:
        smtp.close()
        raise
    return smtp
