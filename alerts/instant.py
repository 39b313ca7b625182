"""A reader who hears at once and a moment come in; the deals to tell now, and how many more wait, go out."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from alerts.digest import Item, items, untold
from alerts.freshness import fresh
from alerts.subscriptions import Subscription
from pipeline.ledger import Delivery, Told
from pipeline.models import Event

FIRST_PAUSE = dt.timedelta(minutes=5)  # after an alert; doubles with each that follows
LONGEST_PAUSE = dt.timedelta(hours=4)
CALM = dt.timedelta(hours=8)  # without an alert: the next one is a first one again
CAP = 20  # deals a reader hears of at once on one local day
KIND = "instant"


@dataclass(frozen=True)
class Alert:
    """The deals to tell at once, the most important first, and how many more wait for the day's digest."""

    items: tuple[Item, ...]
    more: int

    @property
    def events(self) -> tuple[str, ...]:
        """The keys of the events it tells."""
        return tuple(key for item in self.items for key in item.events)


def instant(session: Session, reader: Subscription, now: dt.datetime) -> Alert | None:
    """Return what this reader is to hear now; None where nothing is news, or the pause or the day's cap holds.

    A deal is told at once when it is new or moved on the ladder; what else changed about it goes along. All other
    changes wait for the reader's digest hour.
    """
    events = untold(session, reader.address)
    moved = {event.deal_id for event in fresh(session, events, now)}
    if not moved or now < _pause_ends(session, reader, now):
        return None
    found = items(session, reader, [event for event in events if event.deal_id in moved])
    room = CAP - _told_today(session, reader, now)
    if not found or room <= 0:
        return None
    return Alert(found[:room], max(0, len(found) - room))


def _pause_ends(session: Session, reader: Subscription, now: dt.datetime) -> dt.datetime:
    """Return when the next alert may go: at once after a calm, else after a pause that doubles with each alert."""
    query = select(Delivery.created_at).where(
        Delivery.address == reader.address,
        Delivery.kind == KIND,
        Delivery.created_at > now - dt.timedelta(days=2),
        Delivery.state.in_(("queued", "sent")),  # what was refused disturbed nobody
    )
    row = _run(session.scalars(query.order_by(Delivery.created_at.desc())).all(), now)
    if not row:
        return now
    pause: dt.timedelta = FIRST_PAUSE * 2 ** min(len(row) - 1, 10)
    return row[0] + min(pause, LONGEST_PAUSE)


def _run(times: Sequence[dt.datetime], now: dt.datetime) -> list[dt.datetime]:
    """Return the alerts, newest first, that follow one another without a calm between them, back from now."""
    row: list[dt.datetime] = []
    for at in times:
        if (row[-1] if row else now) - at >= CALM:
            break
        row.append(at)
    return row


def _told_today(session: Session, reader: Subscription, now: dt.datetime) -> int:
    """Return how many deals were told at once since the reader's midnight."""
    midnight = dt.datetime.combine(now.astimezone(reader.zone).date(), dt.time(), reader.zone).astimezone(dt.UTC)
    query = (
        select(func.count(Event.deal_id.distinct()))
        .join(Told, Told.event_key == Event.key)
        .join(Delivery, Delivery.id == Told.delivery_id)
        .where(Delivery.address == reader.address, Delivery.kind == KIND, Delivery.created_at >= midnight)
    )
    return session.scalar(query) or 0
