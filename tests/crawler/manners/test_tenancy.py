"""Two crawls that share a database are never at one host at the same time, in whichever process they run."""

import asyncio
import itertools
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping

import pytest
from sqlalchemy import Engine, update

from crawler.manners.policy import Policy
from crawler.manners.politeness import AskedToWait
from crawler.manners.tenure import take
from pipeline import clock
from pipeline.db import session
from pipeline.models import Host
from pipeline.workers.leases import holder
from tests.crawler.conftest import Answer, Crawl, Say, Site
from tests.waiting import LONGEST


class Held:
    """An answer that waits until it is let go."""

    def __init__(self, site: Site, path: str) -> None:
        self.said, self.go, self.asked = site.answers[path], threading.Event(), threading.Event()
        site.answers[path] = self

    def __call__(self, headers: Mapping[str, str]) -> Answer:
        """Answer when it is time."""
        self.asked.set()
        self.go.wait(LONGEST)
        return self.said if isinstance(self.said, Answer) else self.said(headers)


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
    assert held.asked.wait(LONGEST)
    assert "left alone: another crawl is at it" in crawl.run("second")
    assert not site.visits()["/second.rss"]
    held.go.set()
    running.communicate(timeout=LONGEST)
    assert "1 stored" in crawl.run("second")


def test_a_host_whose_crawl_was_killed_is_free_at_once(site: Site, crawl: Crawl) -> None:
    crawl.source("first", feeds=[site.feed("/first.rss", {site.article("/first/1"): ""})])
    crawl.source("second", feeds=[site.feed("/second.rss", {site.article("/second/1"): ""})])
    held = Held(site, "/first/1")
    running = crawl.start("crawl", "first")
    assert held.asked.wait(LONGEST)
    running.send_signal(signal.SIGKILL)
    running.communicate(timeout=LONGEST)
    held.go.set()
    assert "1 stored" in crawl.run("second")


def test_pages_at_a_host_that_another_process_is_at_wait_for_their_turn(site: Site, other: Site, crawl: Crawl) -> None:
    crawl.environment["KONCHI_ALLOW_HOSTS"] = f"{site.host},{other.host}"
    own = [site.article(f"/own/{number}") for number in range(12)]
    found = [site.article(f"/found/{number}") for number in range(12)]
    crawl.source("own", feeds=[site.feed("/rss", dict.fromkeys(own, ""))])
    crawl.source("finder", feeds=[other.feed("/rss", dict.fromkeys(found, ""))])
    crowd, held = Crowd(site), Held(site, "/own/0")
    first = crawl.start("crawl", "own")
    assert held.asked.wait(LONGEST)
    second = crawl.start("crawl", "finder")
    while not other.visits()["/rss"] and second.poll() is None:
        time.sleep(0.05)
    assert not any(path.startswith("/found/") for path in site.visits())
    held.go.set()
    said = [process.communicate(timeout=LONGEST)[0] for process in (first, second)]
    assert crowd.most == 1, said
    assert {run.source: run.stored for run in crawl.runs()} == {"own": 12, "finder": 12}, said
    asked = [path.split("/")[1] for path, _ in site.asked if path.startswith(("/own/", "/found/"))]
    assert [name for name, _ in itertools.groupby(asked)] == ["own", "found"]


def test_a_host_is_given_back_when_its_last_source_has_gone_and_leased_anew_by_the_next(
    database: Engine,
) -> None:
    def held_by() -> str | None:
        with session(database) as opened:
            return opened.get_one(Host, "a.uz").lease_holder

    async def pass_by() -> list[str | None]:
        policy, seen = Policy(), list[str | None]()
        tenancy = policy.tenancy
        tenancy.enter(["a.uz"])
        tenancy.enter(["a.uz"])
        async with policy.turn("https://a.uz/1", 0):
            seen.append(held_by())
        await tenancy.leave(["a.uz"])
        seen.append(held_by())
        leaving = asyncio.ensure_future(tenancy.leave(["a.uz"]))
        for _ in range(3):  # the loop's rounds until it is on its way
            await asyncio.sleep(0)
        assert tenancy.enter(["a.uz"]) == set()  # it is just given back
        async with policy.turn("https://a.uz/2", 0):
            seen.append(held_by())
        await leaving
        await tenancy.leave(["a.uz"])
        return [*seen, held_by()]

    assert asyncio.run(pass_by()) == [holder(), holder(), holder(), None]


def test_a_host_at_which_another_crawl_stays_is_not_waited_for_without_end(
    database: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawler.manners.tenancy.PATIENCE", 0.1)
    with session(database) as opened:
        take(opened, ["a.uz"], clock.now())
        opened.execute(update(Host).values(lease_holder="another-machine/pid:[1]:7"))

    async def ask() -> None:
        async with Policy().turn("https://a.uz/1", 0):
            pytest.fail("it is leased to another crawl")

    with pytest.raises(AskedToWait, match="another crawl is at this host"):
        asyncio.run(ask())
