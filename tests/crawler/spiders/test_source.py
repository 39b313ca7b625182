"""The one spider on a real site: new pages are stored once, and every link is counted once."""

import threading
import time
import zlib
from collections.abc import Mapping

from sqlalchemy import update

from pipeline.models import Page
from tests.crawler.conftest import Answer, Crawl, Site
from tests.waiting import LONGEST


def test_new_pages_of_a_feed_are_stored_untouched_with_what_the_feed_says(site: Site, crawl: Crawl) -> None:
    first = site.article("/a1", "First deal")
    feed = site.feed("/rss", {first: "Mon, 16 Sep 2024 10:00:00 +0500", site.article("/a2"): ""})
    crawl.source("outlet", feeds=[feed], languages=["en"], publisher="family", timezone="Asia/Samarkand")
    said = crawl.run()
    page = crawl.pages()["a1"]
    assert "2 stored" in said, said
    assert zlib.decompress(page.body or b"") == site.answers["/a1"].body  # type: ignore[union-attr]
    assert page.hints == {"title": f"About {first}", "published": "Mon, 16 Sep 2024 10:00:00 +0500"}
    assert (page.state, page.status, page.final_address) == ("waiting", 200, first)
    assert page.headers["content-type"] == "text/html"
    state = crawl.state("outlet")
    assert (state.title, state.publisher, state.timezone, state.verdict) == (
        "Outlet",
        "family",
        "Asia/Samarkand",
        "healthy",
    )
    assert state.lease_holder is None


def test_a_link_in_several_lists_is_fetched_once_and_only_once_ever(site: Site, crawl: Crawl) -> None:
    link = site.article("/news/2026-deal")
    other = link.replace("/news", "/news/") + "?utm_source=rss"
    site.put("/page", f'<a href="{link}#top">x</a><a href="/about">y</a>')
    crawl.source(
        "outlet",
        feeds=[site.feed("/rss", {link: ""}), site.feed("/rss2", {other: ""})],
        sections=[{"page": f"{site.home}/page", "links": "/news/"}],
    )
    crawl.source("other", feeds=[site.feed("/rss3", {link: ""})])
    crawl.run()
    crawl.run()
    assert site.visits()["/news/2026-deal"] + site.visits()["/news//2026-deal?utm_source=rss"] == 1
    assert len(crawl.pages()) == 1


def test_every_listed_link_is_in_exactly_one_count(site: Site, crawl: Crawl) -> None:
    sports = site.put("/news/sport", "<html><p>A football match was played.</p></html>")
    gone = site.put("/news/gone", status=404)
    pdf = site.put("/news/file", b"%PDF", "application/pdf")
    wall = site.put("/news/wall", "<title>Just a moment...</title>")
    empty = site.put("/news/empty", "")
    stray = site.put("/tag/copper", "x")
    old = site.article("/news/old")
    links = dict.fromkeys((sports, gone, pdf, wall, empty, stray, site.article("/news/deal")), "")
    feed = site.feed("/rss", {**links, old: "Mon, 16 Sep 2019 10:00:00 GMT"})
    crawl.source("outlet", feeds=[feed], article="/news/")
    said = crawl.run("--since", "2024-01-01")
    (run,) = crawl.runs()
    assert (run.listed, run.known, run.stored, run.rejected, run.failed, run.skipped) == (8, 0, 1, 1, 4, 2)
    assert run.details["failed"] == {
        "HTTP 404": 1,
        "no page but application/pdf": 1,
        "a challenge page instead of the article": 1,
        "an empty answer": 1,
    }
    assert run.details["skipped"] == {"older than --since": 1, "not an address of an article": 1}
    pages = crawl.pages()
    assert pages["news/sport"].state == "rejected"
    assert pages["news/sport"].body is None
    assert pages["news/sport"].body_hash
    assert pages["news/gone"].attempts == pages["news/file"].attempts == 5
    assert pages["news/wall"].attempts == 1
    assert "news/old" not in pages
    assert "1 stored, 1 turned away, 4 failed, 2 skipped" in said


def test_a_limit_takes_the_newest_and_leaves_the_others_for_later(site: Site, crawl: Crawl) -> None:
    links = {site.article(f"/{year}"): f"Mon, 16 Sep {year} 10:00:00 GMT" for year in (2021, 2024, 2022, 2023)}
    crawl.source("outlet", feeds=[site.feed("/rss", links, ETag='"1"')])
    crawl.run("--limit", "2")
    assert set(crawl.pages()) == {"2024", "2023"}
    crawl.run()
    assert set(crawl.pages()) == {"2024", "2023", "2022", "2021"}


def test_a_missed_page_is_tried_again_when_its_time_has_come(site: Site, crawl: Crawl) -> None:
    page = site.put("/news/1", "busy", status=403)
    crawl.source("outlet", feeds=[site.feed("/rss", {page: "Mon, 16 Sep 2024 10:00:00 GMT"})])
    crawl.run()
    assert "1 known" in crawl.run() or crawl.runs()[-1].outcome == "unchanged"
    site.article("/news/1")
    site.feed("/rss", {site.article("/news/2"): ""})
    long_ago = crawl.pages()["news/1"].fetched_at.replace(year=2020)
    with crawl.engine.begin() as connection:
        connection.execute(update(Page).values(fetched_at=long_ago))
    crawl.run()
    found = crawl.pages()["news/1"]
    assert (found.state, found.attempts, found.status) == ("waiting", 0, 200)
    assert found.hints["published"] == "Mon, 16 Sep 2024 10:00:00 GMT"


def test_two_crawls_of_one_source_do_not_overlap(site: Site, crawl: Crawl) -> None:
    ready = site.article("/news/1")
    answer = site.answers["/news/1"]
    second_is_done = threading.Event()

    def held(_: Mapping[str, str]) -> Answer:
        second_is_done.wait(LONGEST)
        return answer  # type: ignore[return-value]

    site.answers["/news/1"] = held
    crawl.source("outlet", feeds=[site.feed("/rss", {ready: ""})])
    first = crawl.start("crawl")
    while not site.visits()["/news/1"] and first.poll() is None:
        time.sleep(0.01)
    try:
        assert "left alone: another crawl is at it" in crawl.run()
    finally:
        second_is_done.set()
    first.communicate(timeout=LONGEST)
    assert site.visits() == {"/robots.txt": 1, "/.well-known/tdmrep.json": 1, "/rss": 1, "/news/1": 1}
