"""A reader and what holds no more come in; what the reader has to be told of it, and how soon, goes out."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from alerts.judging import Doubt
from alerts.standing import Standing
from alerts.subscriptions import Subscription
from pipeline.ledger import Delivery, Record, Told
from pipeline.models import Event

ALERT, KIND = "instant", "correction"  # kinds of a delivery: told at once, and put right at once
_COVERED = {"joined", "corrected"}  # events that a notice tells better


@dataclass(frozen=True)
class Notice:
    """What a reader was told of a deal, when, and what of it holds no more."""

    key: str  # of the deal, as it was told
    told_on: dt.date  # by the reader's calendar
    doubt: Doubt
    record: int  # the number of what was told
    at_once: bool  # it was told at once
    told_as: str  # the key under which the ledger notes it
    events: tuple[str, ...] = ()  # of the deal, which say the same


def notices(session: Session, reader: Subscription, now: Standing) -> tuple[Notice, ...]:
    """Return what the reader was told, as the reader was told it last, and is not so; the latest first."""
    if not now.suspects:
        return ()
    last: dict[str, tuple[int, int, dt.datetime]] = {}
    at_once: set[str] = set()
    heard = (
        select(Record.deal, Record.id, Delivery.id, Delivery.kind, Delivery.created_at)
        .join(Told, Told.record_id == Record.id)
        .join(Delivery, Delivery.id == Told.delivery_id)
        .where(Told.address == reader.address, Record.deal.in_(now.suspects))
        .order_by(Delivery.id)
    )
    for deal, record, delivery, kind, at in session.execute(heard):
        last[deal] = record, delivery, at
        if kind in {ALERT, KIND}:
            at_once.add(deal)
    found = [
        Notice(deal, at.astimezone(reader.zone).date(), doubt, record, deal in at_once, f"amended:{deal}:{delivery}")
        for deal, (record, delivery, at) in sorted(last.items(), key=lambda one: (-one[1][1], one[0]))
        if record in now.suspects[deal] and (doubt := now.doubt(session, record))
    ]
    said = _said(session, reader, found)
    return tuple(replace(notice, events=tuple(said[notice.key])) for notice in found)


def _said(session: Session, reader: Subscription, found: Sequence[Notice]) -> dict[str, list[str]]:
    """Return by deal the events, not told to the reader yet, that say nothing beyond its notice."""
    of_deal = {notice.doubt.deal: notice for notice in found if notice.doubt.deal}
    said: dict[str, list[str]] = {notice.key: [] for notice in found}
    heard = and_(Told.event_key == Event.key, Told.address == reader.address)
    query = select(Event.deal_id, Event.kind, Event.key).outerjoin(Told, heard).where(Told.event_key.is_(None))
    for deal, kind, key in session.execute(query.where(Event.deal_id.in_(of_deal)).order_by(Event.id)):
        notice = of_deal[deal]
        if kind in _COVERED or (kind == "stage" and any(one.field == "stage" for one in notice.doubt.amendments)):
            said[notice.key].append(key)
    return said
