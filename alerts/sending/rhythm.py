"""A reader's rhythm and a moment come in; the newest digest hour that has struck, and the next one, go out."""

import datetime as dt
from dataclasses import dataclass

from alerts.subscriptions import DAYS, Subscription

_WEEK = 7


@dataclass(frozen=True, slots=True)
class Slot:
    """One digest hour of a reader: ``name`` is its local date or ISO week, which no second digest can have."""

    kind: str  # daily, weekly
    name: str
    at: dt.datetime


def latest(reader: Subscription, now: dt.datetime) -> Slot:
    """Return the newest slot of a daily or weekly reader whose hour has struck."""
    today = now.astimezone(reader.zone).date()
    days = (today - dt.timedelta(days=back) for back in range(2 * _WEEK))
    return next(slot for slot in (_slot(reader, day) for day in days) if slot and slot.at <= now)


def following(reader: Subscription, now: dt.datetime) -> Slot:
    """Return the next slot of a daily or weekly reader whose hour has not struck."""
    today = now.astimezone(reader.zone).date()
    days = (today + dt.timedelta(days=ahead) for ahead in range(2 * _WEEK))
    return next(slot for slot in (_slot(reader, day) for day in days) if slot and slot.at > now)


def _slot(reader: Subscription, day: dt.date) -> Slot | None:
    if reader.frequency == "weekly" and DAYS[day.weekday()] != reader.day:
        return None
    # A local hour that a clock change skips or doubles is one moment all the same: fold=0 takes the first.
    at = dt.datetime.combine(day, reader.clock, reader.zone).astimezone(dt.UTC)
    if reader.frequency == "weekly":
        return Slot("weekly", f"{day:%G-W%V}", at)
    return Slot("daily", day.isoformat(), at)


def is_due(reader: Subscription, slot: Slot, last: dt.datetime | None, now: dt.datetime) -> bool:
    """Tell whether a slot asks for a digest, given when the reader's last one was composed (None: never).

    Several hours missed while nothing ran ask for one digest. A new reader hears first at an hour of the present
    day or week, never at one that had passed before.
    """
    if last is not None:
        return last < slot.at
    length = dt.timedelta(days=_WEEK if slot.kind == "weekly" else 1)
    begun = now.astimezone(reader.zone).date() - slot.at.astimezone(reader.zone).date()
    return begun < length
