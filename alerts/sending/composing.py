"""A reader whose digest is due comes in; its message, with all that the outbox is to keep of it, goes out."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from alerts.digest import Digest, digest, untold
from alerts.instant import CORRECTION, corrections, instant
from alerts.instant import KIND as INSTANT
from alerts.links import links
from alerts.render import render
from alerts.sending.enclose import enclose
from alerts.sending.outbox import Parcel, put_all
from alerts.sending.records import remember, told_by
from alerts.sending.rhythm import Slot
from alerts.subscriptions import Subscription
from alerts.telling.coverage import coverage
from alerts.telling.known import Known
from alerts.telling.notices import notices
from alerts.telling.overdue import overdue
from alerts.telling.told import Facts
from pipeline.ledger import Delivery

AT_ONCE = "at once"


@dataclass(frozen=True, slots=True)
class Due:
    """A reader whose digest is due, for which slot, and when the last one was composed."""

    reader: Subscription
    slot: Slot
    last: dt.datetime | None


@dataclass(frozen=True)
class Composed:
    """A digest that nobody has stored yet: its message, and what it tells of which deal by which events."""

    delivery: Delivery
    events: tuple[str, ...]
    facts: Mapping[str, Facts]  # by the key of the deal
    deals: Mapping[str, str]  # the keys of deals by event


def compose(opened: Session, wanted: Due, there: Known, now: dt.datetime) -> Composed | None:
    """Return one reader's digest; nothing where one who hears at once is to hear nothing now."""
    reader, slot = wanted.reader, wanted.slot
    told = _told(opened, wanted, there, now)
    if reader.frequency == AT_ONCE and not told.events:
        return None
    where = links(reader.address, slot.kind, slot.name)
    message = render(told, where)
    delivery = enclose(message, reader, slot.kind, slot.name, now, items=told.items)
    facts, deals = told_by(told)
    stands = {key: there.standing.settled(opened, key, shown) for key, shown in facts.items()}
    return Composed(delivery, told.events, stands, deals)


def _told(opened: Session, wanted: Due, there: Known, now: dt.datetime) -> Digest:
    reader, kind = wanted.reader, wanted.slot.kind
    wrong = notices(opened, reader, there.standing)
    if kind == CORRECTION:
        urgent = corrections(opened, reader, wrong, now)
        return Digest(reader, (), coverage(opened, wanted.last, now), notices=urgent)
    if kind == INSTANT:
        alert = instant(opened, reader, now, wrong)
        read = coverage(opened, wanted.last, now)
        return (
            Digest(reader, alert.items, read, notices=alert.notices, held=alert.more)
            if alert
            else Digest(reader, (), read)
        )
    told = digest(opened, reader, untold(opened, reader), wanted.last, now, wrong)
    return replace(told, overdue=overdue(opened, reader, there.late))


def store(opened: Session, composed: Sequence[Composed], now: dt.datetime) -> int:
    """Store digests together with the events they tell; return how many, without those another process was first at."""
    parcels = []
    for one in composed:
        numbers = remember(opened, one.facts, now)
        parcels.append(Parcel(one.delivery, one.events, {event: numbers[key] for event, key in one.deals.items()}))
    return put_all(opened, parcels)
