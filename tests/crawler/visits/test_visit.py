"""A visit closes its own account, whatever becomes of others in the same crawl."""

import signal
import threading
import time
from collections.abc import Mapping

from sqlalchemy import text, update

from pipeline.models import Page
from tests.crawler.conftest import Answer, Crawl, Site
from tests.waiting import LONGEST


def test_a_page_that_cannot_be_stored_is_its_sources_own_trouble(site: Site, crawl: Crawl) -> None:
    with crawl.engine.begin() as connection:
        connection.execute(
            text(
                "CREATE TRIGGER refused BEFORE INSERT ON pages WHEN new.source = 'ill' "
                "BEGIN SELECT RAISE(ABORT, 'no room for it'); END"
            )
        )
    links = {name: [site.article(f"/{name}/{number}") for number in range(3)] for name in ("ill", "well")}
    for name, found in links.items():
        crawl.source(name, feeds=[site.feed(f"/{name}.rss", dict.fromkeys(found, ""))])
    crawl.run()
    runs = {run.source: run for run in crawl.runs()}
    assert (runs["ill"].outcome, runs["ill"].stored, runs["ill"].skipped) == ("broken", 0, 3)
    assert "no room for it" in (runs["ill"].reason or "")
    assert (runs["well"].outcome, runs["well"].stored) == ("ok", 3)
    assert {page.source for page in crawl.pages().values()} == {"well"}


def test_a_crawl_that_is_stopped_closes_the_accounts_that_are_open_and_names_the_others(
    site: Site, crawl: Crawl
) -> None:
    ready, second = site.article("/slow/1"), site.article("/slow/2")
    answer, stopped = site.answers["/slow/1"], threading.Event()

    def held(_: Mapping[str, str]) -> Answer:
        stopped.wait(LONGEST)
        return answer  # type: ignore[return-value]

    site.answers["/slow/1"] = held
    crawl.source("a_done", feeds=["https://nowhere.invalid/rss"])
    crawl.source("b_slow", feeds=[site.feed("/slow.rss", {ready: "", second: ""})])
    crawl.source("c_next", feeds=[site.feed("/next.rss", {site.article("/next/1"): ""})])  # of the same host
    process = crawl.start("crawl")
    while not site.visits()["/slow/1"] + site.visits()["/slow/2"] or len(crawl.runs()) < 2:
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    stopped.set()
    said, _ = process.communicate(timeout=LONGEST)
    assert process.returncode == 130, said
    outcomes = {run.source: run.outcome for run in crawl.runs()}
    assert outcomes == {"a_done": "unreachable", "b_slow": "killed"}
    assert "not begun in time" in said
    assert crawl.state("b_slow").lease_holder is None


def test_a_page_that_is_due_for_another_try_is_fetched_though_its_list_is_unchanged(site: Site, crawl: Crawl) -> None:
    page = site.put("/news/1", "busy", status=403)
    crawl.source("outlet", feeds=[site.feed("/rss", {page: ""}, ETag='"1"')])
    crawl.run()
    feed = site.answers["/rss"]
    site.answers["/rss"] = lambda said: Answer(status=304) if said.get("If-None-Match") else feed  # type: ignore[return-value]
    long_ago = crawl.pages()["news/1"].fetched_at.replace(year=2020)
    with crawl.engine.begin() as connection:
        connection.execute(update(Page).values(fetched_at=long_ago))
    site.article("/news/1")
    crawl.run()
    assert crawl.runs()[-1].stored == 1
    assert crawl.pages()["news/1"].state == "waiting"
