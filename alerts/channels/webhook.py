"""A message and a web address come in; it is posted there as signed JSON, by the Standard Webhooks specification."""

import base64
import datetime as dt
import hashlib
import hmac
import json
import os
import time
from collections.abc import Sequence
from email.utils import make_msgid

from alerts.digest import Item
from alerts.rendering.message import Message
from alerts.rendering.payload import payload
from alerts.sending.posting import checked as checked_url
from alerts.sending.posting import post
from alerts.subscriptions import Subscription


def checked(to: str) -> str:
    """Return the address. Raises BadAddress."""
    return checked_url(to, "webhook:https://example.org/konchi")


def enclose(
    message: Message, reader: Subscription, kind: str, now: dt.datetime, items: Sequence[Item] = ()
) -> tuple[str, bytes]:
    """Return the id and the JSON of the message."""
    message_id = make_msgid("konchi", "webhook").strip("<>")
    return message_id, payload(message_id, message, reader, kind, now, items)


def send(message: bytes, to: str) -> str:
    """Post the JSON; its signature covers id, time and body where KONCHI_WEBHOOK_SECRET is set."""
    stamp, message_id = str(int(time.time())), str(json.loads(message)["id"])
    headers = {"webhook-id": message_id, "webhook-timestamp": stamp}
    secret = os.environ.get("KONCHI_WEBHOOK_SECRET")
    if secret:
        signed = hmac.new(secret.encode(), f"{message_id}.{stamp}.".encode() + message, hashlib.sha256).digest()
        headers["webhook-signature"] = f"v1,{base64.b64encode(signed).decode('ascii')}"
    return post(to, message, headers)
