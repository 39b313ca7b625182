"""A reader who hears at once and a moment come in; the deals to tell now, and how many more wait, go out."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from alerts.digest import Item, items, untold
from alerts.subscriptions import Subscription
from alerts.telling.freshness import fresh
from alerts.telling.notices import Notice
from pipeline.ledger import Delivery, Record, Told
from pipeline.models import Event

FIRST_PAUSE = dt.timedelta(minutes=5)  # after an alert; doubles with each that follows
LONGEST_PAUSE = dt.timedelta(hours=4)
CALM = dt.timedelta(hours=8)  # without an alert: the next one is a first one again
CAP = 20  # deals a reader hears of at once on one local day
KIND = "instant"
CORRECTION = "correction"


@dataclass(frozen=True)
class Alert:
    """The deals to tell at once, the most important first, and how many more wait for the day's digest.

    What was told of these deals before and is not so goes along.
    """

    items: tuple[Item, ...]
    more: int
    notices: tuple[Notice, ...] = ()

    @property
    def events(self) -> tuple[str, ...]:
        """The keys of the events it tells."""
        told = [key for item in self.items for key in item.events]
        return (*told, *(key for notice in self.notices for key in (notice.told_as, *notice.events)))


def corrections(
    session: Session, reader: Subscription, notices: Sequence[Notice], now: dt.datetime
) -> tuple[Notice, ...]:
    """Return what was told at once and is to be put right now; the day's cap never holds it back.

    The first goes at once, those after it are gathered with a growing delay, as alerts are, but apart from them.
    """
    told = tuple(notice for notice in notices if notice.at_once)
    return told if told and now >= _pause_ends(session, reader, now, CORRECTION) else ()


def instant(session: Session, reader: Subscription, now: dt.datetime, notices: Sequence[Notice] = ()) -> Alert | None:
    """Return what this reader is to hear now; None where nothing is news, or the pause or the day's cap holds.

    A deal is told at once when it is new or moved on the ladder; what else changed about it goes along. All other
    changes wait for the reader's digest hour.
    """
    said = {key for notice in notices for key in notice.events}
    events = [event for event in untold(session, reader) if event.key not in said]
    moved = {event.deal_id for event in fresh(session, events, now)}
    if not moved or now < _pause_ends(session, reader, now, KIND):
        return None
    found = items(session, reader, [event for event in events if event.deal_id in moved])
    room = CAP - _told_today(session, reader, now)
    if not found or room <= 0:
        return None
    shown = found[:room]
    keys = {item.key for item in shown}
    along = tuple(notice for notice in notices if keys & {notice.key, notice.doubt.key})
    return Alert(shown, len(found) - len(shown), along)


def _pause_ends(session: Session, reader: Subscription, now: dt.datetime, kind: str) -> dt.datetime:
    """Return when the next message of a kind may go: at once after a calm, else after a doubling pause."""
    query = select(Delivery.created_at).where(
        Delivery.address == reader.address,
        Delivery.kind == kind,
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
    """Return of how many deals something was told at once, or put right, since the reader's midnight."""
    midnight = dt.datetime.combine(now.astimezone(reader.zone).date(), dt.time(), reader.zone).astimezone(dt.UTC)
    today = (Delivery.address == reader.address) & (Delivery.created_at >= midnight)
    told = select(Event.deal_id).join(Told, Told.event_key == Event.key).join(Delivery)
    put_right = select(Record.deal).join(Told, Told.record_id == Record.id).join(Delivery)
    of_alerts = session.scalars(told.where(today, Delivery.kind == KIND).distinct()).all()
    of_notices = session.scalars(put_right.where(today, Delivery.kind == CORRECTION).distinct()).all()
    return len(of_alerts) + len(of_notices)
