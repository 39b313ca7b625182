"""Promise 17: whatever a stranger's page, list or name says, no request arrives inside."""

import datetime as dt
import json
import os
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from crawler.sources import InvalidSource, load_catalogue
from pipeline.db import session
from pipeline.models import Article, Base, Page
from pipeline.process import process
from tests.crawler.conftest import ARTICLE, Answer, Crawl, Site
from tests.crawler.hostile.conftest import REFRESHING, Attacked
from tests.crawler.hostile.internet import OUTLET
from tests.figures import Figure

SPELLINGS = [
    "127.0.0.1",
    "127.1",
    "127.0.1",
    "2130706433",
    "0x7f000001",
    "0x7f.0.0.1",
    "0177.0.0.1",
    "017700000001",
    "127.0.0.1.",
    "127%2e0%2e0%2e1",
    "①②⑦.⓪.⓪.①",
    "１２７.0.0.1",
    "127。0。0。1",
    "0",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[64:ff9b::7f00:1]",
    "[fc00::1]",
    "localhost",
    "LOCALHOST.",
    "metadata.google.internal",
    "router",
    "kun.uz@127.0.0.1",
    "rebound.example.com",  # a public name for a private address
]
ANY_SITE = "import crawler.lists.sections; crawler.lists.sections.site = lambda _: ''"
UNGUARDED = "import crawler.guard as guard; guard.check = lambda _: None; guard.internal = lambda _: False"


class World:
    """Outlets at a public address, an internal server at all others, and what the crawl looked up and connected to."""

    def __init__(self, outlet: Site, inside: Site, crawl: Crawl) -> None:
        self.outlet, self.inside, self.crawl = outlet, inside, crawl
        self.log = crawl.folder.parent / "connections"
        self.turns: dict[str, list[str]] = {"rebound.example.com": ["10.0.0.1"]}
        outlet.home = "http://outlet.example.com"
        crawl.environment["KONCHI_ALLOW_HOSTS"] = ""
        inside.answers["/robots.txt"] = Answer(status=404)

    def prelude(self) -> str:
        """Return what the crawl's process does first."""
        given = (str(self.log), self.outlet.server.server_port, self.inside.server.server_port, self.turns)
        return f"from tests.crawler.hostile.internet import pretend; pretend(*{given!r})"

    def lines(self, kind: str) -> list[list[object]]:
        """Return what was logged of a kind."""
        return [row[1:] for row in map(json.loads, self.log.read_text().splitlines()) if row[0] == kind]


@pytest.fixture
def world(site: Site, crawl: Crawl) -> Iterator[World]:
    inside = Site()
    yield World(site, inside, crawl)
    inside.server.shutdown()
    inside.server.server_close()


def lay_traps(world: World, spellings: list[str]) -> int:
    """Put every spelling into every place where a stranger may name an address; return the number of traps."""
    site, crawl = world.outlet, world.crawl
    laid = [
        *(_started_at(crawl, number, spelling) for number, spelling in enumerate(spellings)),
        *(_redirected(site, crawl, number, spelling) for number, spelling in enumerate(spellings)),
        _linked(site, crawl, spellings),
        _mapped(site, crawl, spellings),
        _based(site, crawl, spellings),
    ]
    hosts = {f"robots{number}.example.com": f"http://{spelling}" for number, spelling in enumerate(spellings)}
    site.answers["/robots.txt"] = lambda headers: (
        Answer(status=302, headers={"Location": f"{hosts[headers['Host']]}/robots.txt".encode().decode("latin-1")})
        if headers["Host"] in hosts
        else Answer("".join(f"Sitemap: {address}/robots-map.xml\n" for address in hosts.values()).encode())
    )
    for number, host in enumerate(hosts):
        crawl.source(f"robots{number}", feeds=[f"http://{host}/rss"])
    return sum(laid) + 2 * len(hosts)


def _started_at(crawl: Crawl, number: int, spelling: str) -> int:
    """Lay a source whose own address leads inside; the catalogue may refuse it before any crawl."""
    crawl.source(f"start{number}", feeds=[f"http://{spelling}/start"])
    before = os.environ.get("KONCHI_SOURCES")
    os.environ["KONCHI_SOURCES"] = str(crawl.folder)
    try:
        load_catalogue()
    except InvalidSource:
        (crawl.folder / f"start{number}.toml").unlink()
    finally:
        os.environ.pop("KONCHI_SOURCES") if before is None else os.environ.update(KONCHI_SOURCES=before)
    return 1


def _redirected(site: Site, crawl: Crawl, number: int, spelling: str) -> int:
    hop = site.put(f"/hop{number}", status=302, Location=f"http://{spelling}/hop".encode().decode("latin-1"))
    crawl.source(f"hop{number}", feeds=[hop])
    return 1


def _linked(site: Site, crawl: Crawl, spellings: list[str]) -> int:
    """Lay feed links, page redirects, meta refreshes, refresh headers, canonicals, frames and pictures."""
    links = []
    for number, spelling in enumerate(spellings):
        inside = f"http://{spelling}"
        latin = inside.encode().decode("latin-1")
        links += [
            f"{inside}/link",
            site.put(f"/page-hop{number}", status=307, Location=f"{latin}/page-hop"),
            site.put(f"/page-refresh{number}", ARTICLE, Refresh=f"0; url={latin}/refresh-header"),
            site.put(
                f"/page{number}",
                f'<meta http-equiv="refresh" content="0;url={inside}/meta"><link rel="canonical" href="{inside}/canon">'
                f'<base href="{inside}/base/"><link rel="amphtml" href="{inside}/amp"><iframe src="{inside}/frame">'
                f'</iframe><img src="{inside}/picture">{ARTICLE}',
            ),
        ]
    crawl.source("links", feeds=[site.feed("/rss", dict.fromkeys(links, ""))])
    return 9 * len(spellings)


def _mapped(site: Site, crawl: Crawl, spellings: list[str]) -> int:
    index = "".join(f"<sitemap><loc>http://{spelling}/map.xml</loc></sitemap>" for spelling in spellings)
    urls = "".join(f"<url><loc>http://{spelling}/loc</loc></url>" for spelling in spellings)
    crawl.source("index", sitemaps=[site.put("/index.xml", f"<sitemapindex>{index}</sitemapindex>", "text/xml")])
    crawl.source("urls", sitemaps=[site.put("/urls.xml", f"<urlset>{urls}</urlset>", "text/xml")])
    return 2 * len(spellings)


def _based(site: Site, crawl: Crawl, spellings: list[str]) -> int:
    """Lay feeds and section pages whose relative links are meant from an internal base."""
    for number, spelling in enumerate(spellings):
        channel = f"<channel><link>http://{spelling}/</link><item><link>/2026/based</link></item></channel>"
        feed = site.put(f"/based{number}.xml", f'<rss version="2.0">{channel}</rss>', "application/rss+xml")
        page = site.put(f"/based{number}", f'<base href="http://{spelling}/"><a href="2026/based">A deal</a>')
        crawl.source(f"based{number}", feeds=[feed], sections=[{"page": page, "links": "/2026/"}])
    return 2 * len(spellings)


@pytest.mark.faults
def test_no_spelling_in_any_place_leads_inside(world: World, attacked: Attacked, figure: Figure) -> None:
    laid = lay_traps(world, SPELLINGS)
    attacked.run(world.prelude())
    assert {address for (address,) in world.lines("connection")} == {OUTLET}
    figure(
        17,
        f"internal requests, {len(SPELLINGS)} spellings in {laid // len(SPELLINGS)} places",
        len(world.inside.asked),
        0,
        "",
    )


@pytest.mark.faults
def test_without_the_guard_the_same_traps_lead_inside(world: World, attacked: Attacked, figure: Figure) -> None:
    lay_traps(world, SPELLINGS[20:25])
    attacked.run(f"{world.prelude()}; {UNGUARDED}")
    paths = {path for path, _ in world.inside.asked}
    assert {"/start", "/hop", "/link", "/page-hop", "/robots.txt", "/loc"} <= paths
    figure(17, "control: internal requests without the guard", len(world.inside.asked), None, "")


def test_a_refresh_is_not_followed_and_would_be_followed_only_through_the_guard(
    world: World, attacked: Attacked, figure: Figure
) -> None:
    _linked(world.outlet, world.crawl, SPELLINGS[:3])
    for prelude in (UNGUARDED, REFRESHING):  # either of the two alone is enough
        attacked.run(f"{world.prelude()}; {prelude}")
        assert not [path for path, _ in world.inside.asked if path == "/meta"]
        forget(world.crawl)
    attacked.run(f"{world.prelude()}; {UNGUARDED}; {REFRESHING}")
    refreshed = [path for path, _ in world.inside.asked if path == "/meta"]
    figure(17, "control: internal requests of meta refreshes, without the guard", len(refreshed), None, "")
    assert len(refreshed) == 3


def test_a_base_leads_nowhere_else_and_would_lead_only_through_the_guard(
    world: World, attacked: Attacked, figure: Figure
) -> None:
    """What a section page links to, and a canonical address, are of its own site, and are asked for like any other."""
    page = world.outlet.put("/news", '<base href="http://127.0.0.1/"><a href="2026/based">A deal</a>')
    world.crawl.source("based", sections=[{"page": page, "links": "/2026/"}])
    for prelude in (UNGUARDED, ANY_SITE):  # either of the two alone is enough
        attacked.run(f"{world.prelude()}; {prelude}")
        assert not world.inside.asked
        forget(world.crawl)
    attacked.run(f"{world.prelude()}; {UNGUARDED}; {ANY_SITE}")
    figure(17, "control: internal requests of a base, any site and no guard", len(world.inside.asked), None, "")
    assert "/2026/based" in {path for path, _ in world.inside.asked}


@pytest.mark.parametrize("believed", [False, True])
def test_what_a_page_calls_its_own_address_is_believed_within_its_site_and_never_asked_for(
    world: World, attacked: Attacked, monkeypatch: pytest.MonkeyPatch, *, believed: bool
) -> None:
    """A page of one outlet would else stand in the place of another's article, or lead our readers inside."""
    inside = "http://127.0.0.1/canon"
    page = world.outlet.put("/2026/1", f'<link rel="canonical" href="{inside}">{ARTICLE}')
    world.crawl.source("outlet", feeds=[world.outlet.feed("/rss", {page: ""})])
    attacked.run(f"{world.prelude()}; {UNGUARDED}")
    if believed:  # the control
        monkeypatch.setattr("pipeline.addressing._may_be", lambda *_: True)
    process(world.crawl.engine)
    with session(world.crawl.engine) as opened:
        (address,) = opened.scalars(select(Article.address))
        for stored in opened.scalars(select(Page)):
            stored.fetched_at -= dt.timedelta(hours=2)
    assert ("127.0.0.1" in address) == believed
    attacked.run(f"{world.prelude()}; {UNGUARDED}")  # looks at the article again, where it was read
    assert not world.inside.asked


def forget(crawl: Crawl) -> None:
    """Let the next crawl meet everything for the first time."""
    with session(crawl.engine) as opened:
        for table in reversed(Base.metadata.sorted_tables):
            opened.execute(table.delete())


def rebind(world: World) -> None:
    """Let a name lead outside at its first look-up and inside from the second on."""
    world.turns["rebind.example.com"] = [OUTLET, "127.0.0.1"]
    links = [f"http://rebind.example.com/{number}" for number in range(3)]
    world.outlet.feed("/rss", dict.fromkeys(links, ""), Connection="close")
    world.outlet.put("/robots.txt", status=404, Connection="close")
    world.crawl.source("rebind", feeds=["http://rebind.example.com/rss"])


def test_a_name_that_is_rebound_after_the_check_leads_nowhere(world: World, attacked: Attacked, figure: Figure) -> None:
    rebind(world)
    attacked.run(world.prelude(), expect=3)
    looked_up = [found for name, found in world.lines("look-up") if name == "rebind.example.com"]
    assert looked_up[:2] == [[OUTLET], ["127.0.0.1"]]
    assert {address for (address,) in world.lines("connection")} == {OUTLET}
    figure(17, "internal requests after DNS rebinding", len(world.inside.asked), 0, "")


def test_without_the_resolver_a_rebound_name_leads_inside(world: World, attacked: Attacked) -> None:
    rebind(world)
    attacked.run(f"{world.prelude()}; import crawler.guard as guard; guard.internal = lambda _: False")
    assert world.inside.asked
