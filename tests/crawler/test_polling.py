"""Lists of a real site: asked conditionally, named for what they are, followed on their own site."""

from tests.crawler.conftest import Answer, Crawl, Site


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
