"""A reader and what deals promised come in; the deals that are past their own time, and not told yet, go out."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from alerts.subscriptions import Subscription
from alerts.telling.happened import followed
from alerts.telling.heard import heard
from alerts.telling.told import Facts, facts_of
from pipeline.models import Deal, Page
from pipeline.resolution.pledges import Pledge, missed, pledges

LATELY = dt.timedelta(days=366)  # what was due longer ago is no news; konchi deals KEY tells all
UNREAD = dt.timedelta(hours=2)
MOST = 20  # in one digest; the others come with the next ones


@dataclass(frozen=True)
class Overdue:
    """A deal, and what it promised and no report says was done."""

    key: str
    facts: Facts
    stage: str  # at which the deal stands
    pledge: Pledge
    told_as: str  # the key under which the ledger notes it


@dataclass(frozen=True)
class Late:
    """All deals that are past their own time, whoever follows them."""

    found: tuple[tuple[Deal, Pledge], ...] = ()


def late(session: Session, now: dt.datetime) -> Late:
    """Return the deals that are past their own time, the latest first.

    While pages wait that were fetched long ago, as in a re-run, none is: the word that it was done may stand in them.
    """
    unread = Page.state.in_(("waiting", "claimed")) & (Page.fetched_at < now - UNREAD)
    if session.scalar(select(Page.id).where(unread).limit(1)):
        return Late()
    today = now.date()
    found = [one for one in missed(pledges(session), today) if one.by >= today - LATELY]
    numbers = {one.deal for one in found}
    deals = {deal.id: deal for deal in session.scalars(select(Deal).where(Deal.id.in_(numbers)))} if numbers else {}
    return Late(tuple((deals[one.deal], one) for one in found))


def overdue(session: Session, reader: Subscription, known: Late) -> tuple[Overdue, ...]:
    """Return those that the reader follows and was not told of, each once for each time it names."""
    if not known.found:
        return ()
    mine, had = followed(session, reader), heard(session, reader.address)
    found = (_made(deal, pledge) for deal, pledge in known.found if deal.id in mine)
    return tuple(one for one in found if one.told_as not in had)[:MOST]


def _made(deal: Deal, pledge: Pledge) -> Overdue:
    return Overdue(deal.key, facts_of(deal), deal.stage, pledge, f"{deal.key}:overdue:{pledge.value}")
