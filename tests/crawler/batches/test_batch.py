"""Crawls of many sources, started as a user starts them, killed, and cut off from the network."""

import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from crawler.batches.batch import INTERRUPTED
from tests.crawler.conftest import Answer, Crawl, Say, Site
from tests.waiting import LONGEST, until

ROOT = Path(__file__).parents[3]


def held(site: Site, path: str, killed: threading.Event) -> Say:
    """Return what the path answers, behind the first few pages no sooner than the crawl is killed."""
    ready = site.answers[path]
    assert isinstance(ready, Answer)

    def say(_: object) -> Answer:
        if sum(asked.startswith("/news/") for asked, _ in site.asked) > 8:
            killed.wait(LONGEST)
        return ready

    return say


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_crawl_that_is_killed_and_started_again_loses_and_doubles_nothing(
    site: Site, crawl: Crawl, number: signal.Signals
) -> None:
    links, killed = [], threading.Event()
    for index in range(30):
        links.append(site.article(f"/news/{index}"))
        site.answers[f"/news/{index}"] = held(site, f"/news/{index}", killed)
    crawl.source("outlet", feeds=[site.feed("/rss", dict.fromkeys(links, ""), ETag='"1"')])
    process = crawl.start("crawl")
    until(lambda: len(crawl.pages()) >= 5 or process.poll() is not None)
    process.send_signal(number)
    killed.set()
    process.communicate(timeout=LONGEST)
    before = len(crawl.pages())
    assert 0 < before < 30
    said = crawl.run()
    first, second = crawl.runs()
    assert first.outcome == "killed"
    assert (second.listed, second.known, second.stored) == (30, before, 30 - before), said
    assert sorted(crawl.pages()) == sorted(f"news/{index}" for index in range(30))


def test_a_crawl_that_is_stopped_while_a_page_is_being_stored_ends_with_the_page_stored(
    site: Site, crawl: Crawl
) -> None:
    links = [site.article(f"/news/{index}") for index in range(3)]
    crawl.source("outlet", feeds=[site.feed("/rss", dict.fromkeys(links, ""))])
    command = [sys.executable, "-m", "tests.crawler.batches.stopping", "crawl"]
    done = subprocess.run(
        command, env=crawl.environment, capture_output=True, text=True, timeout=LONGEST, check=False, cwd=ROOT
    )
    assert done.returncode == INTERRUPTED, done.stderr
    assert crawl.pages()
    (run,) = crawl.runs()
    assert run.outcome == "killed"


def test_sources_that_cannot_be_reached_are_named_and_the_exit_code_says_so(site: Site, crawl: Crawl) -> None:
    for number in range(30):
        crawl.source(f"gone{number}", feeds=[f"https://gone{number}.invalid/rss"])
    said = crawl.run(expect=3)
    assert said.count("unreachable: its name cannot be resolved") == 30
    assert "none of the 30 sources could be reached" in said
    crawl.source("outlet", feeds=[site.feed("/rss", {site.article("/a"): ""})])
    said = crawl.run("outlet", "gone1")
    assert "1 of 2 sources reached" in said
