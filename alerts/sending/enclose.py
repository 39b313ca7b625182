"""A message and its reader come in; the bytes that the reader's channel sends, as the outbox keeps them, go out."""

import datetime as dt
from collections.abc import Sequence

from alerts.channels import channel, split
from alerts.digest import Item
from alerts.render import Message
from alerts.sending.envelope import envelope
from alerts.subscriptions import Subscription


def enclose(
    message: Message, reader: Subscription, kind: str, now: dt.datetime, items: Sequence[Item] = ()
) -> tuple[str, bytes]:
    """Return the message's id and its bytes: what the channel makes of it, an email where it makes nothing."""
    own = getattr(channel(split(reader.address)[0]), "enclose", envelope)
    message_id, body = own(message, reader, kind, now, items)
    return str(message_id), bytes(body)
