"""Mail that does not go out and sweeps that fail come in; messages to whoever runs Konchi, elsewhere, go out."""

import datetime as dt
import os
from collections.abc import Mapping
from html import escape

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from alerts.channels import normal, split
from alerts.rendering.message import Message
from alerts.sending.enclose import enclose
from alerts.sending.outbox import put
from alerts.subscriptions import Subscription
from pipeline.db import session
from pipeline.ledger import Delivery, Sweep
from pipeline.maintenance.sweep import failing
from pipeline.text import one_line

KIND = "alarm"
PATIENCE = dt.timedelta(hours=2)  # that a message may wait before somebody is told


def recipient() -> str | None:
    """Return the address of KONCHI_ALARM; None where nobody is to be told. Raises UnknownChannel or BadAddress."""
    wish = os.environ.get("KONCHI_ALARM", "").strip()
    return normal(wish) if wish else None


def alarm(engine: Engine, now: dt.datetime) -> bool:
    """Put into the outbox what whoever runs Konchi has not been told; tell whether there was anything.

    Where messages have waited for hours it is told once a day; that sweeps fail, once until one is done.
    """
    to = recipient()
    if to is None:
        return False
    with session(engine) as opened:
        put_now = [_put(opened, to, slot, told, now) for slot, told in _untold(opened, to, now).items()]
    return any(put_now)


def alarming(opened: Session, now: dt.datetime) -> bool:
    """Tell whether ``alarm`` would put anything."""
    to = recipient()
    return to is not None and bool(_untold(opened, to, now))


def _untold(opened: Session, to: str, now: dt.datetime) -> Mapping[str, Message]:
    """Return the alarms, by the slot that no second one can have, that are not in the outbox."""
    found = {now.date().isoformat(): _stuck(opened, split(to)[0], now), _episode(opened): _unswept(opened)}
    told = select(Delivery.slot).where(Delivery.address == to, Delivery.kind == KIND, Delivery.slot.in_(found))
    had = set(opened.scalars(told))
    return {slot: message for slot, message in found.items() if message and slot not in had}


def _put(opened: Session, to: str, slot: str, told: Message, now: dt.datetime) -> bool:
    return put(opened, enclose(told, Subscription(to), KIND, slot, now), ())


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
    return _said(subject, f"The last answer was: {said}", "konchi deliveries tells more.")


def _episode(opened: Session) -> str:
    """Name the time since the last sweep that was done: in it, failures are one."""
    done = opened.scalar(select(func.max(Sweep.day)).where(Sweep.finished_at.is_not(None)))
    return f"sweeps since {done or 'ever'}"


def _unswept(opened: Session) -> Message | None:
    """Say that what is old was not taken away when that was last tried; None where it was, by whomever."""
    error = failing(opened)
    if not error:
        return None
    said = f"It failed with: {one_line(error)}"
    return _said("Konchi cannot sweep: what is old is not taken away", said, "konchi health tells more.")


def _said(subject: str, *lines: str) -> Message:
    text = "\n".join([f"{subject}.", *lines, ""])
    return Message(subject, text, f"<pre>{escape(text)}</pre>")
