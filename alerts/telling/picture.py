"""A reader and a moment come in; the picture of the past month, deals by mineral, country and stage, goes out."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from alerts.once import once
from alerts.subscriptions import Subscription
from alerts.telling.freshness import TRANSITIONS
from alerts.telling.happened import followed
from pipeline.models import Article, Deal, Event, Report
from pipeline.resolution.ladder import ENDS, STAGES
from pipeline.resolution.naming import specific

MONTH = dt.timedelta(days=30)
LASTING = {"month": 31, "year": 366}  # days, at most, of a date that is no day


@dataclass(frozen=True)
class Picture:
    """How many deals took a step in thirty days, and of what they are: pairs of id and number, the most first."""

    deals: int
    minerals: tuple[tuple[str, int], ...]
    countries: tuple[tuple[str, int], ...]
    stages: tuple[tuple[str, int], ...]  # in the order of the ladder


def picture(session: Session, reader: Subscription, until: dt.datetime) -> Picture:
    """Count the deals that the reader follows and that took a step in the thirty days before ``until``."""
    moved = once(session, "moved", [until], lambda _: {until: _moved(session, until)})[until]
    found = once(session, "pictured", moved, lambda numbers: _deals(session, numbers))
    mine = followed(session, reader)
    deals = [deal for deal in found.values() if deal.id in mine]
    order = (*STAGES, *ENDS)
    stages = Counter(deal.stage for deal in deals)
    return Picture(
        deals=len(deals),
        minerals=_ranked(mineral for deal in deals for mineral in specific(deal.minerals)),
        countries=_ranked(country for deal in deals for country in deal.countries),
        stages=tuple((stage, stages[stage]) for stage in order if stages[stage]),
    )


def _moved(session: Session, until: dt.datetime) -> Sequence[int]:
    """Return the numbers of the deals that took a step of late, whenever Konchi came to know of it."""
    since = until - MONTH
    steps = (
        select(Event.deal_id, Event.happened_on, Report.date_precision, Article.published_at, Event.created_at)
        .outerjoin(Report, Report.id == Event.report_id)
        .outerjoin(Article, Article.id == Report.article_id)
        .where(Event.kind.in_(TRANSITIONS), Event.created_at <= until)
        .where((Event.created_at > since) | (Event.happened_on > since.date()))
    )
    return sorted(
        {
            deal
            for deal, day, precision, published, noticed in session.execute(steps)
            if _within(day, precision, min(published or noticed, noticed).date(), since.date(), until.date())
        }
    )


def _within(day: dt.date | None, precision: str | None, reported: dt.date, since: dt.date, until: dt.date) -> bool:
    """Tell whether a step was taken since a day: by its own day, else by its report's and what is known of its own."""
    if day and precision not in LASTING:
        return since < day <= until
    over = day and not since - dt.timedelta(LASTING[precision or ""]) < day <= until
    return since < reported <= until and not over


def _deals(session: Session, numbers: Sequence[int]) -> Mapping[int, Deal]:
    return {deal.id: deal for deal in session.scalars(select(Deal).where(Deal.id.in_(numbers)))}


def _ranked(ids: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(ids).items(), key=lambda pair: (-pair[1], pair[0])))
