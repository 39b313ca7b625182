"""robots.txt on a real site: asked once a run, obeyed, its absence and its errors told apart; rights are noted."""

import json

import pytest

from crawler.manners.politeness import user_agent
from pipeline.db import session
from pipeline.models import Host
from tests.crawler.conftest import Answer, Crawl, Site

TDMREP = "/.well-known/tdmrep.json"


def host(crawl: Crawl, site: Site) -> Host:
    with session(crawl.engine) as opened:
        return opened.get_one(Host, site.host)


def test_robots_is_asked_once_and_obeyed(site: Site, crawl: Crawl) -> None:
    rules = "User-agent: *\nDisallow: /private\nCrawl-delay: 0.1\n\nLicense: https://outlet.uz/license.xml\n"
    site.put("/robots.txt", rules, "text/plain")
    links = [site.article("/private/a"), site.article("/open/a")]
    crawl.source("outlet", feeds=[site.feed("/rss", dict.fromkeys(links, ""))])
    crawl.run()
    (run,) = crawl.runs()
    assert (run.listed, run.stored, run.skipped) == (2, 1, 1)
    assert run.details["skipped"] == {"robots.txt asks us not to read this address": 1}
    assert site.visits() == {"/robots.txt": 1, TDMREP: 1, "/rss": 1, "/open/a": 1}
    known = host(crawl, site)
    assert (known.robots, known.crawl_delay) == ("rules", 0.1)
    assert known.rights == [{"signal": "license", "value": "https://outlet.uz/license.xml", "where": "robots.txt"}]
    assert {headers["User-Agent"] for _, headers in site.asked} == {user_agent()}


@pytest.mark.parametrize("status", [401, 403])
def test_a_robots_that_is_not_to_be_had_allows(site: Site, crawl: Crawl, status: int) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /", status=status)
    crawl.source("outlet", feeds=[site.feed("/rss", {site.article("/a"): ""})])
    crawl.run()
    assert list(crawl.pages()) == ["a"]
    assert host(crawl, site).robots == "none"


@pytest.mark.parametrize("hops", [5, 6])
def test_a_robots_behind_more_redirects_than_are_followed_is_none(site: Site, crawl: Crawl, hops: int) -> None:
    for hop in range(hops):
        site.put("/robots.txt" if not hop else f"/hop/{hop}", status=301, Location=f"/hop/{hop + 1}")
    site.put(f"/hop/{hops}", "User-agent: *\nDisallow: /", "text/plain")
    crawl.source("outlet", feeds=[site.feed("/rss", {site.article("/a"): ""})])
    crawl.run()
    assert crawl.runs()[0].outcome == ("blocked" if hops == 5 else "ok")
    assert site.visits()["/hop/6"] == 0


def test_a_server_error_on_robots_stops_until_it_is_over(site: Site, crawl: Crawl) -> None:
    site.put("/robots.txt", "oops", status=503)
    crawl.source("outlet", feeds=[site.feed("/rss", {site.article("/a"): ""})])
    assert "robots.txt answers 503" in crawl.run()
    assert set(site.visits()) == {"/robots.txt"}
    assert host(crawl, site).robots == "refused"
    assert host(crawl, site).failure == "robots"
    site.put("/robots.txt", status=404)
    crawl.run()
    assert [run.outcome for run in crawl.runs()] == ["blocked", "ok"]
    assert host(crawl, site).robots == "none"
    assert host(crawl, site).failures == 0


def test_an_unreachable_robots_stops_as_well(site: Site, crawl: Crawl) -> None:
    site.answers["/robots.txt"] = Answer(b"User-agent", cut=True)
    crawl.source("outlet", feeds=[site.feed("/rss", {site.article("/a"): ""})])
    crawl.run(expect=3)
    assert set(site.visits()) == {"/robots.txt"}
    assert host(crawl, site).robots == "unreachable"


def test_signals_of_rights_are_noted_wherever_they_stand_and_asked_for_once_a_month(site: Site, crawl: Crawl) -> None:
    site.put("/robots.txt", "User-agent: *\nContent-Usage: train-ai=n\n", "text/plain")
    site.put(TDMREP, json.dumps([{"location": "/", "tdm-reservation": 1}]), "application/json")
    page = site.article("/a")
    body = site.answers["/a"].body.replace(b"<head>", b'<head><meta name="tdm-reservation" content="1">')  # type: ignore[union-attr]
    site.put("/a", body, TDM_Policy="https://outlet.uz/policy\x1b[31m.json")
    feed = site.feed("/rss", {page: ""}, Link='<https://outlet.uz/rsl.xml>; rel="license"; type="application/rsl+xml"')
    crawl.source("outlet", feeds=[feed])
    crawl.run()
    crawl.run()
    assert site.visits()[TDMREP] == 1
    found = {(said["signal"], said["value"], said["where"]) for said in host(crawl, site).rights}
    assert found == {
        ("content-usage", "train-ai=n", "robots.txt"),
        ("tdm-reservation", "1 for /", TDMREP),
        ("license", "https://outlet.uz/rsl.xml", "headers of a list"),
        ("tdm-policy", "https://outlet.uz/policy[31m.json", "headers of a page"),
        ("tdm-reservation", "1", "head of a page"),
    }


def test_the_reservation_is_not_asked_for_where_robots_forbids_it(site: Site, crawl: Crawl) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /.well-known/\n", "text/plain")
    crawl.source("outlet", feeds=[site.feed("/rss", {site.article("/a"): ""})])
    crawl.run()
    assert TDMREP not in site.visits()
    assert list(crawl.pages()) == ["a"]
