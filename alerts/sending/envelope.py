"""A message and its reader come in; the bytes of an email with ASCII headers, and its Message-ID, go out."""

import datetime as dt
import os
import re
import socket
from collections.abc import Mapping, Sequence
from email.header import Header
from email.headerregistry import Address, Group
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid, parseaddr
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from alerts.channels import BadAddress, split
from alerts.channels.mailto import checked
from alerts.digest import Item
from alerts.rendering.message import Message
from alerts.sending.bodies import written
from alerts.sending.signing import signed
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
    message_id, same = make_msgid("konchi", domain), _same(name, address, kind, now)
    mail = EmailMessage(policy=SMTP)
    mail.set_raw("From", same["From"])
    mail["To"] = (
        Address(one_line(reader.name), addr_spec=to) if scheme == "mailto" else Group(one_line(reader.name) or "reader")
    )
    mail.set_raw("Subject", _encoded(message.subject))
    mail.set_raw("Date", same["Date"])
    mail.set_raw("Message-ID", message_id)
    mail.set_raw("List-Id", same["List-Id"])
    if message.unsubscribe:
        mail.set_raw("List-Unsubscribe", f"<{message.unsubscribe}>,\n {same['List-Unsubscribe']}")
        mail.set_raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")  # RFC 8058
    else:
        mail.set_raw("List-Unsubscribe", same["List-Unsubscribe"])
    mail.set_raw("Auto-Submitted", "auto-generated")
    mail.set_raw("Feedback-ID", same["Feedback-ID"])
    keys = list(dict.fromkeys([*(item.key for item in items), *(one.key for one in message.corrections)]))[:NAMED]
    if kind in {"instant", "correction"} and keys:
        threads = [f"<deal.{_token(key)}@{domain}>" for key in keys]
        mail.set_raw("References", "\n ".join(threads))
        mail["In-Reply-To"] = threads[0]
    for key in keys:
        mail.set_raw("X-Konchi-Deal", _token(key))
    for stage in dict.fromkeys(item.stage for item in items):
        mail.set_raw("X-Konchi-Stage", _token(stage))
    whole = written(mail, message.text, message.html)
    return message_id, signed(whole, address) if scheme == "mailto" else whole


@lru_cache(maxsize=32)
def _same(name: str, address: str, kind: str, now: dt.datetime) -> Mapping[str, str]:
    """Return the headers that are the same for all readers, as the standard library folds them, once for a round."""
    domain = address.rpartition("@")[2]
    headers = {
        "From": Address(name, addr_spec=address),
        "Date": format_datetime(now),
        "List-Id": f"Konchi digest <digest.{domain}>",
        "List-Unsubscribe": f"<mailto:{address}?subject=unsubscribe>",
        "Feedback-ID": f"{kind}:konchi:{domain}",
    }
    return {
        name: SMTP.header_factory(name, value).fold(policy=SMTP)[len(name) + 2 : -2] for name, value in headers.items()
    }


def _token(text: str) -> str:
    """Return an id as one word that any header may hold."""
    return _ODD.sub("-", text)[:80] or "-"


def _encoded(subject: str) -> str:
    """Encode a subject as RFC 2047 wants it; the policy's own folding loses spaces between scripts."""
    if subject.isascii() and "=?" not in subject and len(subject) <= _PLAIN:
        return subject
    return Header(subject, "utf-8", maxlinelen=75, header_name="Subject").encode(linesep="\n")
