"""One behaviour towards a host, whichever source asks it: one request at a time, its delays and its pauses kept."""

import asyncio
import datetime as dt
import time

import pytest
from protego import Protego
from scrapy.http import Response

from crawler.manners.policy import Policy, crawl_delay
from crawler.manners.politeness import AskedToWait
from pipeline import clock
from pipeline.db import session
from pipeline.models import Host
from tests.crawler.conftest import Crawl, Site

HOUR = dt.timedelta(hours=1)
ASKED = "https://outlet.uz/rss"


def test_a_host_that_asks_for_a_pause_is_left_alone(site: Site, crawl: Crawl) -> None:
    links = [site.put(f"/{number}", status=429, Retry_After="7200") for number in range(5)]
    crawl.source("outlet", feeds=[site.feed("/rss", dict.fromkeys(links, ""))])
    crawl.run()
    (run,) = crawl.runs()
    assert (run.listed, run.failed, run.skipped) == (5, 1, 4)
    assert sum(site.visits()[f"/{number}"] for number in range(5)) == 1
    due = crawl.state("outlet").due_at
    assert due
    assert due > clock.now() + 1.9 * HOUR


def test_a_pause_holds_for_later_runs_and_for_other_sources_of_the_host(site: Site, crawl: Crawl) -> None:
    until = clock.now() + 2 * HOUR
    named = f"{until:%a, %d %b %Y %H:%M:%S GMT}"
    crawl.source("first", feeds=[site.put("/first", status=429, Retry_After=named)])
    crawl.source("second", feeds=[site.feed("/second", {site.article("/a"): ""})])
    crawl.run("first")
    site.asked.clear()
    said = crawl.run("second")
    crawl.run("first")
    assert not site.asked
    assert "the host asked for a pause, until" in said
    assert [run.outcome for run in crawl.runs()] == ["blocked"] * 3
    for name in ("first", "second"):
        due = crawl.state(name).due_at
        assert due
        assert abs(due - until) < dt.timedelta(minutes=1)
    with session(crawl.engine) as opened:
        opened.get_one(Host, site.host).hold_until = clock.now()
    crawl.run("second")
    assert list(crawl.pages()) == ["a"]


def test_a_host_is_asked_for_one_thing_at_a_time_also_by_several_sources(site: Site, crawl: Crawl) -> None:
    now: list[int] = []
    most: list[int] = []
    for number in range(12):
        site.article(f"/{number}")
        ready = site.answers[f"/{number}"]

        def slow(_: object, ready: object = ready) -> object:
            now.append(1)
            most.append(len(now))
            time.sleep(0.02)
            now.pop()
            return ready

        site.answers[f"/{number}"] = slow  # type: ignore[assignment]
    other = Site()  # two sources whose lists lie elsewhere and whose articles lie on one host
    crawl.environment["KONCHI_ALLOW_HOSTS"] += f",{other.host}"
    for name, home, numbers in (("one", site, range(6)), ("two", other, range(6, 12))):
        crawl.source(name, feeds=[home.feed(f"/{name}", {f"{site.home}/{number}": "" for number in numbers})])
    crawl.run()
    assert len(crawl.pages()) == 12
    assert max(most) == 1
    other.server.shutdown()
    other.server.server_close()


def test_the_delay_lies_between_the_requests_of_several_sources(site: Site, crawl: Crawl) -> None:
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 0.3\n", "text/plain")
    asked: list[float] = []
    for name in ("one", "two"):
        site.feed(f"/{name}", {})
        empty = site.answers[f"/{name}"]

        def timed(_: object, empty: object = empty) -> object:
            asked.append(time.monotonic())
            return empty

        site.answers[f"/{name}"] = timed  # type: ignore[assignment]
        crawl.source(name, feeds=[f"{site.home}/{name}"])
    crawl.run()
    assert asked[1] - asked[0] > 0.28


@pytest.mark.parametrize(
    ("rules", "delay"),
    [
        ("Crawl-delay: 5", 5),
        ("Request-rate: 1/10", 10),
        ("Request-rate: 1/4\nCrawl-delay: 7", 7),
        ("Crawl-delay: 86400", 30),
        ("Disallow: /x", None),
    ],
)
def test_a_crawl_delay_is_kept_within_reason(rules: str, delay: float | None) -> None:
    assert crawl_delay(Protego.parse(f"User-agent: *\n{rules}\n"), "Konchi") == delay


@pytest.mark.parametrize(
    ("status", "trouble"),
    [(200, None), (404, None), (403, "refused"), (451, "refused"), (500, "server"), (503, "wait")],
)
def test_each_kind_of_answer_is_told_from_the_others(status: int, trouble: str | None) -> None:
    policy = Policy()
    policy.answered(ASKED, Response(ASKED, status=status))
    assert policy.host(ASKED).trouble == trouble
    assert policy.host(ASKED).well == (trouble is None)


def test_a_pause_without_a_time_grows_with_each_failure_and_ends() -> None:
    policy, now = Policy(), clock.now()
    pauses = []
    for failures in range(3):
        policy.host(ASKED).failures = failures
        policy.answered(ASKED, Response(ASKED, status=503))
        pauses.append(round(((policy.host(ASKED).hold_until or now) - now) / dt.timedelta(minutes=1)))
    assert pauses == [10, 20, 40]
    with pytest.raises(AskedToWait, match="asked for a pause"):
        policy.check("https://outlet.uz/other")
    policy.check("https://other.uz/")
    policy.host(ASKED).hold_until = now
    policy.check(ASKED)


def test_distrust_lasts_a_month() -> None:
    policy = Policy()
    assert policy.trusts(ASKED)
    policy.distrust(ASKED)
    assert not policy.trusts("https://outlet.uz/other.xml")
    policy.host(ASKED).distrusted_at = clock.now() - dt.timedelta(days=31)
    assert policy.trusts(ASKED)


def test_requests_to_one_host_wait_for_their_turn(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KONCHI_DATABASE", sqlite_url)

    async def ask(policy: Policy, address: str, log: list[str]) -> None:
        async with policy.turn(address, 0):
            log.append(f"+{address[-1]}")
            await asyncio.sleep(0)
            log.append(f"-{address[-1]}")

    async def together() -> list[str]:
        policy, log = Policy(), []
        await asyncio.gather(*(ask(policy, f"https://{name}.uz/{name}", log) for name in "abab"))  # type: ignore[func-returns-value]
        return log

    log = asyncio.run(together())
    assert log[:2] == ["+a", "+b"]
    assert [step for step in log if step.endswith("a")] == ["+a", "-a", "+a", "-a"]
