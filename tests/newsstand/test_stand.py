"""The street over real HTTP: every page whole, every feed readable, the clock obeyed, the manners as described."""

import datetime as dt
import gzip
import html
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import feedparser
import pytest

from crawler.sources import load_catalogue
from tests.newsstand.clock import Clock
from tests.newsstand.listings import KINDS
from tests.newsstand.outlet import COMMON, DESIGNS, KNOWN, Outlet
from tests.newsstand.server import PortTaken
from tests.newsstand.site import Site
from tests.newsstand.stand import GOLD, OWN, Newsstand
from tests.newsstand.story import read_stories

EVENING = "2026-11-22T20:00+05:00"
RUDE = ("slow", "challenge")  # their pages do not come at the first request, or never


@pytest.fixture(scope="module")
def street() -> Iterator[Newsstand]:
    with Newsstand(now=EVENING) as stand:
        yield stand


def get(address: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    request = urllib.request.Request(address, headers={k.replace("_", "-"): v for k, v in headers.items()})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - the street's own addresses
            return answer.status, dict(answer.headers.items()), answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, dict(error.headers.items()), error.read()


def sites(street: Newsstand, design: str) -> list[Site]:
    return [site for site in street.sites.values() if site.outlet.design.name == design]


@pytest.mark.parametrize("design", sorted(set(DESIGNS) - set(RUDE)))
def test_every_page_carries_its_whole_article(street: Newsstand, design: str) -> None:
    outlets = [site.outlet for site in sites(street, design)]
    assert outlets, f"no outlet of the street is of the design {design}"
    for outlet in outlets:
        for story in outlet.stories:
            status, _, body = get(outlet.home + outlet.path(story))
            page = html.unescape(body.decode(outlet.design.charset))
            assert status == 200
            wanted = [story.title, *story.paragraphs]
            wanted += [line.replace("：", ":", 1).partition(":")[2].strip() or line for line in story.boilerplate]
            assert [text for text in wanted if text not in page] == [], story.id


def test_every_quirk_is_named_and_every_design_is_met(street: Newsstand) -> None:
    assert len({site.outlet.design.name for site in street.sites.values()}) == len(DESIGNS) >= 14
    assert all(design.quirks for design in DESIGNS.values())
    assert {facts["design"] for facts in KNOWN.values()} <= set(DESIGNS)


def test_every_article_is_named_by_one_of_the_ways_in(street: Newsstand) -> None:
    for site in street.sites.values():
        outlet, listed = site.outlet, ""
        if outlet.design.name in ("slow", "denied"):
            continue
        ways = [feed.path for feed in outlet.feeds()] + [page for page, _ in outlet.sections()]
        ways += list(outlet.design.news_sitemaps)
        for index in outlet.design.sitemaps:
            found = re.findall(r"<loc>([^<]+)</loc>", get(outlet.home + index)[2].decode())
            listed += "".join(get(chunk)[2].decode() for chunk in found)
        listed += "".join(get(outlet.home + way)[2].decode(outlet.design.charset) for way in ways if way)
        assert [story.id for story in outlet.stories if story.id not in listed] == []


def test_section_patterns_find_articles_and_nothing_else(street: Newsstand) -> None:
    for site in street.sites.values():
        outlet = site.outlet
        known = {outlet.home + outlet.path(story) for story in outlet.stories}
        for page, links in outlet.sections():
            text = get(outlet.home + page)[2].decode()
            found = {href for href in re.findall(r'href="([^"]+)"', text) if re.search(links, href)}
            assert found
            assert found <= known


def test_feeds_parse_as_feedparser_sees_them(street: Newsstand) -> None:
    for site in street.sites.values():
        outlet = site.outlet
        for feed in outlet.feeds():
            if feed.kind not in ("rss", "rdf", "atom") or outlet.design.name == "slow":
                continue
            parsed = feedparser.parse(get(outlet.home + feed.path)[2])
            assert parsed.entries, outlet.slug
            assert all(entry.link.startswith(outlet.home) for entry in parsed.entries), outlet.slug


def test_truncated_feed_holds_the_newest_items_only(street: Newsstand) -> None:
    outlet = street.outlet("uza-uz")
    links = [entry.link for entry in feedparser.parse(get(outlet.home + "/rss")[2]).entries]
    assert links == [outlet.home + outlet.path(story) for story in outlet.until(street.clock.now())[:3]]
    assert len(outlet.stories) > 3


def test_malformed_atom_is_malformed_and_holds_its_entries(street: Newsstand) -> None:
    parsed = feedparser.parse(get(street.outlet("eib").home + "/feed.atom")[2])
    assert parsed.bozo
    assert len(parsed.entries) == len(street.outlet("eib").stories)


def test_windows_1251_is_not_declared_anywhere(street: Newsstand) -> None:
    outlet = street.outlet("metalinfo")
    for path in ("/ru/news/rss.xml", outlet.path(outlet.stories[0])):
        _, headers, body = get(outlet.home + path)
        assert "charset" not in headers["Content-Type"]
        assert b"1251" not in body
        assert "Узбекистан" in body.decode("windows-1251")


@pytest.mark.parametrize(("slug", "answers_both"), [("mining-com", True), ("trend-az", False)])
def test_unchanged_feed_answers_304(street: Newsstand, slug: str, answers_both: bool) -> None:  # noqa: FBT001
    address = street.outlet(slug).home + street.outlet(slug).feeds()[0].path
    _, headers, _ = get(address)
    assert get(address, If_None_Match=headers["ETag"])[::2] == (304, b"")
    assert get(address, If_None_Match='"other"')[0] == 200
    assert ("Last-Modified" in headers) is answers_both
    if answers_both:
        assert get(address, If_Modified_Since=headers["Last-Modified"])[0] == 304


def test_new_article_changes_the_validators() -> None:
    with Newsstand(now="2025-08-22T10:00+05:00") as stand:
        address = stand.outlet("kun-uz").home + "/news/rss"
        tag = get(address)[1]["ETag"]
        stand.clock.forward(dt.timedelta(days=2))
        assert get(address, If_None_Match=tag)[0] == 200


def test_lying_validators_hide_a_new_article() -> None:
    with Newsstand(now="2025-08-23T10:00+05:00") as stand:
        address = stand.outlet("eski-soat").home + "/rss"
        _, headers, before = get(address)
        stand.clock.forward(dt.timedelta(days=1))
        assert get(address, If_None_Match=headers["ETag"], If_Modified_Since=headers["Last-Modified"])[0] == 304
        assert get(address)[2] != before


def test_every_article_fits_every_common_design() -> None:
    for name in COMMON:
        outlet = Outlet("unheard-of", read_stories([*GOLD, *OWN]), name)
        site = Site(outlet, Clock(EVENING), outlet.stories)
        for story in outlet.stories[:: len(COMMON)]:
            page = html.unescape(site.answer(outlet.path(story), {}).body.decode())
            assert [text for text in story.paragraphs if text not in page] == [], (name, story.id)


def test_outlets_nobody_knows_are_served_too(tmp_path: Path) -> None:
    rows = [json.loads(line) for line in GOLD[0].read_text(encoding="utf-8").splitlines()]
    for number, row in enumerate(rows):
        row |= {"outlet": f"unheard-of-{number}", "id": f"heldZ-{number:03d}"}
    file = tmp_path / "held.articles.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    with Newsstand([file], now=EVENING) as stand:
        assert len(load_catalogue(stand.catalogue(tmp_path / "catalogue"))) == len(rows)
        for story in stand.stories:
            address = stand.address(story.id)
            assert re.search(r"\b((?:dev|held)[A-Z]-\d{3})\b", address), address
            assert get(address)[0] == 200


def test_future_does_not_exist_yet() -> None:
    with Newsstand(now="2024-09-17T10:00+05:00") as stand:
        address = stand.address("founding-003")
        feed = stand.outlet("tdi").home + "/feed/"
        assert get(address)[0] == 404
        assert b"founding-003" not in get(feed)[2]
        stand.clock.set("2024-09-17T15:05+05:00")
        assert get(address)[0] == 200
        assert b"founding-003" in get(feed)[2]


def test_today_is_said_relative_to_the_clock_in_the_outlets_zone() -> None:
    with Newsstand(now="2025-08-24T09:00+05:00") as stand:
        address = stand.address("noise-002")
        said = [get(address)[2].decode()]
        for moment in ("2025-08-24T19:30+00:00", "2025-08-26T09:00+05:00"):
            stand.clock.set(moment)
            said.append(get(address)[2].decode())
    for page, words in zip(said, ("Сегодня, 08:35", "Вчера, 08:35", "24 августа 2025, 08:35"), strict=True):
        assert words in page


@pytest.mark.parametrize(
    ("slug", "encoding", "open_"), [("gazeta-uz", "gzip", gzip.decompress), ("tass", "br", brotli.decompress)]
)
def test_pages_are_compressed_for_whoever_accepts_it(
    street: Newsstand, slug: str, encoding: str, open_: object
) -> None:
    address = street.address(street.outlet(slug).stories[0].id)
    plain = get(address)[2]
    _, headers, packed = get(address, Accept_Encoding="gzip, br")
    assert headers["Content-Encoding"] == encoding
    assert callable(open_)
    assert open_(packed) == plain


def test_moved_article_is_redirected(street: Newsstand) -> None:
    outlet = street.outlet("trend-az")
    entry = feedparser.parse(get(outlet.home + "/feeds/index.rss")[2]).entries[0]
    assert "/casia/uzbekistan/" in entry.link
    connection = http.client.HTTPConnection(outlet.home.removeprefix("http://"))
    connection.request("GET", entry.link.removeprefix(outlet.home))
    answer = connection.getresponse()
    assert answer.status == 301
    assert (answer.getheader("Location") or "").startswith(f"{outlet.home}/business/")
    connection.close()


def test_tracking_keys_lead_to_the_same_page(street: Newsstand) -> None:
    outlet = street.outlet("mining-com")
    link = feedparser.parse(get(outlet.home + "/feed/")[2]).entries[0].link
    assert "utm_source=rss" in link
    assert get(link)[2] == get(link.partition("?")[0])[2]


def test_identity_may_stand_in_the_query(street: Newsstand) -> None:
    outlet = street.outlet("mining-cn")
    assert "?id=" in outlet.path(outlet.stories[0])
    assert get(outlet.home + outlet.path(outlet.stories[0]) + "&utm_source=x")[0] == 200
    assert get(outlet.home + "/news/view?id=1&a=none")[0] == 404


def test_soft_404_and_challenge_answer_200(street: Newsstand) -> None:
    gone = get(street.outlet("eski-havola").home + "/news/gone-1")
    assert gone[0] == 200
    assert "Страница не найдена" in gone[2].decode()
    wall = get(street.address("noise-011"))
    assert wall[0] == 200
    assert b"Just a moment" in wall[2]
    assert get(street.outlet("kun-uz").home + "/none")[0] == 404


def test_whoever_asks_for_the_head_gets_the_head(street: Newsstand) -> None:
    connection = http.client.HTTPConnection(street.outlet("kun-uz").home.removeprefix("http://"))
    for _ in range(2):  # the connection is kept
        connection.request("HEAD", "/")
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (200, b"")
        assert int(answer.getheader("Content-Length") or 0) > 0
    connection.request("POST", "/")
    assert connection.getresponse().status == 405
    connection.close()


def test_first_answer_is_dropped_in_the_middle_and_the_second_is_whole() -> None:
    with Newsstand(now=EVENING) as stand:
        address = stand.address("noise-014")
        with pytest.raises(http.client.IncompleteRead):
            get(address)
        status, _, body = get(address)
        assert (status, body.endswith(b"</html>")) == (200, True)


def test_robots_txt_says_what_the_design_says(street: Newsstand) -> None:
    assert b"Crawl-delay: 1\n" in get(street.outlet("metalinfo").home + "/robots.txt")[2]
    assert b"sitemaps.example" in get(street.outlet("kun-uz").home + "/robots.txt")[2]


def test_catalogue_loads_and_names_every_outlet(street: Newsstand, tmp_path: Path) -> None:
    sources = load_catalogue(street.catalogue(tmp_path))
    assert len(sources) == len(street.outlets)
    hosts = set(street.allow_hosts.split(","))
    for outlet in street.outlets:
        source = sources[outlet.name]
        assert source.delay == 0
        assert outlet.home.removeprefix("http://") in hosts


def test_time_zones_agree_with_the_articles_offsets(street: Newsstand) -> None:
    assert street.outlet("trend-az").timezone == "Asia/Baku"
    assert street.outlet("kun-uz").timezone == "Asia/Tashkent"
    assert street.outlet("small-caps").timezone == "Australia/Sydney"
    assert street.outlet("kabulnow").timezone == "Asia/Kabul"


def test_taken_port_is_said_clearly() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PortTaken, match=f"port {port} .* taken"), Newsstand(now=EVENING, port=port):
            pass


def test_same_slug_has_the_same_design_in_every_run(street: Newsstand) -> None:
    assert {feed.kind for site in street.sites.values() for feed in site.outlet.feeds()} == {*KINDS, "html"}
    assert street.outlet("haqqin-az").design.name == "report"
    assert street.outlet("eurasian-star").design.common


def test_command_serves_until_it_is_told_to_stop(tmp_path: Path) -> None:
    run = [sys.executable, "-m", "tests.newsstand", "--port", "0", "--catalogue", str(tmp_path), "--now", EVENING]
    root = Path(__file__).parent.parent.parent
    with subprocess.Popen(run, stdout=subprocess.PIPE, cwd=root, env={**os.environ, "PYTHONUNBUFFERED": "1"}) as street:
        assert street.stdout
        assert b"Ctrl-C ends it" in street.stdout.readline()
        first = (tmp_path / "allow-hosts").read_text(encoding="ascii").partition(",")[0]
        assert get(f"http://{first}/")[0] == 200
        street.send_signal(signal.SIGTERM)
        assert street.wait(10) == 0
