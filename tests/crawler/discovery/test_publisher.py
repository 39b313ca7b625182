"""What a publisher's host lists is asked for politely, little of it, and what hinders is said in words."""

import pytest
from sqlalchemy import select

from crawler.discovery.rules import LEADS
from pipeline import clock
from pipeline.db import session
from pipeline.models import Lead
from tests.crawler.conftest import Crawl, Site

FEED = '<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{}</channel></rss>'
TITLE = "Uzbekistan and Japan sign a tungsten deal"
NOW = clock.now()


def looked(site: Site, crawl: Crawl) -> Lead:
    """Let a search name a headline of the site, crawl once, and return what became of it."""
    with session(crawl.engine) as opened:
        opened.add(Lead(source="search", host=site.host, title=TITLE, language="en", seen_at=NOW, attempts=0))
    crawl.source("search", kind="discovery", searches=[{"page": f"{site.home}/search?q={{query}}", "language": "fr"}])
    crawl.run()
    with session(crawl.engine) as opened:
        return opened.scalars(select(Lead)).one()


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (200, "<html><head></head></html>", "its front page declares no feed"),
        (404, "nothing", "its front page cannot be read: HTTP 404"),
        (200, "<html><title>DDoS-Guard</title></html>", "its front page cannot be read: "),
        (200, '{"no": "page"}', "its front page declares no feed"),
    ],
)
def test_what_hinders_at_the_front_page_is_said(site: Site, crawl: Crawl, status: int, body: str, said: str) -> None:
    site.put("/", body, status=status)
    lead = looked(site, crawl)
    assert (lead.state, lead.attempts) == ("new", 1)
    assert (lead.reason or "").startswith(said)


def test_robots_txt_of_the_publisher_is_obeyed(site: Site, crawl: Crawl) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /", "text/plain")
    lead = looked(site, crawl)
    assert "robots.txt" in (lead.reason or "")
    assert set(site.visits()) == {"/robots.txt"}


def test_a_feed_that_cannot_be_read_hides_no_other_and_only_a_few_are_asked_for(site: Site, crawl: Crawl) -> None:
    names = ["broken", "good", *(f"more{number}" for number in range(9))]
    links = "".join(f'<link rel="alternate" type="application/rss+xml" href="/{name}.xml">' for name in names)
    site.put("/", f"<html><head>{links}</head></html>")
    site.put("/broken.xml", "<html>no feed</html>")
    item = f"<item><title>{TITLE}</title><link>{site.article('/deal', TITLE)}</link></item>"
    site.put("/good.xml", FEED.format(item), "application/rss+xml")
    lead = looked(site, crawl)
    assert (lead.state, lead.address) == ("found", f"{site.home}/deal")
    assert set(crawl.pages()) == {"deal"}
    assert sum(path.endswith(".xml") for path in site.visits()) == LEADS.feeds
