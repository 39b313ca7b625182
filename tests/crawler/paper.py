"""An outlet of one article, which its feed and its page may come to tell otherwise."""

import datetime as dt

from sqlalchemy import select

from pipeline.db import session
from pipeline.models import Deal, Page, Revision, SourceState
from pipeline.process import process
from tests.crawler.conftest import Crawl, Site
from tests.pipeline.test_process import BODY, article

TITLE = "Tungsten memorandum signed in Tashkent"
NOW = dt.datetime.now(dt.UTC)
PUBLISHED = (NOW - dt.timedelta(hours=3)).isoformat()
FIRST = article(TITLE, published=PUBLISHED)
EDITED = article(TITLE, BODY.replace("$35 million", "$40 million"), published=PUBLISHED)


class Paper:
    """An outlet with one article of a deal, its feed, and the crawl that reads it into a database of either kind."""

    def __init__(self, crawl: Crawl, site: Site) -> None:
        self.crawl, self.site = crawl, site
        self.show(FIRST)
        self.name()
        crawl.source("paper", feeds=[f"{site.home}/rss"])

    def show(self, page: str, status: int = 200, **headers: str) -> None:
        """Answer the article's address with a page."""
        self.site.put("/news/1", page, "text/html; charset=utf-8", status, **headers)

    def name(self, title: str = TITLE, guid: str = "a1", updated: str = "", path: str = "/news/1") -> None:
        """Answer the feed's address with one entry."""
        stamp = f"<updated>{updated}</updated>" if updated else ""
        entry = (
            f'<entry><title>{title}</title><id>{guid}</id><link href="{self.site.home}{path}"/>'
            f"<published>{PUBLISHED}</published>{stamp}</entry>"
        )
        feed = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Paper</title>{entry}</feed>'
        self.site.put("/rss", feed, "application/atom+xml")

    def read(self) -> None:
        """Crawl and process."""
        self.crawl.run()
        process(self.crawl.engine)

    def age(self, hours: float) -> None:
        """Let so many hours have passed."""
        past = dt.timedelta(hours=hours)
        with session(self.crawl.engine) as opened:
            for page in opened.scalars(select(Page)):
                page.fetched_at -= past
                page.checked_at = page.checked_at and page.checked_at - past
            for state in opened.scalars(select(SourceState)):
                state.due_at = NOW - past

    @property
    def page(self) -> Page:
        """Return the article's page."""
        with session(self.crawl.engine) as opened:
            return opened.scalars(select(Page)).one()

    def revisions(self) -> list[Revision]:
        """Return what the page said before."""
        with session(self.crawl.engine) as opened:
            return list(opened.scalars(select(Revision).order_by(Revision.id)))

    def values(self) -> list[str]:
        """Return the sums of all deals as they were written."""
        with session(self.crawl.engine) as opened:
            return [value["text"] for deal in opened.scalars(select(Deal)) for value in deal.values]

    def looks(self) -> int:
        """Return how often the article was asked for."""
        return self.site.visits()["/news/1"]
