"""A period comes in; what was read in it, of what was due, goes out: the denominator that proves an empty day."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from alerts.once import once
from pipeline.models import REACHED, WATCHED, Article, Page, Run, SourceState

TROUBLED = ("silent", "broken")
VERDICTS = ("healthy", "quiet", "silent", "broken", "new")


@dataclass(frozen=True)
class Trouble:
    """A source that is not heard from, and why."""

    title: str
    verdict: str
    reason: str | None
    probability: float | None = None  # of so long a silence while it is well


@dataclass(frozen=True)
class Coverage:
    """What was read between two moments; ``since`` is None for everything so far."""

    since: dt.datetime | None
    until: dt.datetime
    due: int
    reached: int
    read: int
    relevant: int
    merged: int
    failed: int
    waiting: int
    troubled: tuple[Trouble, ...]
    doubts: tuple[Trouble, ...] = ()  # sources that are quiet, and may have died
    verdicts: tuple[tuple[str, int], ...] = ()  # how many sources are judged how, the best first
    gaps: int = 0  # times that something may have been missed, and nothing was found behind it


def coverage(session: Session, since: dt.datetime | None, until: dt.datetime) -> Coverage:
    """Count sources, pages and articles of the period (since, until], once for all readers of a session."""
    return once(session, "coverage", [(since, until)], lambda _: {(since, until): _counted(session, since, until)})[
        since, until
    ]


def _counted(session: Session, since: dt.datetime | None, until: dt.datetime) -> Coverage:
    begin = since or dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    crawled = Run.started_at.between(begin, until)
    ran = set(session.scalars(select(Run.source).where(crawled).distinct()))
    reached = set(session.scalars(select(Run.source).where(crawled, Run.outcome.in_(REACHED)).distinct()))
    overdue = set(session.scalars(select(SourceState.name).where(SourceState.due_at <= until)))
    fetched = Page.fetched_at.between(begin, until)
    states = dict(session.execute(select(Page.state, func.count()).where(fetched).group_by(Page.state)).all())
    relevant, merged = session.execute(
        select(func.count(), func.count(Article.copy_of)).join(Page).where(fetched, Article.relevant)
    ).one()
    return Coverage(
        since=since,
        until=until,
        due=len(ran | overdue),
        reached=len(reached),
        read=sum(states.values()) - states.get("missed", 0),
        relevant=relevant,
        merged=merged,
        failed=states.get("failed", 0) + states.get("missed", 0),
        waiting=states.get("waiting", 0) + states.get("claimed", 0),
        troubled=_named(session, SourceState.verdict.in_(TROUBLED)),
        doubts=_named(session, (SourceState.verdict == "quiet") & SourceState.doubtful),
        verdicts=_verdicts(session),
        gaps=session.scalar(select(func.count()).where(crawled, Run.gaps > 0, Run.backfilled == 0)) or 0,
    )


def _verdicts(session: Session) -> tuple[tuple[str, int], ...]:
    judged = select(SourceState.verdict, func.count()).where(WATCHED).group_by(SourceState.verdict)
    counts = dict(session.execute(judged).all())
    return tuple((verdict, counts[verdict]) for verdict in VERDICTS if verdict in counts)


def _named(session: Session, such: ColumnElement[bool]) -> tuple[Trouble, ...]:
    query = select(SourceState).where(such).order_by(SourceState.title, SourceState.name)
    return tuple(
        Trouble(state.title or state.name, state.verdict, state.reason, state.probability)
        for state in session.scalars(query)
    )
