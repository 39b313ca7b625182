"""Gaps between two polls are filled from sitemaps and earlier pages, counted, and named where they stay open."""

import datetime as dt
import email.utils
from collections.abc import Iterable

import pytest
from sqlalchemy import update

from crawler.manners.measures import OVERLAP
from crawler.visits.backfill import MOST_PERIODS, periods
from pipeline import clock
from pipeline.db import session
from pipeline.models import Page
from tests.crawler.conftest import Answer, Crawl, Site
from tests.waiting import LONGEST

WINDOW = 15  # entries of a feed
NOW = clock.now()


def moment(number: int) -> str:
    """Return when the article of a number came out: each an hour after the one before."""
    return email.utils.format_datetime(NOW - dt.timedelta(hours=100 - number))


def window(site: Site, newest: int, path: str = "/rss", size: int = WINDOW) -> str:
    """Let a feed show the newest of many articles."""
    numbers = range(newest, max(newest - size, 0), -1)
    return site.feed(path, {site.article(f"/news/{number}"): moment(number) for number in numbers})


def stored(crawl: Crawl) -> set[int]:
    return {int(path.rsplit("/", 1)[1]) for path, page in crawl.pages().items() if page.state != "missed"}


def chunk(site: Site, path: str, numbers: Iterable[int]) -> str:
    rows = "".join(f"<url><loc>{site.article(f'/news/{number}')}</loc></url>" for number in numbers)
    return site.put(path, f"<urlset>{rows}</urlset>", "text/xml")


def index(site: Site, chunks: list[str]) -> str:
    rows = "".join(f"<sitemap><loc>{address}</loc></sitemap>" for address in chunks)
    return site.put("/index.xml", f"<sitemapindex>{rows}</sitemapindex>", "text/xml")


def test_f7_forty_articles_between_two_polls_of_a_short_feed_are_found_in_the_sitemap(site: Site, crawl: Crawl) -> None:
    crawl.source("outlet", feeds=[window(site, 20)], sitemaps=[chunk(site, "/map.xml", range(1, 21))])
    crawl.run()
    window(site, 60)
    chunk(site, "/map.xml", range(1, 61))
    crawl.run()
    first, second = crawl.runs()
    assert stored(crawl) == set(range(1, 61))
    assert (first.gaps, first.backfilled) == (0, 0)
    assert (second.gaps, second.backfilled, second.stored, second.reason) == (1, 25, 40, None)
    assert second.details["gaps"] == {f"{site.home}/rss": "gap closed: 0 articles found on 0 further pages"}
    poll = crawl.polls()[f"{site.home}/rss"]
    assert (poll.listed, poll.known) == (15, 0)
    crawl.run()
    assert crawl.runs()[-1].gaps == 0


def test_chunks_named_by_their_period_are_computed_back_to_what_was_met(site: Site, crawl: Crawl) -> None:
    days = [NOW.date() - dt.timedelta(days=back) for back in range(5)]
    out = {number: (NOW - dt.timedelta(hours=100 - number)).date() for number in range(1, 101)}
    for day in days:
        chunk(site, f"/posts-{day}.xml", [number for number in reversed(out) if out[number] == day])
    frozen = index(site, [f"{site.home}/posts-{days[4]}.xml"])  # an index that has stood still
    crawl.source("outlet", feeds=[window(site, 40)], sitemaps=[frozen])
    crawl.run()
    site.asked.clear()
    window(site, 100)
    crawl.run()
    run = crawl.runs()[-1]
    assert (run.gaps, run.reason) == (1, None)
    assert stored(crawl) >= set(range(26, 101))
    asked = [path for path in site.visits() if "/posts-" in path and path <= f"/posts-{days[0]}.xml"]
    assert asked == [f"/posts-{days[4]}.xml", *(f"/posts-{day}.xml" for day in days if day >= out[40])]


@pytest.mark.parametrize("turns", [True, False])
def test_f15_a_feed_walks_back_until_it_repeats_itself(site: Site, crawl: Crawl, *, turns: bool) -> None:
    """WordPress turns the page with ?paged=2; other systems repeat the first one."""
    crawl.source("outlet", feeds=[window(site, 20)])
    crawl.run()
    window(site, 60)
    for page in range(2, 10):
        window(site, 60 - WINDOW * (page - 1) if turns else 60, f"/rss?paged={page}")
    site.asked.clear()
    said = crawl.run()
    run = crawl.runs()[-1]
    pages = [path for path in site.visits() if "paged" in path]
    if turns:
        assert pages == ["/rss?paged=2", "/rss?paged=3"]
        assert stored(crawl) >= set(range(6, 61))
        assert (run.gaps, run.backfilled, run.reason) == (1, 25, None)
        return
    assert pages == ["/rss?paged=2"]
    assert (run.gaps, run.backfilled, run.outcome) == (1, 0, "ok")
    assert "something may have been missed between" in said
    since, until = NOW - dt.timedelta(hours=80), NOW - dt.timedelta(hours=54)
    assert f"between {since:%Y-%m-%d %H:%M} and {until:%Y-%m-%d %H:%M} UTC" in (run.reason or "")
    assert run.details["gaps"] == {f"{site.home}/rss": "gap may remain: 0 articles found on 2 further pages"}


def test_what_was_found_behind_a_gap_is_fetched_though_the_crawl_was_killed(site: Site, crawl: Crawl) -> None:
    crawl.source("outlet", feeds=[window(site, 20)])
    crawl.run()
    site.put("/robots.txt", "User-agent: *\nDisallow: /news/33\n", "text/plain")
    window(site, 50)
    window(site, 35, "/rss?paged=2")
    killed: list[bool] = []
    crawling = crawl.start("crawl")

    def kill(_: object) -> Answer:
        crawling.kill()
        killed.append(True)
        return Answer(status=500)

    for number in range(21, 51):
        site.answers[f"/news/{number}"] = kill
    crawling.communicate(timeout=LONGEST)
    assert killed
    window(site, 50)
    window(site, 35, "/rss?paged=2")
    with session(crawl.engine) as opened:
        opened.execute(update(Page).values(fetched_at=clock.now() - dt.timedelta(hours=1)))
    site.answers["/rss?paged=2"] = Answer(status=404)
    crawl.run()
    waiting = {int(path.rsplit("/", 1)[1]) for path, page in crawl.pages().items() if page.state == "waiting"}
    assert waiting == set(range(6, 51)) - {33}


def test_a_gap_is_followed_no_further_than_so_many_pages(site: Site, crawl: Crawl) -> None:
    crawl.source("outlet", feeds=[window(site, 20, size=3)])
    crawl.run()
    window(site, 100, size=3)
    for page in range(2, 40):
        window(site, 103 - 3 * page, f"/rss?paged={page}", size=3)
    crawl.run()
    run = crawl.runs()[-1]
    assert len([path for path in site.visits() if "paged" in path]) == OVERLAP.pages
    said = f"gap may remain: {3 * OVERLAP.pages} articles found on {OVERLAP.pages + 1} further pages"
    assert (run.backfilled, run.details["gaps"]) == (3 * OVERLAP.pages, {f"{site.home}/rss": said})
    assert "something may have been missed" in (run.reason or "")


def test_section_pages_are_turned_too_and_limits_prove_nothing(site: Site, crawl: Crawl) -> None:
    def page(path: str, newest: int) -> str:
        links = (site.article(f"/news/{number}") for number in range(newest, newest - 5, -1))
        return site.put(path, "".join(f'<a href="{link}">x</a>' for link in links))

    crawl.source("outlet", sections=[[page("/list", 10), "/news/"]])
    crawl.run()
    page("/list", 20)
    page("/list?page=2", 15)
    page("/list?page=3", 10)
    crawl.run("--limit", "1")
    assert crawl.runs()[-1].gaps == 0
    page("/list", 22)
    page("/list?page=2", 17)
    page("/list?page=3", 12)
    crawl.run()
    run = crawl.runs()[-1]
    assert (run.gaps, run.backfilled) == (0, 0)
    page("/list", 40)
    page("/list?page=2", 35)
    page("/list?page=3", 30)
    page("/list?page=4", 25)
    crawl.run()
    run = crawl.runs()[-1]
    assert (run.gaps, run.backfilled, run.reason) == (1, 13, None)


SECTIONS = ("economy", "politics")


def street(site: Site, newest: int, pages: int = 3) -> str:
    """Let a site publish articles in two sections by turns: a feed of the newest, a front page, sections with pages."""

    def address(number: int) -> str:
        return site.article(f"/{SECTIONS[number % 2]}/{number}")

    popular = "".join(f"<li><a href='{address(number)}'>x</a></li>" for number in (8, 7, 14, 9, 6, 13, 10, 11))
    for place, section in enumerate(SECTIONS):
        mine = [number for number in range(newest, 0, -1) if number % 2 == place]
        for page in range(1, 9):
            shown = mine[10 * (page - 1) : 10 * page] if page <= pages else mine[:10]  # then it repeats its first page
            rows = "".join(f"<div class='row'><a href='{address(number)}'>x</a></div>" for number in shown)
            site.put(f"/{section}{'' if page == 1 else f'?page={page}'}", f"<main>{rows}</main><ul>{popular}</ul>")
    menu = "".join(f"<a href='/{path}'>x</a>" for path in ("about", "politics", "ru/economy", "economy"))
    site.put("/", f"<nav>{menu}</nav><main><a href='{address(newest)}'>x</a></main>")
    numbers = range(newest, max(newest - WINDOW, 0), -1)
    return site.feed("/rss", {address(number): moment(number) for number in numbers})


def sections_asked(site: Site) -> list[str]:
    return [path for path in site.visits() if path.split("?")[0].strip("/") in ("", *SECTIONS, "about", "ru/economy")]


def test_a_feed_without_sitemap_or_pages_is_filled_from_the_sections_the_front_page_names(
    site: Site, crawl: Crawl
) -> None:
    crawl.source("outlet", feeds=[street(site, 20)], article=r"/(economy|politics)/\d+$")
    crawl.run()
    site.asked.clear()
    street(site, 50)
    said = crawl.run()
    run = crawl.runs()[-1]
    assert sections_asked(site) == ["/", "/politics", "/politics?page=2", "/economy", "/economy?page=2"]
    assert stored(crawl) >= set(range(6, 51))
    assert (run.gaps, run.backfilled, run.reason) == (1, 15, None)
    assert "gap closed: 15 articles found on 6 further pages" in said  # one of them the feed's own, that is not there


def test_a_gap_remains_where_one_section_does_not_reach_back(site: Site, crawl: Crawl) -> None:
    """Both sections repeat old links beside their lists; that of the last page a section may cost proves nothing."""
    crawl.source("outlet", feeds=[street(site, 20)], article=r"/(economy|politics)/\d+$")
    crawl.run()
    street(site, 60, pages=1)
    said = crawl.run()
    run = crawl.runs()[-1]
    assert (run.gaps, run.backfilled) == (1, 5)
    assert "something may have been missed between" in (run.reason or "")
    assert "gap may remain: 5 articles found on 7 further pages" in said


def test_no_more_sections_are_begun_than_so_many(site: Site, crawl: Crawl) -> None:
    crawl.source("outlet", feeds=[window(site, 20)], article=r"/news/\d+$")
    crawl.run()
    window(site, 60)
    site.put("/", "".join(f"<a href='/section{number}'>x</a>" for number in range(40)))
    for number in range(40):
        site.put(f"/section{number}", f"<a href='/news/{200 + number}'>x</a>")
        site.article(f"/news/{200 + number}")
    crawl.run()
    run = crawl.runs()[-1]
    begun = [path for path in site.visits() if path.startswith("/section") and "?" not in path]
    assert len(begun) == OVERLAP.sections
    assert run.backfilled == OVERLAP.sections


def test_a_section_whose_sidebar_repeats_old_links_is_followed_to_what_was_met(site: Site, crawl: Crawl) -> None:
    street(site, 20)
    crawl.source("outlet", sections=[[f"{site.home}/economy", r"/economy/\d+$"]])
    crawl.run()
    assert crawl.runs()[-1].gaps == 0
    street(site, 26)
    crawl.run()
    assert crawl.runs()[-1].gaps == 0
    street(site, 70)
    crawl.run()
    run = crawl.runs()[-1]
    assert (run.gaps, run.backfilled, run.reason) == (1, 12, None)
    assert {f"economy/{number}" for number in range(2, 71, 2)} <= crawl.pages().keys()


def test_periods_go_back_by_days_or_months() -> None:
    def back(address: str, days: int) -> list[str]:
        now = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
        return periods(f"https://outlet.uz/{address}", now - dt.timedelta(days=days), now)

    assert back("posts-uz-2025-11.xml", 40) == [f"https://outlet.uz/posts-uz-2026-0{month}.xml" for month in (3, 2, 1)]
    assert back("2020-01-01/m-2026-01-05.xml", 2) == [
        f"https://outlet.uz/2020-01-01/m-2026-{day}.xml" for day in ("03-02", "03-01", "02-28")
    ]
    assert back("archive/2026/02/map.xml", 1) == [
        "https://outlet.uz/archive/2026/03/map.xml",
    ]
    assert len(back("m-2026-01-05.xml", 4000)) == MOST_PERIODS
    assert back("map-12.xml", 3) == back("sitemap-20260105.xml", 3) == []
    assert periods("https://outlet.uz/m-2026-01-05.xml", None, NOW) == []
