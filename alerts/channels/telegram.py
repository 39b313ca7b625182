"""A message and a chat of Telegram come in; the bot of KONCHI_TELEGRAM_TOKEN writes it there."""

import datetime as dt
import json
import os
import re
from collections.abc import Sequence
from email.utils import make_msgid
from html import escape

from alerts.channels import BadAddress, Blocked, Gone, Refused, Shut
from alerts.digest import Item
from alerts.rendering.message import Message
from alerts.rendering.payload import chat, unmarked
from alerts.sending.posting import checked as checked_url
from alerts.sending.posting import post
from alerts.subscriptions import Subscription
from pipeline.text import one_line

LONGEST = 3800  # characters: the Bot API takes 4,096 after its marks are read
API = "https://api.telegram.org"
_CHAT = re.compile(r"-?\d{1,20}|@[A-Za-z][A-Za-z0-9_]{3,31}")
_NOBODY = re.compile(r"chat not found|bot was (?:blocked|kicked)|user is deactivated", re.IGNORECASE)


def checked(to: str) -> str:
    """Return the chat: its number, or the name of a public channel. Raises BadAddress."""
    if not _CHAT.fullmatch(to.strip()):
        raise BadAddress(f"{one_line(to)!r} is no chat; write e.g. telegram:-1001234567890 or telegram:@channel")
    return to.strip()


def enclose(
    message: Message,
    reader: Subscription,
    kind: str,
    now: dt.datetime,
    items: Sequence[Item] = (),
) -> tuple[str, bytes]:
    """Return an id and the JSON of the bot's message, without its chat."""
    text = chat(message, reader, items, _linked, LONGEST)
    body = {"text": text, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}
    return make_msgid("konchi", "telegram"), json.dumps(body).encode("ascii")


def _linked(text: str, url: str | None) -> str:
    shown = escape(unmarked(text))
    return f'<a href="{escape(url)}">{shown}</a>' if url else shown


def send(message: bytes, to: str) -> str:
    """Let the bot write. Raises Refused, Gone, Deferred, Shut or Blocked, never naming the token."""
    token = os.environ.get("KONCHI_TELEGRAM_TOKEN")
    if not token:
        raise Blocked("KONCHI_TELEGRAM_TOKEN is not set; the bot's token comes from @BotFather")
    try:
        server = checked_url(os.environ.get("KONCHI_TELEGRAM_API") or API, API)
    except BadAddress as error:
        raise Blocked(f"KONCHI_TELEGRAM_API: {error}") from error
    body = json.dumps({**json.loads(message), "chat_id": to}).encode("ascii")
    try:
        return post(f"{server.rstrip('/')}/bot{token}/sendMessage", body, {})
    except Refused as error:
        if str(error).startswith("404"):
            raise Blocked("404: no bot has the token of KONCHI_TELEGRAM_TOKEN") from error
        raise (Gone if _NOBODY.search(str(error)) else Refused)(str(error)) from error
    except Shut as error:
        if _NOBODY.search(str(error)):
            raise Gone(str(error)) from error
        if str(error).startswith("403"):  # this chat lets the bot not write; all else is the bot's or its server's
            raise
        raise Blocked(str(error)) from error
