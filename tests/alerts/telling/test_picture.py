"""The picture of a month, counted and drawn."""

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from alerts.digest import digest
from alerts.render import render
from alerts.subscriptions import Subscription
from alerts.telling.picture import Picture, picture
from tests.alerts.newsroom import Newsroom

DAY = dt.timedelta(days=1)
NOW = Newsroom.now
READER = Subscription("mailto:reader@example.org", frequency="weekly")


def test_deals_that_moved_in_thirty_days_are_counted_by_what_they_are(newsroom: Newsroom, opened: Session) -> None:
    newsroom.deal("a", minerals=["tungsten", "critical-minerals"], countries=["DE"])
    newsroom.deal("b", minerals=["tungsten"], stage="talks")
    newsroom.deal("c", minerals=["copper"], countries=["DE", "KR"])
    old = newsroom.deal("old", bare=True)
    newsroom.event(old, created_at=newsroom.now - dt.timedelta(days=31))
    seen = picture(opened, READER, newsroom.now)
    assert seen == Picture(
        3, (("tungsten", 2), ("copper", 1)), (("DE", 2), ("KR", 1)), (("talks", 1), ("agreement", 2))
    )
    assert picture(opened, replace(READER, minerals=("copper",)), newsroom.now).deals == 1


@pytest.mark.parametrize(
    ("happened_on", "precision", "published", "counted"),
    [
        (dt.date(2026, 11, 20), "day", NOW - DAY, True),
        (dt.date(2026, 10, 24), "day", None, False),  # thirty days ago
        (dt.date(2026, 10, 25), None, None, True),
        (dt.date(2025, 3, 12), "day", NOW - DAY, False),  # recalled today
        (dt.date(2026, 11, 24), "day", NOW - DAY, False),  # to come
        (dt.date(2026, 11, 1), "month", NOW - DAY, True),
        (dt.date(2026, 11, 1), "month", NOW - 200 * DAY, False),  # as it was foreseen
        (dt.date(2026, 9, 1), "month", NOW - DAY, False),
        (dt.date(2026, 1, 1), "year", NOW - DAY, True),
        (dt.date(2024, 1, 1), "year", NOW - DAY, False),
        (None, None, NOW - DAY, True),
        (None, None, NOW - 200 * DAY, False),  # an archive, read today
        (None, None, NOW + 200 * DAY, True),  # no page knows what is to come
        (None, None, None, True),
    ],
)
def test_a_step_counts_by_its_own_day_else_by_its_reports(
    newsroom: Newsroom, opened: Session, *, happened_on: dt.date | None, precision: str | None,
    published: dt.datetime | None, counted: bool,
) -> None:  # fmt: skip
    deal = newsroom.deal(bare=True)
    with newsroom.together():
        report = newsroom.report(deal, newsroom.article(published_at=published))
        report.date_precision = precision
        newsroom.event(deal, report_id=report.id, happened_on=happened_on)
    assert picture(opened, READER, NOW).deals == counted


def test_what_is_only_said_of_a_deal_is_no_step(newsroom: Newsroom, opened: Session) -> None:
    newsroom.event(newsroom.deal(bare=True), "value", after="1000000 USD")
    assert picture(opened, READER, NOW).deals == 0


def test_a_weekly_digest_has_the_picture_and_a_daily_one_has_none(newsroom: Newsroom, opened: Session) -> None:
    newsroom.deal()
    weekly = digest(opened, READER, [], newsroom.yesterday, newsroom.now)
    assert "In the past 30 days: 1 deal" in render(weekly).text
    daily = digest(opened, replace(READER, frequency="daily"), [], newsroom.yesterday, newsroom.now)
    assert daily.picture is None
    assert "30 days" not in render(daily).text + render(daily).html
