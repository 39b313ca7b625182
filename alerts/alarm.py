"""An outbox whose mail does not go out comes in; a message to whoever runs Konchi, by another channel, goes out."""

import datetime as dt
import os
from html import escape

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from alerts.channels import normal, split
from alerts.enclose import enclose
from alerts.outbox import put
from alerts.render import Message
from alerts.subscriptions import Subscription
from pipeline.db import session
from pipeline.ledger import Delivery
from pipeline.text import one_line

KIND = "alarm"
PATIENCE = dt.timedelta(hours=2)  # that a message may wait before somebody is told


def recipient() -> str | None:
    """Return the address of KONCHI_ALARM; None where nobody is to be told. Raises UnknownChannel or BadAddress."""
    wish = os.environ.get("KONCHI_ALARM", "").strip()
    return normal(wish) if wish else None


def alarm(engine: Engine, now: dt.datetime) -> bool:
    """Put an alarm into the outbox where messages have waited for hours, once a day; tell whether one was put."""
    to = recipient()
    if to is None:
        return False
    with session(engine) as opened:
        stuck = _stuck(opened, split(to)[0], now)
        if stuck is None:
            return False
        message_id, body = enclose(stuck, Subscription(to), KIND, now)
        delivery = Delivery(
            address=to,
            kind=KIND,
            slot=now.date().isoformat(),
            message_id=message_id,
            subject=stuck.subject,
            body=body,
            next_attempt_at=now,
            created_at=now,
        )
        return put(opened, delivery, ())


def _stuck(opened: Session, own: str, now: dt.datetime) -> Message | None:
    """Say how many messages wait since when and what was answered last; None where none has waited for long."""
    waiting = (Delivery.state == "queued") & ~Delivery.address.startswith(f"{own}:", autoescape=True)
    late = waiting & (Delivery.created_at <= now - PATIENCE)
    number, since = opened.execute(select(func.count(), func.min(Delivery.created_at)).where(late)).one()
    if not number:
        return None
    last = select(Delivery.reply).where(late, Delivery.reply.is_not(None)).order_by(Delivery.next_attempt_at.desc())
    said = one_line(opened.scalar(last.limit(1)) or "no answer yet")
    subject = f"Konchi cannot send: {number} waiting since {since:%Y-%m-%d %H:%M} UTC"
    text = f"{subject}.\nThe last answer was: {said}\nkonchi deliveries tells more.\n"
    return Message(subject, text, f"<pre>{escape(text)}</pre>")
