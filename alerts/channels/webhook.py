"""A message and a web address come in; it is posted there as signed JSON, by the Standard Webhooks specification."""

import base64
import datetime as dt
import hashlib
import hmac
import json
import os
import time
from collections.abc import Sequence
from contextlib import suppress
from email.utils import make_msgid

from alerts.channels import Blocked
from alerts.digest import Item
from alerts.rendering.message import Message
from alerts.rendering.payload import payload
from alerts.sending.posting import checked as checked_url
from alerts.sending.posting import post
from alerts.subscriptions import Subscription

PREFIX = "whsec_"  # of a secret as the standard writes it; base64 follows


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
    """Post the JSON; its signature covers id, time and body where KONCHI_WEBHOOK_SECRET is set. Raises as ``post``."""
    stamp, message_id = str(int(time.time())), str(json.loads(message)["id"])
    headers = {"webhook-id": message_id, "webhook-timestamp": stamp}
    secret = os.environ.get("KONCHI_WEBHOOK_SECRET")
    if secret:
        headers["webhook-signature"] = signature(secret, message_id, stamp, message)
    return post(to, message, headers)


def signature(secret: str, message_id: str, stamp: str, body: bytes) -> str:
    """Return what the standard's receivers check. Raises Blocked where the secret is cut or mistyped."""
    signed = hmac.new(_key(secret), f"{message_id}.{stamp}.".encode() + body, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(signed).decode('ascii')}"


def _key(secret: str) -> bytes:
    """Return the key: of a secret as the standard writes it what its base64 stands for, any other as it is."""
    if not secret.startswith(PREFIX):
        return secret.encode()
    with suppress(ValueError):
        if key := base64.b64decode(secret.removeprefix(PREFIX), validate=True):
            return key
    raise Blocked(f"KONCHI_WEBHOOK_SECRET begins with {PREFIX}, and what follows is no base64; copy the whole secret")
