"""How a guest behaves: its name, pauses, robots.txt on a real site."""

import datetime as dt
import time

import pytest

from crawler.politeness import LONGEST_HOLD, SHORTEST_HOLD, network_reason, retry_after, user_agent
from pipeline.db import session
from pipeline.models import Host
from tests.crawler.conftest import Crawl, Site

NOW = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("value", "pause"),
    [
        (b"1200", dt.timedelta(minutes=20)),
        (b"1", SHORTEST_HOLD),
        (b"99999999999", LONGEST_HOLD),
        (b"Thu, 01 Jan 2026 13:00:00 GMT", dt.timedelta(hours=1)),
        (b"Thu, 01 Jan 2099 13:00:00 GMT", LONGEST_HOLD),
        (b"soon", SHORTEST_HOLD),
        (b"", SHORTEST_HOLD),
    ],
)
def test_a_pause_is_kept_within_reason(value: bytes, pause: dt.timedelta) -> None:
    assert retry_after(value, NOW) == NOW + pause


def test_the_name_is_honest_and_carries_the_contact(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KONCHI_CONTACT", "https://example.org/konchi\r\nX-Evil: 1")
    assert user_agent().startswith("Konchi/")
    assert "+https://example.org/konchi" in user_agent()
    assert "\n" not in user_agent()
    monkeypatch.delenv("KONCHI_CONTACT")
    assert user_agent().endswith("(news monitor)")


def test_a_fault_on_the_way_is_said_in_words() -> None:
    assert network_reason(TimeoutError("x")) == "TimeoutError: x"
    assert "certificate" in network_reason(OSError("certificate verify failed"))


def test_robots_is_asked_once_and_obeyed(site: Site, crawl: Crawl) -> None:
    rules = "User-agent: *\nDisallow: /private\nCrawl-delay: 0.1\n\nLicense: https://outlet.uz/license.xml\n"
    site.put("/robots.txt", rules, "text/plain")
    links = [site.article("/private/a"), site.article("/open/a")]
    crawl.source("outlet", feeds=[site.feed("/rss", dict.fromkeys(links, ""))])
    crawl.run()
    (run,) = crawl.runs()
    assert (run.listed, run.stored, run.skipped) == (2, 1, 1)
    assert run.details["skipped"] == {"robots.txt asks us not to read this address": 1}
    assert site.visits() == {"/robots.txt": 1, "/rss": 1, "/open/a": 1}
    with session(crawl.engine) as opened:
        (signal,) = opened.get_one(Host, site.host).rights
    assert signal == {"signal": "License", "value": "https://outlet.uz/license.xml", "where": "robots.txt"}
    assert {headers["User-Agent"] for _, headers in site.asked} == {user_agent()}


def test_a_server_error_on_robots_stops_and_a_missing_one_allows(site: Site, crawl: Crawl) -> None:
    broken = Site()
    broken.put("/robots.txt", "oops", status=503)
    crawl.environment["KONCHI_ALLOW_HOSTS"] += f",{broken.host}"
    crawl.source("broken", feeds=[broken.feed("/rss", {broken.article("/a"): ""})])
    crawl.source("open", feeds=[site.feed("/rss", {site.article("/a"): ""})])
    said = crawl.run()
    assert set(broken.visits()) == {"/robots.txt"}
    assert {run.source: run.outcome for run in crawl.runs()} == {"broken": "blocked", "open": "ok"}
    assert "robots.txt answers 503" in said
    broken.server.shutdown()
    broken.server.server_close()


def test_a_host_that_asks_for_a_pause_is_left_alone(site: Site, crawl: Crawl) -> None:
    links = [site.put(f"/{number}", status=429, Retry_After="7200") for number in range(5)]
    crawl.source("outlet", feeds=[site.feed("/rss", dict.fromkeys(links, ""))])
    crawl.run()
    (run,) = crawl.runs()
    assert (run.listed, run.failed, run.skipped) == (5, 1, 4)
    assert sum(site.visits()[f"/{number}"] for number in range(5)) == 1
    due = crawl.state("outlet").due_at
    assert due
    assert due > dt.datetime.now(dt.UTC) + dt.timedelta(minutes=100)


def test_a_host_is_asked_for_one_thing_at_a_time(site: Site, crawl: Crawl) -> None:
    now: list[int] = []
    most: list[int] = []
    for number in range(12):
        address = site.article(f"/{number}")
        ready = site.answers[f"/{number}"]

        def slow(_: object, ready: object = ready) -> object:
            now.append(1)
            most.append(len(now))
            time.sleep(0.02)
            now.pop()
            return ready

        site.answers[f"/{number}"] = slow  # type: ignore[assignment]
        assert address
    crawl.source("outlet", feeds=[site.feed("/rss", {f"{site.home}/{number}": "" for number in range(12)})])
    crawl.run()
    assert len(crawl.pages()) == 12
    assert max(most) == 1
