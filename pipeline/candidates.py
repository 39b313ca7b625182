"""The steps of an article come in; the known deals they might belong to, with all that is known of them, go out."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select, tuple_
from sqlalchemy.orm import Session

from pipeline.facts import Step
from pipeline.match import GENERIC, Milestone, View, is_deposit, weights
from pipeline.models import Anchor, Article, Deal, Report
from pipeline.parties import sound, standing

WINDOWS = {"day": 0, "month": 30, "year": 364}  # days that a date of this precision may be later than written
NEWS_AGE = dt.timedelta(days=10)  # a step without a date happened this long before its report, or less
_FIELDS = {"party": "parties", "country": "countries", "mineral": "minerals", "place": "places", "value": "values"}


def published_day(article: Article) -> dt.date:
    """Return the day of publication on the outlet's own calendar."""
    moment = article.published_at or article.created_at
    return (moment + dt.timedelta(minutes=article.published_offset or 0)).date()


def milestone(
    stage: str, date: dt.date | None, precision: str | None, told: dt.date | None, share: float = 1.0
) -> Milestone | None:
    """Return when a stage was reached as far as a report shows; ``told`` is the day of a report that is news."""
    if date is not None:
        first = date if precision != "month" else date.replace(day=1)
        return Milestone(stage, first, first + dt.timedelta(days=WINDOWS.get(precision or "day", 0)), share)
    return Milestone(stage, told - NEWS_AGE, told, share) if told else None


def view(step: Step, told: dt.date) -> View:
    """Return what a step shows to the matcher."""
    reached = milestone(step.stage, step.event_date, step.date_precision, told if step.role == "primary" else None)
    return View(
        parties=dict.fromkeys((fact.value for fact in step.parties), 1.0),
        countries=dict.fromkeys((fact.value for fact in step.countries), 1.0),
        minerals=dict.fromkeys((fact.value for fact in step.minerals), 1.0),
        places=dict.fromkeys((fact.value for fact in step.places), 1.0),
        values=dict.fromkeys((fact.value for fact in step.values), 1.0),
        types={step.deal_type: 1.0},
        milestones=[reached] if reached else [],
        born=reached.last if reached else told,
    )


def anchors(seen: View) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Return the facts by which deals like this are looked up: the distinctive ones and the common ones."""
    distinctive = {("place", place) for place in seen.places if is_deposit(place)}
    distinctive |= {("value", value) for value in seen.values}
    common = {("country", country) for country in seen.countries}
    common |= {("mineral", mineral) for mineral in seen.minerals if mineral not in GENERIC}
    for party in seen.parties:
        kind = standing(party)
        (distinctive if kind in {"foreign", "bank", "unknown"} else common).add(("party", party))
        if sound(party):
            distinctive.add(("name", sound(party)))
    return distinctive, common


def candidates(session: Session, article: Article, seen: Sequence[View]) -> dict[int, View]:
    """Return the deals that share facts with any of the steps, or that the copied article reported, by deal id."""
    found = set(_copied(session, article)) if article.copy_of else set()
    distinctive, common = _merged(seen)
    found |= set(_sharing(session, distinctive))
    days = [day for one in seen for reached in one.milestones for day in (reached.first, reached.last)]
    days.append(published_day(article))
    found |= set(_sharing(session, common, min(days), max(days)))
    return load(session, found)


def _merged(seen: Iterable[View]) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    distinctive: set[tuple[str, str]] = set()
    common: set[tuple[str, str]] = set()
    for one in seen:
        ours, everybodys = anchors(one)
        distinctive |= ours
        common |= everybodys
    return distinctive, common


def _copied(session: Session, article: Article) -> Iterable[int]:
    return session.scalars(select(Report.deal_id).where(Report.article_id == article.copy_of))


@cache
def _sharing_query(*, in_time: bool) -> Select[*tuple[Any, ...]]:
    query = select(Anchor.deal_id).where(tuple_(Anchor.field, Anchor.value).in_(bindparam("facts", expanding=True)))
    if in_time:
        near = (Deal.updated_at >= bindparam("since"), Deal.first_seen_at <= bindparam("until"))
        query = query.join(Deal, Deal.id == Anchor.deal_id).where(*near)
    query = query.group_by(Anchor.deal_id).order_by(func.count().desc(), Anchor.deal_id.desc())
    return query.limit(weights()["threshold"]["candidates"])


def _sharing(
    session: Session, facts: set[tuple[str, str]], since: dt.date | None = None, until: dt.date | None = None
) -> Iterable[int]:
    if not facts:
        return ()
    values: dict[str, Any] = {"facts": sorted(facts)}
    if since and until:
        years, midnight = dt.timedelta(days=365 * weights()["threshold"]["years"]), dt.time(tzinfo=dt.UTC)
        values["since"] = dt.datetime.combine(since, midnight) - years
        values["until"] = dt.datetime.combine(until, midnight) + years
    return session.scalars(_sharing_query(in_time="since" in values), values)


@cache
def _facts_query() -> Select[*tuple[Any, ...]]:
    wanted = Anchor.deal_id.in_(bindparam("deals", expanding=True))
    return select(Anchor.deal_id, Anchor.field, Anchor.value, Anchor.reports).where(wanted)


def load(session: Session, deals: Iterable[int]) -> dict[int, View]:
    """Return what is known of these deals, each fact with the share of the deal's reports that state it."""
    wanted = {"deals": sorted(deals)}
    if not wanted["deals"]:
        return {}
    views = _reported(session, wanted)
    for deal_id, field, value, reports in session.execute(_facts_query(), wanted):
        if field in _FIELDS and deal_id in views:
            seen, total = views[deal_id]
            getattr(seen, _FIELDS[field])[value] = min(1.0, reports / total)
    return {deal_id: seen for deal_id, (seen, _) in views.items()}


@cache
def _stages_query() -> Select[*tuple[Any, ...]]:
    keys = (Report.deal_id, Report.role, Report.deal_type, Report.stage, Report.event_date, Report.date_precision)
    told = func.min(func.coalesce(Article.published_at, Article.created_at))
    return (
        select(*keys, func.count(), told)
        .join(Article, Article.id == Report.article_id)
        .where(Report.deal_id.in_(bindparam("deals", expanding=True)))
        .group_by(*keys)
    )


def _reported(session: Session, wanted: dict[str, list[int]]) -> dict[int, tuple[View, int]]:
    """Return a view of each deal with its types and milestones, and the number of its reports."""
    rows = session.execute(_stages_query(), wanted).all()
    totals: Counter[int] = Counter()
    for deal_id, *_, count, _first in rows:
        totals[deal_id] += count
    views = {deal_id: (View(), total) for deal_id, total in totals.items()}
    for deal_id, role, deal_type, stage, date, precision, count, first in rows:
        seen, total = views[deal_id]
        news = role == "primary"
        seen.types[deal_type] = seen.types.get(deal_type, 0.0) + count / total * (1.0 if news else 0.5)
        reached = milestone(stage, date, precision, first.date() if news else None, count / total)
        if reached:
            seen.milestones.append(reached)
            seen.born = min(filter(None, (seen.born, reached.first)))
    return views


@cache
def _counts_query() -> Select[*tuple[Any, ...]]:
    named = Anchor.value.in_(bindparam("parties", expanding=True))
    return select(Anchor.value, func.count()).where(Anchor.field == "party", named).group_by(Anchor.value)


def known_parties(session: Session, parties: Iterable[str]) -> dict[str, int]:
    """Return in how many deals each of the parties is."""
    return dict(session.execute(_counts_query(), {"parties": sorted(parties)}).all())
