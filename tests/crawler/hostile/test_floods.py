"""Promise 19: of what is too much in a list or a page the good is kept, in little time and memory."""

import re
import socket
import zlib
from typing import Any

import pytest

from tests.crawler.conftest import Answer, Site
from tests.crawler.hostile.conftest import MOST_MEMORY, Attacked, Measured, Wild
from tests.figures import Figure

RSS = '<rss version="2.0"><channel><title>News</title>'
TEN_MEGABYTES = 10 * 1024 * 1024


class Huge:
    """Sends a list that begins with a good item and goes on for 290 MB; says how long it is, or does not."""

    def __init__(self, head: str, item: str, *, length: bool = True, encoding: str = "") -> None:
        self.head, self.item = head.encode(), item.encode()
        self.length, self.encoding = length, encoding
        self.sent = 0

    def __call__(self, connection: socket.socket) -> None:
        """Send until the other side has had enough."""
        headers = f"Content-Length: {290 * 1024 * 1024}\r\n" if self.length else "Connection: close\r\n"
        headers += f"Content-Encoding: {self.encoding}\r\n" if self.encoding else ""
        connection.sendall(f"HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\n{headers}\r\n".encode())
        packer = zlib.compressobj(0, zlib.DEFLATED, 31)  # packed, but not smaller
        pack = packer.compress if self.encoding else bytes
        for piece in (self.head, *(self.item * (1024 * 1024 // len(self.item)) for _ in range(290))):
            packed = pack(piece)
            connection.sendall(packed)
            self.sent += len(packed)


FEED_ITEM = "<item><title>Another deal</title><link>{home}/2026/1</link></item>"
FULL_ITEM = f"<item><title>Another deal</title><link>{{home}}/2026/1</link><content>{'x' * 20_000}</content></item>"
JSON_ITEM = '{{"id": "2026/1", "title": "Another deal", "tags": ["a", "b"], "text": "{text}"}},'
LISTS = {
    "feed": ("feeds", RSS + "<item><title>A deal</title><link>{good}</link></item>", FEED_ITEM),
    "feed of whole articles": ("feeds", RSS + "<item><title>A deal</title><link>{good}</link></item>", FULL_ITEM),
    "sitemap": ("sitemaps", "<urlset><url><loc>{good}</loc></url>", "<url><loc>{home}/2026/1</loc></url>"),
    "section page": ("sections", '<html><a href="{good}">A deal</a>', '<a href="/2026/1">Another deal</a>'),
    "JSON list": ("apis", '{{"data": [{{"id": "good", "title": "A deal"}},', JSON_ITEM.replace("{text}", "x" * 5000)),
}


def lay_huge(site: Site, wild: Wild, attacked: Attacked, what: str, **how: Any) -> Huge:  # noqa: ANN401 - as Huge
    way, head, item = LISTS[what]
    good = site.article("/good")
    site.article("/2026/1", "Another deal")
    sender = Huge(head.format(good=good), item.format(home=site.home), **how)
    address = wild.on("/list", sender)
    if way == "sections":
        site.answers["/list"] = Answer(status=302, headers={"Location": address})
        lists: Any = [{"page": f"{site.home}/list", "links": "/good|/2026"}]
    else:
        lists = [{"page": address, "link": f"{site.home}/{{id}}"}] if way == "apis" else [address]
    attacked.crawl.source("huge", **{way: lists})
    return sender


WAYS: dict[str, dict[str, Any]] = {"announced": {}, "endless": {"length": False}, "packed": {"encoding": "gzip"}}


@pytest.mark.faults
@pytest.mark.parametrize(("what", "how"), [(what, how) for what in LISTS for how in WAYS])
def test_of_a_list_of_290_megabytes_the_first_ten_are_read_and_it_says_so(
    attacked: Attacked, site: Site, wild: Wild, measured: Measured, what: str, how: str
) -> None:
    sender = lay_huge(site, wild, attacked, what, **WAYS[how])
    outcome = measured(19, f"{how} {what} of 290 MB")
    assert set(attacked.crawl.pages()) >= {"good", "2026/1"}
    assert re.search(r"^huge +2 stored .*cut at 10 MB", outcome.said, re.MULTILINE), outcome.said
    (run,) = [run for run in attacked.crawl.runs() if run.source == "huge"]
    assert (run.outcome, sum(run.details["cut"].values())) == ("ok", 1)
    assert "cut at 10 MB" in (attacked.crawl.state("huge").reason or "")
    assert sender.sent < 2 * TEN_MEGABYTES  # some of it waits in the network when the connection is cut
    assert len(wild.held["/list"]) == 1


@pytest.mark.faults
def test_without_the_cut_a_list_of_290_megabytes_fills_the_memory(
    site: Site, wild: Wild, attacked: Attacked, figure: Figure
) -> None:
    sender = lay_huge(site, wild, attacked, "sitemap", length=False)
    peak = attacked.run("import crawler.lists.cutting; crawler.lists.cutting.LONGEST = 1 << 31").peak
    figure(19, "control: a sitemap of 290 MB that is not cut: peak memory", peak, None, "MB")
    assert peak > 2 * MOST_MEMORY
    assert sender.sent > 20 * TEN_MEGABYTES


def items(site: Site, number: int) -> str:
    return "".join(f"<item><title>T</title><link>{site.home}/{item}</link></item>" for item in range(number))


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BILLION = f'<!DOCTYPE x [<!ENTITY l0 "lol"><!ENTITY q "{"q" * 100_000}">{LAUGHS}]>'
WITHIN = f'<?xml version="1.0"?>\n<!DOCTYPE rss [\n<!ENTITY q "{"q" * 80_000}">\n]>\n'  # what feedparser calls safe
PADDED = f"<item><description>{' ' * 380_000}</description><title>{'&q;' * 480}</title></item>"
TOO_MUCH = {
    "400,000 nested tags before the items": lambda good: f"{RSS}{'<a>' * 400_000}{'</a>' * 400_000}{good}",
    "400,000 open tags before the items": lambda good: f"{RSS}{'<a>' * 400_000}{good}",
    "400,000 nested tags in an item": lambda good: f"{RSS}{good}<item>{'<a>' * 400_000}{'</a>' * 400_000}</item>",
    "2,000,000 tags in an item": lambda good: f"{RSS}{good}<item>{'<a/>' * 2_000_000}</item>",
    "a title of 9 MB": lambda good: f"{RSS}{good}<item><title>{'T' * 9_000_000}</title></item>",
    "an attribute of 9 MB": lambda good: f'{RSS}{good}<item a="{"T" * 9_000_000}"></item>',
    "a billion laughs": lambda good: f"{BILLION}{RSS}{good}<item><title>&l9;</title></item>",
    "a quadratic blow-up": lambda good: f"{BILLION}{RSS}{good}<item><title>{'&q;' * 100_000}</title></item>",
    "a blow-up within the parser's own limit": lambda good: f"{WITHIN}{RSS}{good}{PADDED * 9}",
}


@pytest.mark.faults
@pytest.mark.parametrize("what", TOO_MUCH)
def test_a_feed_keeps_its_good_items(site: Site, attacked: Attacked, measured: Measured, what: str) -> None:
    good = f"<item><title>A deal</title><link>{site.article('/good')}</link></item>"
    body = TOO_MUCH[what](good) + "</channel></rss>"
    attacked.crawl.source("feed", feeds=[site.put("/rss", body, "application/rss+xml")])
    measured(19, f"a feed with {what}")
    assert attacked.crawl.pages()["good"].hints["title"] == "A deal"


WITH_ENTITIES = "import crawler.lists.trim; crawler.lists.trim.ENTITY = '\\0'"
WITH_NESTING = (
    "import crawler.lists.trim as trim; trim.DEEPEST = trim.LONGEST_HEAD = trim.LONGEST_ITEM = trim.MOST_TAGS = 1 << 40"
)
FEED_CONTROLS = {
    "a blow-up within the parser's own limit": WITH_ENTITIES,
    "400,000 nested tags before the items": WITH_NESTING,
    "400,000 open tags before the items": WITH_NESTING,
    "400,000 nested tags in an item": WITH_NESTING,
}


@pytest.mark.faults
@pytest.mark.parametrize("what", FEED_CONTROLS)
def test_without_its_limit_a_feed_fills_the_memory_or_takes_its_time(
    site: Site, attacked: Attacked, figure: Figure, what: str
) -> None:
    good = f"<item><title>A deal</title><link>{site.article('/good')}</link></item>"
    body = TOO_MUCH[what](good) + "</channel></rss>"
    attacked.crawl.source("feed", feeds=[site.put("/rss", body, "application/rss+xml")])
    outcome = attacked.run(FEED_CONTROLS[what])
    figure(19, f"control: a feed with {what}, its limit taken away: peak memory", outcome.peak, None, "MB")
    figure(19, f"control: a feed with {what}, its limit taken away: CPU", outcome.cpu, None, "s")
    assert outcome.peak > MOST_MEMORY


@pytest.mark.faults
@pytest.mark.parametrize("size", [None, 10_000_000])
def test_of_a_million_items_the_first_are_kept(
    site: Site, attacked: Attacked, figure: Figure, size: int | None
) -> None:
    site.article("/0")
    body = f"{RSS}{items(site, 1_000_000)}</channel></rss>"[:size]
    attacked.crawl.source("many", feeds=[site.put("/rss", body, "application/rss+xml")])
    outcome = attacked.run("import crawler.visits.seen; crawler.visits.seen.MOST_PAGES = 20")
    assert len(attacked.crawl.pages()) == 20
    assert "cut after 2,000 entries" in outcome.said
    figure(19, f"a feed of {len(body):,} bytes of items: peak memory", outcome.peak, MOST_MEMORY, "MB")


SITEMAP = {
    "400,000 nested tags": lambda good: f"<urlset>{good}{'<a>' * 400_000}{'</a>' * 400_000}</urlset>",
    "400,000 nested tags before the good": lambda good: f"<urlset>{'<a>' * 400_000}{'</a>' * 400_000}{good}</urlset>",
    "2,000,000 tags in an entry": lambda good: f"<urlset>{good}<url>{'<a/>' * 2_000_000}</url></urlset>",
    "a title of 9 MB": lambda good: f"<urlset>{good}<url><title>{'T' * 9_000_000}</title></url></urlset>",
    "a billion laughs": lambda good: f"{BILLION}<urlset>{good}<url><title>&l9;</title></url></urlset>",
    "a quadratic blow-up": lambda good: f"{BILLION}<urlset>{good}<url><title>{'&q;' * 100_000}</title></url></urlset>",
}


@pytest.mark.faults
@pytest.mark.parametrize("what", SITEMAP)
def test_a_sitemap_keeps_its_good_entries(site: Site, attacked: Attacked, measured: Measured, what: str) -> None:
    good = f"<url><loc>{site.article('/good')}</loc></url>"
    attacked.crawl.source("map", sitemaps=[site.put("/map.xml", SITEMAP[what](good), "application/xml")])
    measured(19, f"a sitemap with {what}")
    assert "good" in attacked.crawl.pages()


SECTION = {
    "400,000 nested tags": lambda good: f"<html>{'<div>' * 400_000}{good}",
    "2,000,000 tags": lambda good: f"<html>{good}{'<b/>' * 2_000_000}",
    "a line of 9 MB": lambda good: f"<html>{good}{'x' * 9_000_000}",
}


WITH_A_TREE = """
from types import SimpleNamespace
from lxml import etree
import crawler.lists.sections, crawler.lists.sitemaps
def parser(kind, target, **more):
    return kind(**more | {"huge_tree": True})
etree_ = SimpleNamespace(
    HTMLParser=lambda **more: parser(etree.HTMLParser, **more), LxmlError=etree.LxmlError,
    XMLParser=lambda **more: parser(etree.XMLParser, **more), XMLSyntaxError=etree.XMLSyntaxError,
)
crawler.lists.sections.etree = crawler.lists.sitemaps.etree = etree_
"""


@pytest.mark.faults
@pytest.mark.parametrize("way", ["sections", "sitemaps"])
def test_a_parser_that_builds_a_tree_of_the_tags_fills_the_memory(
    site: Site, attacked: Attacked, figure: Figure, way: str
) -> None:
    tags = f"<html>{'<b/>' * 2_000_000}" if way == "sections" else f"<urlset><url>{'<a/>' * 2_000_000}</url></urlset>"
    page = site.put("/list", tags, "text/html" if way == "sections" else "application/xml")
    attacked.crawl.source("list", **{way: [{"page": page, "links": "/good"}] if way == "sections" else [page]})
    peak = attacked.run(WITH_A_TREE).peak
    figure(19, f"control: 2,000,000 tags of {way} in a tree: peak memory", peak, None, "MB")
    assert peak > MOST_MEMORY


@pytest.mark.faults
@pytest.mark.parametrize("what", SECTION)
def test_a_section_page_keeps_its_good_links(site: Site, attacked: Attacked, measured: Measured, what: str) -> None:
    page = site.put("/news", SECTION[what](f'<a href="{site.article("/good")}">A deal</a>'))
    attacked.crawl.source("section", sections=[{"page": page, "links": "/good"}])
    measured(19, f"a section page with {what}")
    assert "good" in attacked.crawl.pages()


JSON = {
    "9 MB of lists": ",[]" * 3_000_000,
    "9 MB of objects": ',{"a":1}' * 1_125_000,
    "9 MB of numbers": ",1000" * 1_800_000,
    "a text of 9 MB of escaped quotes": ',"' + '\\"' * 4_500_000 + '"',
}


@pytest.mark.faults
@pytest.mark.parametrize("what", JSON)
def test_a_json_list_keeps_its_good_items(site: Site, attacked: Attacked, measured: Measured, what: str) -> None:
    site.article("/good")
    body = f'{{"data": [{{"id": "good", "title": "A deal"}}{JSON[what]}]}}'
    page = site.put("/api", body, "application/json")
    attacked.crawl.source("api", apis=[{"page": page, "link": f"{site.home}/{{id}}"}])
    measured(19, f"a JSON list with {what}")
    assert attacked.crawl.pages()["good"].hints["title"] == "A deal"


PAGES = {
    "400,000 nested tags": "<p>Uzbekistan copper" + "<div>" * 400_000,
    "a line of 50 MB": "<p>Uzbekistan copper" + "x" * 50_000_000,
    "a line of 4 MB": "<p>Uzbekistan copper" + "x" * 4_000_000,
    "a title of 10 MB": f"<title>{'T' * 10_000_000}</title><p>Uzbekistan copper",
    "4 MB of words of one side": "<p>\U0001f600 &#8217;" + "copper word " * 330_000,
}


@pytest.mark.faults
@pytest.mark.parametrize("what", PAGES)
def test_a_page_that_is_too_much_costs_little(site: Site, attacked: Attacked, measured: Measured, what: str) -> None:
    links = [site.put("/bad", PAGES[what]), site.article("/good")]
    attacked.crawl.source("feed", feeds=[site.feed("/rss", dict.fromkeys(links, ""))])
    measured(19, f"a page with {what}")
    assert attacked.crawl.pages()["good"].state == "waiting"


EXTERNAL = (
    '<!DOCTYPE x [<!ENTITY f SYSTEM "file://{file}"><!ENTITY h SYSTEM "{inside}/entity">'
    '<!ENTITY % p SYSTEM "{inside}/parameter.dtd"> %p;]>'
)


def test_external_entities_are_not_fetched(site: Site, attacked: Attacked, figure: Figure) -> None:
    inside = Site()
    secret = attacked.crawl.folder.parent / "secret"
    secret.write_text("hunter2")
    attacked.crawl.environment["KONCHI_ALLOW_HOSTS"] += f",{inside.host}"
    head = EXTERNAL.format(file=secret, inside=inside.home)
    item = f"<item><title>A deal &f;&h;</title><link>{site.article('/a')}</link></item>"
    url = f"<url><loc>{site.article('/b')}</loc><title>A deal &f;&h;</title></url>"
    attacked.crawl.source("feed", feeds=[site.put("/rss", f"{head}{RSS}{item}</channel></rss>", "text/xml")])
    attacked.crawl.source("map", sitemaps=[site.put("/map", f"{head}<urlset>{url}</urlset>", "text/xml")])
    attacked.run()
    inside.server.shutdown()
    inside.server.server_close()
    pages = attacked.crawl.pages()
    assert set(pages) == {"a", "b"}
    assert "hunter2" not in str([page.hints for page in pages.values()])
    figure(19, "external entities fetched", len(inside.asked), 0, "")
