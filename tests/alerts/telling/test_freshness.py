"""What is news: lately done, lately read, never what an archive or a new date on an old page says."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy.orm import Session

from alerts.telling.freshness import fresh
from pipeline.models import Report
from tests.alerts.newsroom import Newsroom

DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("kind", "happened", "precision", "claimed", "read", "is_news"),
    [
        ("new", None, None, 0.5, 0.4, True),
        ("stage", 2, "day", 0.5, 0.4, True),
        ("stage", 6, "day", 0.5, 0.4, True),
        ("stage", 30, "day", 0.5, 0.4, False),  # an old article with a new date: it tells of an old step
        ("stage", 30, "month", 0.5, 0.4, True),  # "in October" may have been its last day
        ("stage", 300, "year", 0.5, 0.4, True),
        ("stage", 400, "year", 0.5, 0.4, False),
        ("new", None, None, 40, 0.4, False),  # read back from an archive
        ("new", None, None, None, 0.4, True),  # a page without a date
        ("new", None, None, 4, 3.5, False),  # understood long after it was read
        ("value", None, None, 0.5, 0.4, False),
        ("party", None, None, 0.5, 0.4, False),
        ("conflict", None, None, 0.5, 0.4, False),
        ("date", None, None, 0.5, 0.4, False),
    ],
)
def test_a_transition_is_news_if_it_was_lately_done_and_lately_read(  # noqa: PLR0913, PLR0917 - one column each
    newsroom: Newsroom,
    opened: Session,
    kind: str,
    happened: float | None,
    precision: str | None,
    claimed: float | None,
    read: float,
    is_news: bool,  # noqa: FBT001
) -> None:
    now = newsroom.now
    deal = newsroom.deal(bare=True)
    article = newsroom.article(published_at=now - claimed * DAY if claimed else None, fetched_at=now - read * DAY)
    report = newsroom.report(deal, article)
    with newsroom.session() as writing:
        writing.get_one(Report, report.id).date_precision = precision
    facts: dict[str, Any] = {"happened_on": (now - happened * DAY).date()} if happened else {}
    event = newsroom.event(deal, kind, report_id=report.id, **facts)
    assert [found.id for found in fresh(opened, [event], now)] == ([event.id] if is_news else [])


def test_an_event_whose_report_is_gone_is_judged_by_its_own_date(newsroom: Newsroom, opened: Session) -> None:
    deal = newsroom.deal(bare=True)
    events = [newsroom.event(deal), newsroom.event(deal, "stage", created_at=newsroom.now - 4 * DAY)]
    assert fresh(opened, events, newsroom.now) == events[:1]
