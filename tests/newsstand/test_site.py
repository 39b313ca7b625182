"""The manners of the sites over real HTTP: validators, encodings, redirects, walls, and the hidden future."""

import datetime as dt
import gzip
import http.client

import brotli  # type: ignore[import-untyped]
import feedparser
import pytest

from tests.newsstand.asking import get
from tests.newsstand.stand import Newsstand


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


def test_future_does_not_exist_yet() -> None:
    with Newsstand(now="2024-09-17T10:00+05:00") as stand:
        address = stand.address("founding-003")
        feed = stand.outlet("tdi").home + "/feed/"
        assert get(address)[0] == 404
        assert b"founding-003" not in get(feed)[2]
        stand.clock.set("2024-09-17T15:05+05:00")
        assert get(address)[0] == 200
        assert b"founding-003" in get(feed)[2]


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


def test_robots_txt_says_what_the_design_says(street: Newsstand) -> None:
    assert b"Crawl-delay: 1\n" in get(street.outlet("metalinfo").home + "/robots.txt")[2]
    assert b"sitemaps.example" in get(street.outlet("kun-uz").home + "/robots.txt")[2]
