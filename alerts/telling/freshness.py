"""Events come in; those that are news now, by when they happened and when they were first seen, go out."""

import datetime as dt
from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipeline.models import Article, Event, Page, Report

TRANSITIONS = frozenset({"new", "stage"})  # what happens to a deal; all else is only said of it
HAPPENED = {"day": 7, "month": 38, "year": 373}  # days from the beginning of the date to the end of its news
SEEN = dt.timedelta(days=3)  # since its first report was read
LATE = dt.timedelta(days=3)  # from a report's own date to its reading: what is read later was filled in from an archive


def fresh(session: Session, events: Sequence[Event], now: dt.datetime) -> list[Event]:
    """Return the transitions that are news: lately done, lately read, and not from an archive.

    The date that a page claims can only make it old, never new.
    """
    moved = [event for event in events if event.kind in TRANSITIONS]
    known = _reported(session, [event.report_id for event in moved if event.report_id])
    return [event for event in moved if _is_fresh(event, known, now)]


_Reported = tuple[str | None, dt.datetime | None, dt.datetime]


def _reported(session: Session, reports: Sequence[int]) -> dict[int, _Reported]:
    """Return of each report the precision of its date, the date its page claims and the moment it was first read."""
    query = (
        select(Report.id, Report.date_precision, Article.published_at, Page.fetched_at)
        .join(Article, Article.id == Report.article_id)
        .join(Page, Page.id == Article.page_id)
        .where(Report.id.in_(reports))
    )
    return {report: (precision, claimed, read) for report, precision, claimed, read in session.execute(query)}


def _is_fresh(event: Event, known: Mapping[int, _Reported], now: dt.datetime) -> bool:
    precision, claimed, read = known.get(event.report_id or 0, (None, None, event.created_at))
    if now - read > SEEN or (claimed and read - claimed > LATE):
        return False
    if event.happened_on is None:
        return True
    return (now.date() - event.happened_on).days <= HAPPENED[precision or "day"]
