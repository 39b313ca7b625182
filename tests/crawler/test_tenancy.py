"""Two crawls that share a database are never at one host at the same time, in whichever process they run."""

import itertools
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping

import pytest

from tests.crawler.conftest import Answer, Crawl, Say, Site


class Held:
    """An answer that waits until it is let go."""

    def __init__(self, site: Site, path: str) -> None:
        self.said, self.go, self.asked = site.answers[path], threading.Event(), threading.Event()
        site.answers[path] = self

    def __call__(self, _: Mapping[str, str]) -> Answer:
        """Answer when it is time."""
        self.asked.set()
        self.go.wait(60)
        return self.said  # type: ignore[return-value]


class Crowd:
    """Counts how many requests a site has to answer at the same time."""

    def __init__(self, site: Site) -> None:
        self.here = self.most = 0
        self.guard = threading.Lock()
        for path, said in list(site.answers.items()):
            site.answers[path] = self.counted(said)

    def counted(self, said: Answer | Say) -> Callable[[Mapping[str, str]], Answer]:
        """Return what is said, a moment later, counted while it is awaited."""

        def say(headers: Mapping[str, str]) -> Answer:
            with self.guard:
                self.here += 1
                self.most = max(self.most, self.here)
            time.sleep(0.05)
            answer = said if isinstance(said, Answer) else said(headers)
            with self.guard:
                self.here -= 1
            return answer

        return say


@pytest.fixture
def other() -> Iterator[Site]:
    """Give a second site."""
    made = Site()
    yield made
    made.server.shutdown()
    made.server.server_close()


def test_a_source_whose_host_another_process_is_at_is_left_alone_until_that_has_gone(site: Site, crawl: Crawl) -> None:
    crawl.source("first", feeds=[site.feed("/first.rss", {site.article("/first/1"): ""})])
    crawl.source("second", feeds=[site.feed("/second.rss", {site.article("/second/1"): ""})])
    held = Held(site, "/first/1")
    running = crawl.start("crawl", "first")
    assert held.asked.wait(60)
    assert "left alone: another crawl is at it" in crawl.run("second")
    assert not site.visits()["/second.rss"]
    held.go.set()
    running.communicate(timeout=30)
    assert "1 stored" in crawl.run("second")


def test_a_host_whose_crawl_was_killed_is_free_at_once(site: Site, crawl: Crawl) -> None:
    crawl.source("first", feeds=[site.feed("/first.rss", {site.article("/first/1"): ""})])
    crawl.source("second", feeds=[site.feed("/second.rss", {site.article("/second/1"): ""})])
    held = Held(site, "/first/1")
    running = crawl.start("crawl", "first")
    assert held.asked.wait(60)
    running.send_signal(signal.SIGKILL)
    running.communicate(timeout=30)
    held.go.set()
    assert "1 stored" in crawl.run("second")


def test_pages_at_a_host_that_another_process_is_at_wait_for_their_turn(site: Site, other: Site, crawl: Crawl) -> None:
    crawl.environment["KONCHI_ALLOW_HOSTS"] = f"{site.host},{other.host}"
    own = [site.article(f"/own/{number}") for number in range(12)]
    found = [site.article(f"/found/{number}") for number in range(12)]
    crawl.source("own", feeds=[site.feed("/rss", dict.fromkeys(own, ""))])
    crawl.source("finder", feeds=[other.feed("/rss", dict.fromkeys(found, ""))])
    crowd = Crowd(site)
    processes = [crawl.start("crawl", name) for name in ("own", "finder")]
    said = [process.communicate(timeout=90)[0] for process in processes]
    assert crowd.most == 1, said
    assert {run.source: run.stored for run in crawl.runs()} == {"own": 12, "finder": 12}, said
    asked = [path.split("/")[1] for path, _ in site.asked if path.startswith(("/own/", "/found/"))]
    assert len(list(itertools.groupby(asked))) == 2  # one after the other
