"""A reader and what holds no more come in; what the reader has to be told of it, and how soon, goes out."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from alerts.subscriptions import Subscription
from alerts.telling.happened import happened
from alerts.telling.heard import heard, tellings
from alerts.telling.judging import Doubt
from alerts.telling.standing import Standing

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
    for deal, record, delivery, kind, at in tellings(session, reader.address, now.suspects):
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
    had = heard(session, reader.address)
    for deal, notice in of_deal.items():
        stage = any(one.field == "stage" for one in notice.doubt.amendments)
        for one in happened(session).get(deal, ()):
            if one.key not in had and (one.kind in _COVERED or (one.kind == "stage" and stage)):
                said[notice.key].append(one.key)
    return said
