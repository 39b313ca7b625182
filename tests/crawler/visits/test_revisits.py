"""Known pages are looked at again when a list calls them changed, or in their turn, and never in a flood."""

import datetime as dt
import os
import signal
import threading
import zlib
from collections.abc import Callable, Mapping

import pytest
from sqlalchemy import Engine, select

from crawler.visits.revisits import STEPS
from pipeline.db import session
from pipeline.models import Article, Host, Page
from pipeline.process import process
from tests.crawler.conftest import Answer, Crawl, Site
from tests.crawler.paper import EDITED, FIRST, NOW, TITLE, Paper
from tests.waiting import LONGEST


@pytest.fixture
def paper(crawl: Crawl, site: Site, database: Engine, database_url: str) -> Paper:
    """Give an outlet and a crawl of it, once with each kind of database."""
    crawl.engine = database
    crawl.environment["KONCHI_DATABASE"] = database_url
    return Paper(crawl, site)


def stamp(hours: float = 0) -> str:
    return (dt.datetime.now(dt.UTC) - dt.timedelta(hours=hours, seconds=2)).isoformat()


CALLS: Mapping[str, Callable[[Paper], None]] = {
    "updated": lambda paper: paper.name(updated=stamp()),
    "title": lambda paper: paper.name(title="Tungsten memorandum: the sum is corrected"),
    "new-guid-F11": lambda paper: paper.name(guid="a1-update-2"),
}


@pytest.mark.parametrize("call", CALLS)
def test_an_edit_that_a_list_shows_is_one_revision_and_the_deal_follows(paper: Paper, call: str) -> None:
    paper.read()
    assert (paper.looks(), paper.values()) == (1, ["$35 million"])
    with session(paper.crawl.engine) as opened:
        article_id = opened.scalars(select(Article.id)).one()
    first = paper.page
    paper.age(2)
    paper.show(EDITED)
    CALLS[call](paper)
    paper.read()
    assert (paper.looks(), paper.values()) == (2, ["$40 million"])
    (version,) = paper.revisions()
    assert zlib.decompress(version.body or b"") == FIRST.encode()
    assert len(version.changes) == 1
    again = paper.page
    assert (again.id, again.address, again.final_address) == (first.id, first.address, first.final_address)
    assert again.fetched_at == first.fetched_at - dt.timedelta(hours=2)
    assert again.hints["published"] == first.hints["published"]
    run = paper.crawl.runs()[-1]
    assert (run.listed, run.revised, run.known, run.failed) == (1, 1, 0, 0)
    with session(paper.crawl.engine) as opened:
        assert opened.scalars(select(Article.id)).one() == article_id
    paper.read()  # the same list again
    assert paper.looks() == 2


def test_fresh_news_of_a_deal_is_looked_at_in_its_turn_under_its_own_validators(paper: Paper) -> None:
    paper.show(FIRST, ETag='"1"')
    paper.read()
    paper.site.answers["/news/1"] = lambda asked: (
        Answer(status=304)
        if asked.get("If-None-Match") == '"1"'
        else Answer(EDITED.encode(), 200, {"Content-Type": "text/html"})
    )
    paper.age(0.5)
    paper.read()
    assert paper.looks() == 1
    for turn, step in enumerate(STEPS, start=2):
        passed = step - (NOW - paper.page.fetched_at)
        paper.age(passed / dt.timedelta(hours=1) + 0.01)
        paper.read()
        paper.read()
        assert paper.looks() == turn
        assert (paper.page.looks, paper.page.state, paper.revisions()) == (turn - 1, "done", [])
    paper.age(500)
    paper.read()
    assert paper.looks() == 1 + len(STEPS)
    assert paper.crawl.runs()[-1].failed == 0


def test_a_host_whose_validators_lie_is_asked_without_them(paper: Paper) -> None:
    paper.show(FIRST, ETag='"0"')
    paper.read()
    with session(paper.crawl.engine) as opened:
        opened.get_one(Host, paper.site.host).distrusted_at = NOW
    paper.age(1.5)
    paper.read()
    (asked,) = [headers for path, headers in paper.site.asked if path == "/news/1"][1:]
    assert "If-None-Match" not in asked


def test_a_list_that_calls_it_changed_at_every_poll_brings_a_few_looks_and_no_more(paper: Paper) -> None:
    paper.read()
    for _ in range(12):
        paper.age(0.5)
        paper.name(updated=stamp())
        paper.read()
    assert 3 <= paper.page.looks <= 4  # in six hours; the others are kept for the turns that are still to come
    for _ in range(12):
        paper.age(20)
        paper.name(updated=stamp())
        paper.read()
    assert paper.page.looks == paper.looks() - 1 == 6
    assert paper.revisions() == []


def test_lists_that_call_everything_changed_or_nothing_say_nothing(crawl: Crawl, site: Site) -> None:
    links = [site.article(f"/news/{number}") for number in range(4)]

    def chart(*stamps: str) -> None:
        rows = zip(links, stamps, strict=True)
        urls = "".join(f"<url><loc>{link}</loc><lastmod>{when}</lastmod></url>" for link, when in rows)
        site.put("/map.xml", f"<urlset>{urls}</urlset>", "application/xml")

    def passes() -> None:
        with session(crawl.engine) as opened:
            for page in opened.scalars(select(Page)):
                page.fetched_at -= dt.timedelta(hours=2)
        crawl.run()

    chart(*["2023-05-04T00:00:00Z"] * 4)  # L1: frozen while the site lives
    crawl.source("paper", sitemaps=[f"{site.home}/map.xml"])
    crawl.run()
    process(crawl.engine)
    chart(*["2023-05-04"] * 4)
    passes()
    chart(*[stamp()] * 4)  # stamped when it was built
    passes()
    assert all(count == 1 for path, count in site.visits().items() if path.startswith("/news"))
    chart(stamp(900), stamp(), stamp(800), stamp(700))  # the control: one of them says that it changed
    passes()
    assert {path for path, count in site.visits().items() if path.startswith("/news") and count == 2} == {"/news/1"}


@pytest.mark.parametrize(
    ("page", "status"),
    [
        ("<html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>", 200),
        ("", 200),
        ("gone", 404),
        ("gone", 410),
        ("busy", 500),
        ("<html><body>A football match.</body></html>", 200),
    ],
    ids=["challenge", "empty", "not-found", "gone", "error", "another-page"],
)
def test_what_stands_in_the_articles_place_at_a_second_look_is_noted_only(
    crawl: Crawl, site: Site, page: str, status: int
) -> None:
    paper = Paper(crawl, site)
    paper.read()
    paper.age(1.5)
    paper.show(page, status)
    paper.read()
    kept = paper.page
    assert paper.looks() >= 2
    assert (kept.state, kept.looks, kept.revised_at) == ("done", 1, None)
    assert kept.checked_at
    assert zlib.decompress(kept.body or b"") == FIRST.encode()
    assert (paper.values(), paper.revisions()) == (["$35 million"], [])
    run = crawl.runs()[-1]
    assert (run.known, run.failed, run.revised) == (1, 0, 0)


def test_a_page_that_did_not_matter_is_read_when_its_new_title_comes(crawl: Crawl, site: Site) -> None:
    paper = Paper(crawl, site)
    paper.show("<html><body>A football match.</body></html>")
    paper.name(title="A match")
    paper.read()
    assert paper.page.state == "rejected"
    paper.age(2)
    paper.show(FIRST)
    paper.name(title=TITLE)
    paper.read()
    assert (paper.page.state, paper.values(), paper.revisions()) == ("done", ["$35 million"], [])


def test_titles_that_are_cut_or_dressed_up_are_no_edit(crawl: Crawl, site: Site) -> None:
    paper = Paper(crawl, site)
    paper.read()
    paper.age(0.9)
    with session(crawl.engine) as opened:
        opened.scalars(select(Page)).one().checked_at = NOW - dt.timedelta(hours=2)
    for title in (f"{TITLE} | Paper", f"{TITLE[:20]}...", TITLE.upper()):
        paper.name(title=title)
        paper.read()
    assert paper.looks() == 1


def test_a_crawl_of_a_few_pages_looks_at_nothing_again(crawl: Crawl, site: Site) -> None:
    paper = Paper(crawl, site)
    paper.read()
    paper.age(1.5)
    crawl.run("--limit", "5")
    assert paper.looks() == 1


def test_an_edit_whose_crawl_is_killed_comes_at_the_next(crawl: Crawl, site: Site) -> None:
    paper = Paper(crawl, site)
    paper.read()
    paper.age(1.5)
    asked, dead = threading.Event(), threading.Event()

    def slowly(_: Mapping[str, str]) -> Answer:
        asked.set()
        dead.wait(LONGEST)
        return Answer(EDITED.encode(), 200, {"Content-Type": "text/html"})

    site.answers["/news/1"] = slowly
    killed = crawl.start("crawl")
    assert asked.wait(LONGEST)
    os.kill(killed.pid, signal.SIGKILL)
    killed.communicate()
    dead.set()
    assert (paper.page.looks, paper.revisions()) == (0, [])
    paper.show(EDITED)
    paper.read()
    assert (paper.values(), len(paper.revisions())) == (["$40 million"], 1)


def test_an_article_is_known_by_the_rules_of_another_source(crawl: Crawl, site: Site) -> None:
    host = site.host.replace(".", r"\.")
    crawl.source("mirror", feeds=[f"{site.home}/mirror"], identity=[[f"^http://{host}/m/(\\d+)", f"{site.home}/\\1"]])
    crawl.source("paper", feeds=[f"{site.home}/rss"], identity=[[f"^http://{host}/(\\d+)-.*", f"{site.home}/\\1"]])
    site.feed("/rss", {site.article("/7-ore"): "", site.article("/7-ore-is-corrected"): "", site.article("/8-ore"): ""})
    site.feed("/mirror", {site.article("/m/7"): "", site.article("/m/9"): ""})
    crawl.run("paper")
    crawl.run("mirror")
    assert {page.address.removeprefix(site.home) for page in crawl.pages().values()} == {"/7", "/8", "/9"}
    assert [(run.listed, run.stored, run.known) for run in crawl.runs()] == [(2, 2, 0), (2, 1, 1)]
    site.answers["/8-ore"] = site.answers["/robots.txt"]
    crawl.run("paper")
    assert crawl.runs()[-1].stored == 0


def test_a_short_link_is_known_by_where_it_leads(crawl: Crawl, site: Site) -> None:
    paper = Paper(crawl, site)
    site.put("/?p=77", status=301, Location=f"{site.home}/news/1")
    paper.read()
    paper.name(path="/?p=77")
    paper.read()
    with session(crawl.engine) as opened:
        assert [one.address for one in opened.scalars(select(Article))] == [f"{site.home}/news/1"]
        assert {page.reason for page in opened.scalars(select(Page))} == {
            None,
            f"the same article as {site.home}/news/1",
        }
