"""An article that two looks apart do not find is withdrawn; an accident, or a source that fails, withdraws nothing."""

import datetime as dt
from collections.abc import Iterable

import pytest
from sqlalchemy import Engine, select

from crawler.visits.withdrawals import ALL_GONE, FEWEST, NOT_READ, NOTHING_ELSE, ONCE, WITHDRAWN
from pipeline.db import session
from pipeline.models import Article, Deal, Page
from pipeline.process import process
from pipeline.queries.dossier import dossier
from pipeline.queries.explain import explain
from tests.crawler.conftest import Crawl, Site
from tests.pipeline.test_process import BODY, article

NOW = dt.datetime.now(dt.UTC)
HOURS_AGO = (NOW - dt.timedelta(hours=3)).isoformat()
SPORT = "<html><body>A football match.</body></html>"


class Outlet:
    """An outlet with articles of deals at /deal/<n> and others, and the crawl that reads it."""

    def __init__(self, crawl: Crawl, site: Site) -> None:
        self.crawl, self.site = crawl, site
        crawl.source("outlet", feeds=[f"{site.home}/rss"])

    def publish(self, *paths: str) -> None:
        """Answer each path with its article and list them all."""
        for path in paths:
            number = path.rpartition("/")[2]
            told = article(f"Tungsten memorandum {number}", BODY + f" It is number {number}.", published=HOURS_AGO)
            self.site.put(path, told if path.startswith("/deal") else SPORT, "text/html; charset=utf-8")
        self.site.feed("/rss", {f"{self.site.home}{path}": "" for path in paths})

    def answer(self, status: int, *paths: str) -> None:
        """Answer each path with a status."""
        for path in paths:
            self.site.put(path, "gone", status=status)

    def read(self, after: float = 0.0) -> dict[str, int]:
        """Let so many hours pass, crawl and process; return what the run says of what was withdrawn."""
        with session(self.crawl.engine) as opened:
            for page in opened.scalars(select(Page)):
                for name in ("fetched_at", "checked_at", "gone_at", "withdrawn_at"):
                    moment = getattr(page, name)
                    setattr(page, name, moment and moment - dt.timedelta(hours=after))
        self.crawl.run()
        process(self.crawl.engine)
        run = self.crawl.runs()[-1]
        assert run.listed == run.known + run.stored + run.rejected + run.failed + run.skipped + run.revised
        return dict(run.details.get("withdrawn", {}))

    def withdrawn(self) -> set[str]:
        """Return the paths of the pages that count as withdrawn."""
        return {f"/{path}" for path, page in self.crawl.pages().items() if page.withdrawn_at}

    def told(self, path: str) -> str:
        """Return the explanation of an article."""
        with session(self.crawl.engine) as opened:
            return explain(opened, f"{self.site.home}{path}")


@pytest.fixture
def outlet(crawl: Crawl, site: Site, database: Engine, database_url: str) -> Outlet:
    """Give an outlet that has published a deal and a match, once with each kind of database."""
    crawl.engine = database
    crawl.environment["KONCHI_DATABASE"] = database_url
    made = Outlet(crawl, site)
    made.publish("/deal/1", "/sport/1")
    made.read()
    return made


def deals(engine: Engine) -> Iterable[str]:
    with session(engine) as opened:
        return [value["text"] for deal in opened.scalars(select(Deal)) for value in deal.values]


@pytest.mark.parametrize("status", [404, 410])
def test_two_looks_apart_confirm_and_the_facts_stay_and_are_marked(outlet: Outlet, status: int) -> None:
    before = deals(outlet.crawl.engine)
    outlet.answer(status, "/deal/1")
    assert outlet.read(after=1.5) == {ONCE: 1}
    assert outlet.withdrawn() == set()
    assert "not found when looked at on" in outlet.told("/deal/1")
    outlet.publish("/sport/2")
    outlet.answer(status, "/deal/1")
    assert outlet.read(after=2) == {}  # too soon for another look
    assert outlet.read(after=4.5) == {WITHDRAWN: 1}
    assert outlet.withdrawn() == {"/deal/1"}
    page = outlet.crawl.pages()["deal/1"]
    assert page.gone_at is not None
    assert page.withdrawn_at is not None
    assert page.withdrawn_at - page.gone_at >= dt.timedelta(hours=6)
    assert (page.state, bool(page.body)) == ("done", True)
    assert "withdrawn by its outlet: not found since" in outlet.told("/deal/1")
    assert deals(outlet.crawl.engine) == before == ["$35 million"]
    with session(outlet.crawl.engine) as opened:
        lines = dossier(opened, opened.scalars(select(Deal.key)).one())
        assert opened.scalars(select(Article.relevant)).one()
    assert any(f"(withdrawn by its outlet, {page.withdrawn_at:%Y-%m-%d}): " in line for line in lines)
    asked = outlet.site.visits()["/deal/1"]
    outlet.read(after=200)
    assert outlet.site.visits()["/deal/1"] == asked  # what is settled is not asked for again


def test_an_article_that_is_found_again_was_not_withdrawn(outlet: Outlet) -> None:
    outlet.answer(404, "/deal/1")
    assert outlet.read(after=1.5) == {ONCE: 1}
    outlet.publish("/deal/1", "/sport/2")
    assert outlet.read(after=6.5) == {}
    assert outlet.crawl.pages()["deal/1"].gone_at is None
    outlet.answer(404, "/deal/1")
    assert outlet.read(after=20) == {ONCE: 1}
    assert outlet.withdrawn() == set()


def test_a_wall_or_an_error_says_nothing_of_it(crawl: Crawl, site: Site) -> None:
    outlet = Outlet(crawl, site)
    outlet.publish("/deal/1", "/sport/1")
    outlet.read()
    for status in (500, 403, 200):
        site.put("/deal/1", "<title>Just a moment...</title>", status=status)
        assert outlet.read(after=23) == {}
    assert crawl.pages()["deal/1"].gone_at is None


def test_where_nothing_of_the_source_is_found_nothing_is_withdrawn(crawl: Crawl, site: Site) -> None:
    outlet = Outlet(crawl, site)
    outlet.publish("/deal/1")
    outlet.read()
    outlet.answer(404, "/deal/1")
    assert outlet.read(after=1.5) == {ONCE: 1}
    assert outlet.read(after=6.5) == {NOTHING_ELSE: 1}
    assert outlet.withdrawn() == set()


def test_where_the_lists_cannot_be_read_nothing_is_withdrawn(crawl: Crawl, site: Site) -> None:
    outlet = Outlet(crawl, site)
    outlet.publish("/deal/1", "/sport/1")
    outlet.read()
    outlet.answer(404, "/deal/1")
    outlet.read(after=1.5)
    outlet.answer(404, "/rss")
    assert outlet.read(after=6.5) == {NOT_READ: 1}
    assert outlet.withdrawn() == set()


def test_a_source_that_answers_404_for_most_is_at_fault_itself(crawl: Crawl, site: Site) -> None:
    outlet = Outlet(crawl, site)
    paths = [f"/deal/{number}" for number in range(FEWEST + 1)]
    outlet.publish(*paths)
    outlet.read()
    outlet.answer(404, *paths[:FEWEST])
    outlet.read(after=1.5)
    outlet.publish("/sport/2")
    outlet.answer(404, *paths[:FEWEST])
    assert outlet.read(after=6.5) == {ALL_GONE: FEWEST}
    assert outlet.withdrawn() == set()


def test_one_of_several_is_withdrawn_and_the_others_are_not(crawl: Crawl, site: Site) -> None:
    outlet = Outlet(crawl, site)
    paths = [f"/deal/{number}" for number in range(FEWEST + 1)]
    outlet.publish(*paths)
    outlet.read()
    outlet.answer(404, paths[0])
    assert outlet.read(after=1.5) == {ONCE: 1}
    assert outlet.read(after=6.5) == {WITHDRAWN: 1}
    assert outlet.withdrawn() == {paths[0]}
