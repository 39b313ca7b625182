"""Lists of a real site: asked conditionally, named for what they are, followed on their own site."""

import datetime as dt

import pytest

from pipeline import clock
from tests.crawler.conftest import Answer, Crawl, Site

MINUTE = dt.timedelta(minutes=1)
NEVER = dt.datetime.max.replace(tzinfo=dt.UTC)


def test_an_unchanged_list_is_not_read_again(site: Site, crawl: Crawl) -> None:
    feed = site.feed("/rss", {site.article("/a"): ""})
    body = site.answers["/rss"]

    def conditional(headers: object) -> Answer:
        if headers.get("If-None-Match") == '"v1"':  # type: ignore[attr-defined]
            return Answer(status=304)
        return Answer(body.body, 200, {"Content-Type": "application/rss+xml", "ETag": '"v1"'})  # type: ignore[union-attr]

    site.answers["/rss"] = conditional
    crawl.source("outlet", feeds=[feed], sections=[site.put("/same", '<a href="/news/12345">x</a>')])
    site.article("/news/12345")
    crawl.run()
    assert crawl.polls()[feed].etag == '"v1"'
    said = crawl.run()
    assert "nothing new" in said
    assert [run.outcome for run in crawl.runs()] == ["ok", "unchanged"]
    assert crawl.state("outlet").verdict == "healthy"


def test_lists_that_are_none_are_named_each_for_what_it_is(site: Site, crawl: Crawl) -> None:
    site.put("/html", "<!doctype html><html><body>A page</body></html>")
    crawl.source("html", feeds=[f"{site.home}/html"])
    crawl.source("empty", feeds=[site.feed("/empty", {})])
    crawl.source("denied", feeds=[site.put("/denied", "no", status=403)])
    crawl.source("xml", feeds=[site.put("/xml", "<Error><Code>AccessDenied</Code></Error>", "application/xml")])
    crawl.source("missing", news_sitemaps=[f"{site.home}/missing.xml"])
    crawl.source("wall", sections=[site.put("/wall", "<title>DDoS-Guard</title>")])
    page = site.put("/list", f'<a href="{site.article("/news/12345")}">x</a>')
    crawl.source("fallback", feeds=[f"{site.home}/html"], sections=[page])
    crawl.run()
    found = {run.source: (run.outcome, run.reason) for run in crawl.runs()}
    assert found == {
        "html": ("broken", "an HTML page instead of a feed"),
        "empty": ("empty", "nothing is listed"),
        "denied": ("blocked", "refused with HTTP 403"),
        "xml": ("broken", "no feed: the document is <Error>"),
        "missing": ("broken", "HTTP 404"),
        "wall": ("blocked", "a challenge page instead of the list"),
        "fallback": ("ok", f"{site.home}/html: an HTML page instead of a feed"),
    }
    verdicts = {name: crawl.state(name).verdict for name in found}
    assert verdicts == {**dict.fromkeys(found, "broken"), "empty": "new", "fallback": "healthy"}


def test_an_index_of_sitemaps_is_followed_on_its_own_site_only(site: Site, crawl: Crawl) -> None:
    foreign = Site()
    chunk = f"<urlset><url><loc>{site.article('/news/1')}</loc></url><url><loc>{site.home}/tag/x</loc></url></urlset>"
    chunks = [site.put("/map-1.xml", chunk, "text/xml"), f"{foreign.home}/map.xml", f"{site.home}/map-2.xml"]
    rows = "".join(f"<sitemap><loc>{address}</loc></sitemap>" for address in chunks)
    crawl.environment["KONCHI_ALLOW_HOSTS"] += f",{foreign.host}"
    crawl.source("outlet", sitemaps=[site.put("/index.xml", f"<sitemapindex>{rows}</sitemapindex>")], article="/news/")
    crawl.run()
    assert list(crawl.pages()) == ["news/1"]
    assert not foreign.asked
    foreign.server.shutdown()
    foreign.server.server_close()


def test_the_first_meeting_goes_back_in_time_and_later_ones_read_the_newest_chunks(site: Site, crawl: Crawl) -> None:
    for number in range(1, 11):
        chunk = f"<urlset><url><loc>{site.article(f'/news/{number}')}</loc></url></urlset>"
        site.put(f"/map-{number}.xml", chunk, "text/xml")
    rows = "".join(f"<sitemap><loc>{site.home}/map-{number}.xml</loc></sitemap>" for number in range(1, 11))
    crawl.source("outlet", sitemaps=[site.put("/index.xml", f"<sitemapindex>{rows}</sitemapindex>")])
    crawl.run()
    assert len(crawl.pages()) == 10
    site.asked.clear()
    crawl.run()
    asked = {path for path, _ in site.asked if path.startswith("/map")}
    assert asked == {f"/map-{number}.xml" for number in range(5, 11)}


def test_f4_a_host_that_will_not_answer_from_here_is_not_dead_but_asked_again_later(site: Site, crawl: Crawl) -> None:
    """F4 and the anti-bot gateways: 403, 202 with a page, no answer: each its own state, none for ever."""
    other = Site()
    crawl.environment["KONCHI_ALLOW_HOSTS"] += f",{other.host}"
    crawl.source("refused", feeds=[site.put("/403", "no", status=403)])
    crawl.source("gateway", feeds=[site.put("/202", "<html><body></body></html>", status=202)])
    crawl.source("down", feeds=[site.put("/500", "oops", status=500)])
    crawl.source("cut", feeds=[other.put("/rss", "<rss>")])
    other.answers["/rss"].cut = True  # type: ignore[union-attr]
    crawl.run()
    found = {run.source: (run.outcome, run.reason) for run in crawl.runs()}
    assert found == {
        "refused": ("blocked", "refused with HTTP 403"),
        "gateway": ("blocked", "HTTP 202 with an HTML page instead of a feed"),
        "down": ("broken", "HTTP 500"),
        "cut": ("unreachable", "the connection broke in mid-answer"),
    }
    pauses = {name: ((crawl.state(name).due_at or NEVER) - clock.now()) / MINUTE for name in found}
    assert pauses == pytest.approx({"refused": 60, "gateway": 60, "down": 15, "cut": 15}, abs=1)
    for path in ("/403", "/202", "/500"):
        site.feed(path, {site.article(f"{path}/a"): ""})
    other.feed("/rss", {site.article("/cut/a"): ""})
    crawl.run()
    assert {crawl.state(name).verdict for name in found} == {"healthy"}
    assert len(crawl.pages()) == 4
    other.server.shutdown()
    other.server.server_close()


def test_walls_before_most_pages_are_a_state_of_the_source_and_never_articles(site: Site, crawl: Crawl) -> None:
    walls = [site.put(f"/{number}", "<title>Just a moment...</title>") for number in range(3)]
    walls.append(site.put("/pay", '<script>{"isAccessibleForFree": false}</script><h1>A deal</h1><p>Subscribe.'))
    crawl.source("outlet", feeds=[site.feed("/rss", dict.fromkeys([*walls, site.article("/a")], ""))])
    crawl.run()
    (run,) = crawl.runs()
    assert (run.outcome, run.reason) == ("blocked", "a challenge page instead of the article")
    assert run.details["failed"] == {
        "a challenge page instead of the article": 3,
        "a paywall instead of the article": 1,
    }
    assert {path: page.state for path, page in crawl.pages().items() if page.body} == {"a": "waiting"}
    assert crawl.state("outlet").due_at > clock.now() + 59 * MINUTE  # type: ignore[operator]
