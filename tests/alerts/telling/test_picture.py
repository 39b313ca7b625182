"""The picture of a month, counted and drawn."""

import datetime as dt
from dataclasses import replace

from sqlalchemy.orm import Session

from alerts.digest import digest
from alerts.render import render
from alerts.subscriptions import Subscription
from alerts.telling.picture import Picture, picture
from tests.alerts.newsroom import Newsroom

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


def test_a_weekly_digest_has_the_picture_and_a_daily_one_has_none(newsroom: Newsroom, opened: Session) -> None:
    newsroom.deal()
    weekly = digest(opened, READER, [], newsroom.yesterday, newsroom.now)
    assert "In the past 30 days: 1 deal" in render(weekly).text
    daily = digest(opened, replace(READER, frequency="daily"), [], newsroom.yesterday, newsroom.now)
    assert daily.picture is None
    assert "30 days" not in render(daily).text + render(daily).html
