"""What a list dates too long ago is not fetched, and counted with the reason; --since reads archives."""

import datetime as dt
import email.utils
from collections.abc import Mapping

import pytest

from crawler.age import OLDEST, limit_of, oldest
from pipeline import clock
from pipeline.whole import InvalidNumber
from tests.crawler.conftest import Crawl, Site


def archive(site: Site, ages: Mapping[int, int]) -> str:
    """Let a feed carry articles of so many days, by number; one below zero is told no date."""
    now = clock.now()

    def date(age: int) -> str:
        return email.utils.format_datetime(now - dt.timedelta(days=age)) if age >= 0 else ""

    return site.feed("/rss", {site.article(f"/news/{number}"): date(age) for number, age in ages.items()}, ETag='"1"')


@pytest.fixture
def usual(crawl: Crawl) -> Crawl:
    """Give a crawl without a setting of its own."""
    del crawl.environment["KONCHI_OLDEST"]
    return crawl


def test_f5_of_an_archive_in_a_feed_only_what_is_young_enough_is_fetched(site: Site, usual: Crawl) -> None:
    ages = {number: 3 * number for number in range(1, 1001)}  # a thousand items over eight years
    usual.environment["KONCHI_OLDEST"] = "61"
    usual.source("outlet", feeds=[archive(site, ages)])
    said = usual.run()
    run = usual.runs()[-1]
    assert (run.listed, run.stored, run.skipped) == (1000, 20, 980)
    assert run.details["skipped"] == {"older than 61 days": 980}
    assert "20 stored, 980 skipped" in said
    usual.run()
    assert usual.runs()[-1].outcome == "unchanged"
    assert usual.polls()[f"{site.home}/rss"].etag == '"1"'  # what is too old need not be read again


def test_since_overrides_the_age_and_reads_the_archive_of_a_list_that_has_not_changed(site: Site, usual: Crawl) -> None:
    usual.source("outlet", feeds=[archive(site, {1: 5, 2: OLDEST - 2, 3: OLDEST + 2, 4: -1})])
    usual.run()
    assert set(usual.pages()) == {"news/1", "news/2", "news/4"}  # what has no date is not taken to be old
    assert usual.runs()[-1].details["skipped"] == {f"older than {OLDEST} days": 1}
    usual.run("--since", "2000-01-01")
    assert set(usual.pages()) == {"news/1", "news/2", "news/3", "news/4"}
    usual.source("other", feeds=[archive(site, {5: 5, 6: 20})])
    usual.run("other", "--since", (clock.now() - dt.timedelta(days=9)).date().isoformat())
    assert usual.runs()[-1].details["skipped"] == {"older than --since": 1}


def test_old_entries_at_the_end_of_a_list_make_no_gap_of_it(site: Site, usual: Crawl) -> None:
    old = {number: OLDEST + number for number in range(50, 80)}
    usual.source("outlet", feeds=[archive(site, {1: 5, 2: 6, 3: 7} | old)])
    usual.run()
    site.feed("/rss", {site.article("/news/9"): ""}, ETag='"2"')
    archive(site, {9: 1, 4: 1, 1: 5, 2: 6, 3: 7} | old)
    usual.run()
    assert usual.runs()[-1].gaps == 0


@pytest.mark.parametrize("wish", ["soon", "-1", "0", "1.5", "9" * 40, "0" * 9 + "1234567", "٣"])
def test_what_is_no_number_of_days_is_refused_in_one_sentence(monkeypatch: pytest.MonkeyPatch, wish: str) -> None:
    monkeypatch.setenv("KONCHI_OLDEST", wish)
    with pytest.raises(InvalidNumber, match="is no number of days"):
        oldest()


def test_the_usual_age_is_three_years(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KONCHI_OLDEST")
    moment, reason = limit_of(None)
    assert abs(clock.now() - moment - dt.timedelta(days=1095)) < dt.timedelta(minutes=1)
    assert reason == "older than 1095 days"
