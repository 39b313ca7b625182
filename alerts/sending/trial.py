"""An address comes in; a message that proves its channel goes out, by the outbox and the ledger like any other."""

import datetime as dt
from html import escape

from sqlalchemy import Engine, select

from alerts.channels import normal
from alerts.rendering.message import Message
from alerts.sending.enclose import enclose
from alerts.sending.outbox import put, send_queued
from alerts.subscriptions import Subscription
from alerts.wording import wording
from pipeline.db import session
from pipeline.ledger import Delivery

KIND = "trial"


def trial(engine: Engine, address: str, language: str, now: dt.datetime) -> tuple[str, str]:
    """Send a message to the address now; return its state and what was answered. Raises UnknownChannel, BadAddress."""
    to, words = normal(address), wording(language)
    said = words.say("trial")
    message = Message(words.say("trial_subject"), f"{said}\n", f"<p>{escape(said)}</p>")
    delivery = enclose(message, Subscription(to, language=language), KIND, now.isoformat(), now)
    message_id = delivery.message_id
    with session(engine) as opened:
        put(opened, delivery, ())
    send_queued(engine, lambda: now, Delivery.message_id == message_id)  # and nothing else that waits
    with session(engine) as opened:
        row = opened.scalars(select(Delivery).where(Delivery.message_id == message_id)).one()
        return row.state, row.reply or "no answer yet"
