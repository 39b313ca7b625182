"""A message and a workflow's webhook of Microsoft Teams come in; its lines stand in that channel as a card."""

import datetime as dt
import json
from collections.abc import Sequence
from email.utils import make_msgid

from alerts.digest import Item
from alerts.rendering.message import Message
from alerts.rendering.payload import chat, unmarked
from alerts.sending.posting import checked as checked_url
from alerts.sending.posting import post
from alerts.subscriptions import Subscription

LONGEST = 12_000  # characters; Teams takes messages of 28 KB
_ESCAPED = str.maketrans({sign: f"\\{sign}" for sign in "\\[]*_"})


def checked(to: str) -> str:
    """Return the address. Raises BadAddress."""
    return checked_url(to, "teams:https://example.webhook.office.com/...")


def enclose(
    message: Message,
    reader: Subscription,
    kind: str,
    now: dt.datetime,
    items: Sequence[Item] = (),
) -> tuple[str, bytes]:
    """Return an id and the JSON of an Adaptive Card."""
    lines = chat(message, reader, items, _linked, LONGEST).split("\n")
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": [{"type": "TextBlock", "text": line, "wrap": True} for line in lines],
    }
    body = {
        "type": "message",
        "attachments": [{"contentType": "application/vnd.microsoft.card.adaptive", "content": card}],
    }
    return make_msgid("konchi", "teams"), json.dumps(body).encode("ascii")


def _linked(text: str, url: str | None) -> str:
    shown = unmarked(text).translate(_ESCAPED)
    return f"[{shown}]({url.replace('(', '%28').replace(')', '%29')})" if url else shown


def send(message: bytes, to: str) -> str:
    """Post the card."""
    return post(to, message, {})
