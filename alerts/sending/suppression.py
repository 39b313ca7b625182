"""An address at which nobody is comes in; nothing more is sent there until somebody lifts it."""

import datetime as dt

from sqlalchemy import ColumnElement, Engine, delete, select, update
from sqlalchemy.orm import Session

from alerts.channels import shown
from pipeline.db import session
from pipeline.ledger import Delivery, Suppression, Told


class NotSuppressed(Exception):
    """Nothing is held back from this address; konchi suppressions lists those there are."""


def suppress(opened: Session, address: str, reply: str, now: dt.datetime) -> None:
    """Send nothing more to the address, what waits for it included."""
    if opened.get(Suppression, address) is None:
        opened.add(Suppression(address=address, reply=reply, since=now))
    take_back(opened, Delivery.address == address, f"suppressed: {reply}")


def take_back(opened: Session, which: ColumnElement[bool], why: str) -> list[str]:
    """End those of these messages that still wait, and let their events count as untold; return whose they were."""
    ended = {"state": "refused", "reply": why, "lease_holder": None, "lease_until": None}
    waiting = update(Delivery).where(which, Delivery.state == "queued").values(ended)
    rows = opened.execute(waiting.returning(Delivery.id, Delivery.address)).all()
    opened.execute(delete(Told).where(Told.delivery_id.in_([number for number, _ in rows])))
    return [address for _, address in rows]


def suppressed(opened: Session) -> dict[str, Suppression]:
    """Return all that is suppressed, by address."""
    return {row.address: row for row in opened.scalars(select(Suppression).order_by(Suppression.since))}


def lift(engine: Engine, address: str) -> None:
    """Send to the address again. Raises NotSuppressed."""
    with session(engine) as opened:
        row = opened.get(Suppression, address)
        if row is None:
            raise NotSuppressed(f"{shown(address)}: {NotSuppressed.__doc__}")
        opened.delete(row)
