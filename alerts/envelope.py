"""A message and its reader come in; the bytes of an email with ASCII headers, and its Message-ID, go out."""

import datetime as dt
import os
import re
import socket
from collections.abc import Sequence
from email.header import Header
from email.headerregistry import Address, Group
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid, parseaddr
from urllib.parse import unquote, urlsplit

from alerts.channels import BadAddress, split
from alerts.channels.mailto import checked
from alerts.digest import Item
from alerts.render import Message
from alerts.signing import signed
from alerts.subscriptions import Subscription
from pipeline.text import one_line

NAMED = 20  # deals in the headers by which mail programs sort and thread
_PLAIN = 66  # characters of a subject that fit on its line
_ODD = re.compile(r"[^A-Za-z0-9._-]")


class InvalidSender(Exception):
    """KONCHI_FROM is no address of a sender; write e.g. Konchi <digest@example.org>."""


def sender() -> tuple[str, str]:
    """Return the name and address that messages come from: KONCHI_FROM, the user of KONCHI_SMTP, or this machine.

    Raises InvalidSender.
    """
    setting = os.environ.get("KONCHI_FROM", "").strip()
    name, address = parseaddr(setting)
    try:
        address = checked(address) if setting else checked(_smtp_user())
    except BadAddress as error:
        if setting:
            raise InvalidSender(f"KONCHI_FROM={one_line(setting)!r}: {InvalidSender.__doc__}") from error
        address = f"konchi@{socket.gethostname() or 'localhost'}"
    return one_line(name) or "Konchi", one_line(address)


def _smtp_user() -> str:
    try:
        return unquote(urlsplit(os.environ.get("KONCHI_SMTP", "")).username or "")
    except ValueError:
        return ""  # the channel says what is wrong with it


def envelope(
    message: Message, reader: Subscription, kind: str, now: dt.datetime, items: Sequence[Item] = ()
) -> tuple[str, bytes]:
    """Return the Message-ID and the bytes of the message, as they will be sent, however often.

    ``kind`` is the delivery's: daily, weekly, instant, correction or alarm; ``items`` are the deals it tells. An alert,
    and what puts it right, belongs to the thread of each of them.
    """
    name, address = sender()
    domain = address.rpartition("@")[2]
    scheme, to = split(reader.address)
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(name, addr_spec=address)
    mail["To"] = (
        Address(one_line(reader.name), addr_spec=to) if scheme == "mailto" else Group(one_line(reader.name) or "reader")
    )
    mail.set_raw("Subject", _encoded(message.subject))
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = make_msgid("konchi", domain)
    mail["List-Id"] = f"Konchi digest <digest.{domain}>"
    if message.unsubscribe:
        mail.set_raw("List-Unsubscribe", f"<{message.unsubscribe}>,\n <mailto:{address}?subject=unsubscribe>")
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
    else:
        mail["List-Unsubscribe"] = f"<mailto:{address}?subject=unsubscribe>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["Feedback-ID"] = f"{kind}:konchi:{domain}"
    keys = list(dict.fromkeys([*(item.key for item in items), *(one.key for one in message.corrections)]))[:NAMED]
    if kind in {"instant", "correction"} and keys:
        threads = [f"<deal.{_token(key)}@{domain}>" for key in keys]
        mail.set_raw("References", "\n ".join(threads))
        mail["In-Reply-To"] = threads[0]
    for key in keys:
        mail.set_raw("X-Konchi-Deal", _token(key))
    for stage in dict.fromkeys(item.stage for item in items):
        mail.set_raw("X-Konchi-Stage", _token(stage))
    mail.set_content(message.text, cte=_encoding(message.text))
    mail.add_alternative(message.html, subtype="html", cte=_encoding(message.html))
    whole = mail.as_bytes()
    return str(mail["Message-ID"]), signed(whole, address) if scheme == "mailto" else whole


def _token(text: str) -> str:
    """Return an id as one word that any header may hold."""
    return _ODD.sub("-", text)[:80] or "-"


def _encoded(subject: str) -> str:
    """Encode a subject as RFC 2047 wants it; the policy's own folding loses spaces between scripts."""
    if subject.isascii() and "=?" not in subject and len(subject) <= _PLAIN:
        return subject
    return Header(subject, "utf-8", maxlinelen=75, header_name="Subject").encode(linesep="\n")


def _encoding(text: str) -> str:
    """Choose base64 where quoted-printable would double the size, and 7bit where the text is plain."""
    is_plain = text.isascii() and all(len(line) < 900 for line in text.splitlines())  # noqa: PLR2004 - RFC 5322: 998
    return "7bit" if is_plain else "base64"
