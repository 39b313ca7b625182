"""A message and its reader come in; the row that the outbox keeps, with the bytes the channel sends, goes out."""

import datetime as dt
from collections.abc import Sequence

from alerts.channels import channel, split
from alerts.digest import Item
from alerts.rendering.message import Message
from alerts.sending.envelope import envelope
from alerts.subscriptions import Subscription
from pipeline.ledger import Delivery


def enclose(
    message: Message, reader: Subscription, kind: str, slot: str, now: dt.datetime, *, items: Sequence[Item] = ()
) -> Delivery:
    """Return a delivery, not stored yet, to be sent from now on: what the channel makes of it, else an email."""
    own = getattr(channel(split(reader.address)[0]), "enclose", envelope)
    message_id, body = own(message, reader, kind, now, items)
    return Delivery(
        address=reader.address,
        kind=kind,
        slot=slot,
        message_id=message_id,
        subject=message.subject,
        body=body,
        next_attempt_at=now,
        created_at=now,
    )
