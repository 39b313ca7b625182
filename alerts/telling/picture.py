"""A reader and a moment come in; the picture of the past month, deals by mineral, country and stage, goes out."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from alerts.once import once
from alerts.subscriptions import Subscription
from alerts.telling.happened import followed
from pipeline.models import Deal, Event
from pipeline.resolution.ladder import ENDS, STAGES
from pipeline.resolution.naming import specific

MONTH = dt.timedelta(days=30)


@dataclass(frozen=True)
class Picture:
    """How many deals moved in thirty days, and of what they are: pairs of id and number, the most first."""

    deals: int
    minerals: tuple[tuple[str, int], ...]
    countries: tuple[tuple[str, int], ...]
    stages: tuple[tuple[str, int], ...]  # in the order of the ladder


def picture(session: Session, reader: Subscription, until: dt.datetime) -> Picture:
    """Count the deals that the reader follows and that moved in the thirty days before ``until``."""
    moved = select(Event.deal_id).where(Event.created_at > until - MONTH, Event.created_at <= until)
    query = select(Deal).where(Deal.id.in_(moved))
    found = once(session, "moved", [until], lambda _: {until: session.scalars(query).all()})
    mine = followed(session, reader)
    deals = [deal for deal in found.get(until, ()) if deal.id in mine]
    order = (*STAGES, *ENDS)
    stages = Counter(deal.stage for deal in deals)
    return Picture(
        deals=len(deals),
        minerals=_ranked(mineral for deal in deals for mineral in specific(deal.minerals)),
        countries=_ranked(country for deal in deals for country in deal.countries),
        stages=tuple((stage, stages[stage]) for stage in order if stages[stage]),
    )


def _ranked(ids: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(ids).items(), key=lambda pair: (-pair[1], pair[0])))
