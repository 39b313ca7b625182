"""Searches are asked within their limits, and what they only name is found at its publisher or said to be lost."""

import html
from collections.abc import Iterator, Mapping
from urllib.parse import quote

import pytest
from sqlalchemy import select

from crawler.discovery.queries import queries
from crawler.discovery.rules import LEADS, SEARCH
from pipeline.db import session
from pipeline.models import Lead
from tests.crawler.conftest import Crawl, Site
from tests.waiting import LONGEST

HEAD = '<?xml version="1.0"?><rss version="2.0"><channel><title>Search</title>'
TITLE = "Uzbekistan and Japan sign a tungsten deal"


@pytest.fixture
def house(crawl: Crawl) -> Iterator[Site]:
    """Give the site of a search, beside the publisher's."""
    made = Site()
    crawl.environment["KONCHI_ALLOW_HOSTS"] += f",{made.host}"
    yield made
    made.server.shutdown()
    made.server.server_close()


def search(crawl: Crawl, house: Site, items: Mapping[str, str], outlet: str, **keys: object) -> None:
    """Add a search whose every query answers with links and their headlines, all of one outlet."""
    listed = "".join(
        f"<item><title>{html.escape(title)} - Outlet</title><link>{html.escape(link)}</link>"
        f'<source url="{outlet}">Outlet</source></item>'
        for link, title in items.items()
    )
    for query in (*queries("en"), *queries("ru")):
        house.put(f"/search?q={quote(query, safe='')}", f"{HEAD}{listed}</channel></rss>", "application/xml")
    pages = [{"page": f"{house.home}/search?q={{query}}", "language": language} for language in ("en", "ru")]
    crawl.source("search", kind="discovery", searches=pages, **keys)


def asked(house: Site) -> list[str]:
    """Return the queries that a search was asked."""
    return [path for path, _ in house.asked if path.startswith("/search")]


def leads(crawl: Crawl) -> dict[str, Lead]:
    """Return the leads by their titles."""
    with session(crawl.engine) as opened:
        return {lead.title: lead for lead in opened.scalars(select(Lead))}


def publisher(site: Site, title: str) -> str:
    """Let a site declare a feed that lists one article among others; return the article's address."""
    listed = "".join(
        f"<item><title>{name}</title><link>{link}</link></item>"
        for name, link in (("Weather today in Tashkent", f"{site.home}/w"), (title, site.article("/deal", title)))
    )
    site.put("/feed.xml", f"{HEAD}{listed}</channel></rss>", "application/rss+xml")
    site.put("/", '<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head></html>')
    return f"{site.home}/deal"


def test_a_headline_behind_a_token_is_found_at_its_publisher_and_never_fetched_from_the_search(
    site: Site, house: Site, crawl: Crawl
) -> None:
    address = publisher(site, f"{TITLE.upper()}!")
    search(crawl, house, {f"{house.home}/articles/CBMi?oc=5": TITLE}, site.home)
    crawl.run()
    assert set(crawl.pages()) == {"deal"}
    lead = leads(crawl)[TITLE]
    assert (lead.state, lead.address, lead.attempts) == ("found", address, 1)
    assert not any(path.startswith("/articles") for path, _ in house.asked)
    assert crawl.runs()[-1].details["skipped"] == {"a headline, looked for at its publisher": 1}
    crawl.run()
    assert site.visits()["/feed.xml"] == 1


def test_a_headline_that_its_publisher_does_not_list_is_lost_after_some_tries(
    site: Site, house: Site, crawl: Crawl
) -> None:
    publisher(site, "Uzbekistan and Korea sign a copper deal")
    search(crawl, house, {f"{house.home}/articles/1": TITLE}, site.home)
    for _ in range(LEADS.tries + 1):
        crawl.run()
    lead = leads(crawl)[TITLE]
    assert (lead.state, lead.reason, lead.attempts) == ("lost", "its feeds do not list it", LEADS.tries)
    assert crawl.pages() == {}
    assert site.visits()["/"] == LEADS.tries


def test_headlines_of_a_catalogue_source_are_left_to_it(site: Site, house: Site, crawl: Crawl) -> None:
    publisher(site, TITLE)
    crawl.source("outlet", feeds=[f"{site.home}/feed.xml"])
    search(crawl, house, {f"{house.home}/articles/1": TITLE}, site.home)
    crawl.run("search")
    assert leads(crawl)[TITLE].state == "catalogued"
    assert site.visits() == {}


def test_a_search_that_tells_the_address_leads_straight_to_the_article(site: Site, house: Site, crawl: Crawl) -> None:
    wrapped = f"{house.home}/news/apiclick.aspx?tid=1&url={quote(site.article('/deal', TITLE), safe='')}&c=2"
    search(crawl, house, {wrapped: TITLE}, house.home)
    crawl.run()
    assert [(path, page.source) for path, page in crawl.pages().items()] == [("deal", "search")]
    assert [page.address for page in crawl.pages().values()] == [f"{site.home}/deal"]
    assert leads(crawl) == {}


def test_a_run_asks_a_few_queries_and_the_next_one_others_until_the_day_is_full(
    site: Site, house: Site, crawl: Crawl
) -> None:
    search(crawl, house, {}, site.home)
    crawl.run()
    assert len(asked(house)) == SEARCH.a_run
    crawl.run()
    assert len(set(asked(house))) == len(asked(house)) == 2 * SEARCH.a_run
    assert [run.outcome for run in crawl.runs()] == ["empty", "empty"]
    crawl.run()
    assert crawl.state("search").verdict == "broken"


def test_a_search_that_refuses_is_blocked_and_its_consent_page_is_no_result(house: Site, crawl: Crawl) -> None:
    search(crawl, house, {}, house.home)
    for path in list(house.answers):
        if path.startswith("/search"):
            house.put(path, "<html><title>Before you continue</title></html>", status=503)
    crawl.run(expect=0)
    assert crawl.state("search").verdict == "broken"
    assert crawl.pages() == {}


def test_a_source_that_is_off_is_read_only_where_it_is_named(site: Site, house: Site, crawl: Crawl) -> None:
    search(crawl, house, {}, site.home, enabled=False)
    crawl.source("outlet", feeds=[site.feed("/rss", {site.article("/a"): ""})])
    crawl.run()
    crawl.run("--due")
    assert asked(house) == []
    process = crawl.start("sources")
    said, _ = process.communicate(timeout=LONGEST)
    line = next(line for line in said.splitlines() if line.startswith("search"))
    assert " off " in line
    assert "switched off in its block" in line
    crawl.run("search")
    assert len(asked(house)) == SEARCH.a_run
