"""Conditions are sent while they are believed, their truth is looked at now and then, and a liar is found."""

import datetime as dt

import pytest

from crawler.lists.listing import Entry
from crawler.manners.validators import conditions, fingerprint, modified
from pipeline import clock
from pipeline.db import session
from pipeline.models import Host, Poll
from tests.crawler.conftest import Answer, Crawl, Site
from tests.figures import Figure

DAY = dt.timedelta(days=1)
NOW = clock.now()


def poll(whole: dt.timedelta | None = dt.timedelta(0), agreed: int = 0) -> Poll:
    return Poll(address="x", etag='"1"', last_modified=None, agreed=agreed, whole_at=whole and NOW - whole)


@pytest.mark.parametrize(
    ("days", "agreed", "asked"),
    [(0.9, 0, True), (1.1, 0, False), (1.9, 1, True), (2.1, 1, False), (6.9, 30, True), (7.1, 30, False)],
)
def test_conditions_are_left_out_once_a_day_and_more_rarely_where_they_are_true(
    days: float, agreed: int, *, asked: bool
) -> None:
    known = poll(days * DAY, agreed)
    assert conditions(known, NOW, trusted=True) == ({"If-None-Match": '"1"'} if asked else {})
    assert conditions(known, NOW, trusted=False) == {}
    assert conditions(None, NOW, trusted=True) == {}
    assert conditions(poll(None), NOW, trusted=True) == {}


@pytest.mark.parametrize("value", ["Fri, 01 Jan 2041 00:00:00 GMT", "soon", "", None, "Mon, 99 Foo 9999"])
def test_a_last_modified_that_nobody_can_know_is_not_kept(value: str | None) -> None:
    assert modified(value) is None
    assert modified("Thu, 01 Jan 2026 13:00:00 GMT") == "Thu, 01 Jan 2026 13:00:00 GMT"


def test_the_order_of_a_list_does_not_matter() -> None:
    one, two = Entry("https://outlet.uz/1"), Entry("https://outlet.uz/2")
    assert fingerprint([one, two]) == fingerprint([two, one, one]) != fingerprint([one])


def stuck(site: Site, *, liar: bool) -> None:
    """Answer /rss under a condition with 304: always, or as long as the tag is that of the content."""
    said = site.answers["/rss"]
    tag = '"stuck"' if liar else f'"{hash(said.body)}"'  # type: ignore[union-attr]

    def answer(headers: object) -> Answer:
        asked = headers.get("If-None-Match")  # type: ignore[attr-defined]
        if asked == tag:
            return Answer(status=304)
        return Answer(said.body, 200, {"Content-Type": "application/rss+xml", "ETag": tag})  # type: ignore[union-attr]

    site.answers["/rss"] = answer


def a_day_later(crawl: Crawl) -> None:
    with session(crawl.engine) as opened:
        for row in opened.query(Poll):
            row.whole_at = row.whole_at and row.whole_at - 1.1 * DAY


@pytest.mark.parametrize("liar", [True, False])
def test_a_host_whose_validators_lie_is_found_by_a_whole_fetch_and_distrusted(
    site: Site, crawl: Crawl, figure: Figure, *, liar: bool
) -> None:
    pages = {site.article(f"/{number}"): "" for number in range(3)}
    crawl.source("outlet", feeds=[site.feed("/rss", pages)])
    stuck(site, liar=liar)
    crawl.run()
    site.feed("/rss", {**pages, site.article("/new"): ""})
    stuck(site, liar=liar)
    crawl.run()
    assert ("new" in crawl.pages()) is not liar
    a_day_later(crawl)
    said = crawl.run()
    assert "new" in crawl.pages()
    with session(crawl.engine) as opened:
        distrusted = bool(opened.get_one(Host, site.host).distrusted_at)
    what = "a host that says unchanged of all" if liar else "a host that says so of what is unchanged"
    figure(27, f"{what}: judged wrongly after a whole fetch", distrusted is not liar, 0, "")
    assert ("its validators are not trusted" in said) is liar
    assert crawl.runs()[-1].details.get("distrusted") == ([f"{site.home}/rss"] if liar else None)
    site.asked.clear()
    crawl.run()
    (asked,) = (headers for path, headers in site.asked if path == "/rss")
    assert ("If-None-Match" in asked) is not liar


def test_a_host_that_says_unchanged_without_being_asked_is_not_believed(site: Site, crawl: Crawl) -> None:
    crawl.source("outlet", feeds=[site.put("/rss", status=304)])
    crawl.run()
    assert [(run.outcome, run.reason) for run in crawl.runs()] == [("broken", "HTTP 304")]
