"""A list that brings nothing is compared with its site: what stands still is told and read, what is quiet is not."""

import datetime as dt
from collections.abc import Sequence
from email.utils import format_datetime

import pytest

from crawler.monitoring.verdict import QUIET
from pipeline.db import session
from pipeline.models import Poll, SourceDay, SourceState
from tests.crawler.conftest import Answer, Crawl, Site

HOUR = dt.timedelta(hours=1)
PAGE = """<html><head><title>{title}</title><script type="application/ld+json">{{"@type": "NewsArticle",
"headline": "{title}", "datePublished": "{date}"}}</script></head><body><article><h1>{title}</h1>
<p>Uzbekistan and a partner signed a memorandum on tungsten and copper mining in the Navoi region, as was said.</p>
<p>The council met on Tuesday and heard what the engineers had to say of the bridge and of the road to it.</p>
</article></body></html>"""
KNOWN = range(1001, 1007)
NEWER = range(1007, 1011)


class Outlet:
    """A site with a feed, dated articles and a front page, and what its days were like."""

    def __init__(self, site: Site, crawl: Crawl) -> None:
        self.site, self.crawl = site, crawl
        self.now = dt.datetime.now(dt.UTC).replace(microsecond=0)
        for number in KNOWN:
            self.article(number, (16 + KNOWN[-1] - number) * HOUR)
        crawl.source("outlet", country="INT", feeds=[self.feed(KNOWN)])
        with session(crawl.engine) as opened:
            for ago in range(1, 60):  # ten articles a day, at any hour
                counts = {"hours": [0.4] * 24, "fresh": 10, "polls": 8, "reached": 8, "verdict": "healthy"}
                opened.add(SourceDay(source="outlet", day=self.now.date() - ago * 24 * HOUR, shape={}, **counts))

    def article(self, number: int, ago: dt.timedelta | None) -> None:
        """Publish an article; ``ago`` is None where its page bears no date."""
        date = (self.now - ago).isoformat() if ago is not None else ""
        self.site.put(f"/news/{number}", PAGE.format(title=f"News {number} of the town", date=date))

    def feed(self, numbers: Sequence[int]) -> str:
        """Let the feed name some articles, each an hour after the one before, the last of KNOWN 16 hours ago."""
        dates = {n: format_datetime(self.now - max(16 + KNOWN[-1] - n, 0) * HOUR) for n in numbers}
        return self.site.feed("/rss", {f"{self.site.home}/news/{n}": dates[n] for n in reversed(numbers)})

    def front(self, numbers: Sequence[int], path: str = "/") -> None:
        """Let a page list some articles in this order."""
        rows = "".join(f'<li class="row"><a href="/news/{n}">News {n} of the town</a></li>' for n in numbers)
        self.site.put(path, f"<html><body><ul class='news'>{rows}</ul></body></html>")

    def in_doubt(self) -> None:
        """Crawl the source once, and let it be in doubt as a second crawl would have put it."""
        self.crawl.run()
        assert not self.site.visits()["/"]
        with session(self.crawl.engine) as opened:
            opened.get_one(SourceState, "outlet").probability = 0.005


@pytest.fixture
def outlet(site: Site, crawl: Crawl) -> Outlet:
    """Give an outlet whose feed has brought nothing for sixteen hours."""
    return Outlet(site, crawl)


def test_a_list_that_stands_still_is_told_at_once_and_what_it_does_not_name_is_read(
    outlet: Outlet, site: Site, crawl: Crawl
) -> None:
    crawl.run()
    crawl.run()
    quiet = crawl.state("outlet")
    assert (quiet.verdict, site.visits()["/"]) == ("quiet", 0)
    assert 0 < (quiet.probability or 0) < QUIET
    for number in NEWER:
        outlet.article(number, (NEWER[-1] - number) * HOUR)
    outlet.front([*reversed(NEWER), *reversed(KNOWN)])
    said = crawl.run()
    state = crawl.state("outlet")
    told = f"its list stands still: {site.home}/ shows 4 newer articles"
    assert (state.verdict, state.reason) == ("broken", told)
    assert f"in doubt, 4 requests to its site: {told}" in said  # the front page and three articles' dates
    assert crawl.runs()[-1].details["witness"] == {"asked": 4, "said": told}
    assert {f"news/{number}" for number in NEWER} <= crawl.pages().keys()
    assert crawl.runs()[-1].backfilled == 4


def test_a_site_is_asked_once_a_day_and_oftener_once_it_has_proven_it_and_a_list_that_is_well_again_ends_it(
    outlet: Outlet, site: Site, crawl: Crawl
) -> None:
    outlet.in_doubt()
    for number in NEWER:
        outlet.article(number, (NEWER[-1] - number) * HOUR)
    outlet.front([*reversed(NEWER[:2]), *reversed(KNOWN)])
    crawl.run()
    outlet.front([*reversed(NEWER), *reversed(KNOWN)])
    crawl.run()
    assert (site.visits()["/"], crawl.state("outlet").verdict) == (1, "broken")
    with session(crawl.engine) as opened:
        kept = opened.get_one(SourceState, "outlet")
        kept.witness = {**kept.witness, "at": (outlet.now - 24 * HOUR).isoformat()}
    crawl.run()
    assert site.visits()["/"] == 2
    assert crawl.state("outlet").reason == f"its list stands still: {site.home}/ shows 4 newer articles"
    outlet.article(1012, 0 * HOUR)
    outlet.front([1012])  # a single one is enough now, and none need have been met
    with session(crawl.engine) as opened:
        kept = opened.get_one(SourceState, "outlet")
        kept.witness = {**kept.witness, "at": (outlet.now - 7 * HOUR).isoformat()}
    crawl.run()
    assert "news/1012" in crawl.pages()
    assert crawl.state("outlet").reason == f"its list stands still: {site.home}/ shows 5 newer articles"
    outlet.article(1011, 0 * HOUR)
    outlet.feed([*KNOWN, *NEWER, 1011])
    crawl.run()
    state = crawl.state("outlet")
    assert (state.verdict, state.witness) == ("healthy", {})
    assert site.visits()["/"] == 3


def test_a_site_that_shows_nothing_newer_leaves_the_doubt_and_is_named(
    outlet: Outlet, site: Site, crawl: Crawl
) -> None:
    outlet.in_doubt()
    outlet.front(list(reversed(KNOWN)))
    crawl.run()
    state = crawl.state("outlet")
    assert state.verdict == "quiet"
    assert (state.reason or "").endswith(f"; {site.home}/ shows nothing newer either")


@pytest.mark.parametrize(
    ("numbers", "ago"),
    [
        pytest.param([1010, 1009, 1006, 1005, 1004], 900 * HOUR, id="old_pages_on_top"),
        pytest.param([1010, 1009, 1006, 1005, 1004], None, id="undated"),
    ],
)
def test_what_proves_nothing_is_not_told(
    outlet: Outlet, crawl: Crawl, numbers: list[int], ago: dt.timedelta | None
) -> None:
    outlet.in_doubt()
    for number in NEWER:
        outlet.article(number, ago)
    outlet.front(numbers)
    assert "requests to its site: nothing proven" in crawl.run()
    assert crawl.state("outlet").verdict == "quiet"
    assert not crawl.pages().keys() & {f"news/{number}" for number in NEWER}


def test_sitemaps_of_robots_txt_are_asked_before_the_front_page_and_refusals_are_kept(
    outlet: Outlet, site: Site, crawl: Crawl
) -> None:
    robots = f"User-agent: *\nDisallow: /private\nDisallow: /$\nSitemap: {site.home}/news-map.xml\n"
    site.put("/robots.txt", robots, "text/plain")
    outlet.in_doubt()
    for number in NEWER:
        outlet.article(number, (NEWER[-1] - number) * HOUR)
    rows = "".join(
        f"<url><loc>{site.home}/news/{n}</loc><news:news><news:publication_date>"
        f"{(outlet.now - (1016 - n) * HOUR).isoformat()}</news:publication_date></news:news></url>"
        for n in [*KNOWN, *NEWER]
    )
    spaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    site.put("/news-map.xml", f"<urlset {spaces}>{rows}</urlset>", "application/xml")
    outlet.front([*reversed(NEWER), *reversed(KNOWN)])
    assert f"in doubt, 1 requests to its site: its list stands still: {site.home}/news-map.xml shows 4" in crawl.run()
    assert not site.visits()["/"]
    site.put("/news-map.xml", "", status=404)
    with session(crawl.engine) as opened:
        opened.get_one(SourceState, "outlet").witness = {}
    assert "nothing proven" in crawl.run()
    assert not site.visits()["/"]


def test_a_section_is_asked_where_the_front_page_proves_nothing(outlet: Outlet, site: Site, crawl: Crawl) -> None:
    outlet.in_doubt()
    for number in NEWER:
        outlet.article(number, (NEWER[-1] - number) * HOUR)
    site.put("/", '<html><body><a href="/news/">All news</a></body></html>')
    outlet.front([*reversed(NEWER), *reversed(KNOWN)], "/news/")
    crawl.run()
    assert crawl.state("outlet").reason == f"its list stands still: {site.home}/news/ shows 4 newer articles"


def test_a_list_in_doubt_whose_validators_lie_is_asked_whole_and_nobody_else_is(
    outlet: Outlet, site: Site, crawl: Crawl
) -> None:
    outlet.in_doubt()
    outlet.article(1007, HOUR)
    outlet.feed([*KNOWN, 1007])
    whole = site.answers["/rss"]
    site.answers["/rss"] = lambda headers: Answer(status=304) if "If-None-Match" in headers else whole
    with session(crawl.engine) as opened:
        opened.get_one(Poll, f"{site.home}/rss").etag = '"always"'
    crawl.run()
    assert crawl.state("outlet").verdict == "healthy"
    assert not site.visits()["/"]


def test_nobody_is_asked_while_a_source_is_well(outlet: Outlet, site: Site, crawl: Crawl) -> None:
    outlet.article(1007, HOUR)
    site.feed("/rss", {f"{site.home}/news/1007": format_datetime(outlet.now - HOUR)})
    crawl.run()
    crawl.run()
    assert crawl.state("outlet").verdict == "healthy"
    assert site.visits().keys() == {"/robots.txt", "/.well-known/tdmrep.json", "/rss", "/news/1007"}
