"""A message and an incoming webhook of Slack, Mattermost or Rocket.Chat come in; its lines stand in that chat."""

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

LONGEST = 3500  # characters: Slack cuts a text at 4,000
_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "¦"})


def checked(to: str) -> str:
    """Return the address. Raises BadAddress."""
    return checked_url(to, "slack:https://hooks.slack.com/services/...")


def enclose(
    message: Message,
    reader: Subscription,
    kind: str,
    now: dt.datetime,
    items: Sequence[Item] = (),
) -> tuple[str, bytes]:
    """Return an id and the JSON of the chat's message."""
    text = chat(message, reader, items, _linked, LONGEST)
    return make_msgid("konchi", "slack"), json.dumps({"text": text}).encode("ascii")


def _linked(text: str, url: str | None) -> str:
    shown = unmarked(text).translate(_ESCAPED)
    return f"<{url.translate(_ESCAPED)}|{shown}>" if url else shown


def send(message: bytes, to: str) -> str:
    """Post the message."""
    return post(to, message, {})
