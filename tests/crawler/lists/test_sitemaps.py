"""Sitemaps, news sitemaps and indexes as outlets really serve them."""

import datetime as dt
import gzip

import pytest

from crawler.lists.listing import Unreadable
from crawler.lists.sitemaps import EACH_END, LONGEST_FIELD, MOST_ENTRIES, newest, read_sitemap

HOME = "https://www.outlet.uz/sitemap.xml"
NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> https://outlet.uz/a </loc><lastmod>2026-01-02T00:00:00Z</lastmod>
<image:image><image:loc>https://outlet.uz/a.jpg</image:loc><image:title>A photo</image:title></image:image>
<news:news><news:publication><news:name>Outlet</news:name><news:language>ru</news:language></news:publication>
<news:publication_date>2026-01-01T10:00:00+05:00</news:publication_date><news:title>Вольфрам</news:title></news:news></url>
<url><loc>/b</loc></url><url><lastmod>2026-01-01</lastmod></url></urlset>"""


def test_a_news_sitemap_gives_its_own_date_title_and_language() -> None:
    first, second = read_sitemap(NEWS.encode(), None, HOME).entries
    assert first.address == "https://outlet.uz/a"
    assert first.hints == {"title": "Вольфрам", "published": "2026-01-01T10:00:00+05:00", "language": "ru"}
    assert first.moment == dt.datetime(2026, 1, 1, 5, tzinfo=dt.UTC)
    assert second.address == "https://www.outlet.uz/b"
    assert first.updated == dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
    assert second.old
    assert second.updated is None


def test_a_change_date_is_no_publication_date() -> None:
    body = "<urlset><url><loc>https://outlet.uz/a</loc><lastmod>2026-01-02</lastmod></url></urlset>"
    (entry,) = read_sitemap(body.encode(), None, HOME).entries
    assert entry.moment
    assert "published" not in entry.hints


def test_an_index_gives_its_chunks_of_the_same_site_only_the_newest_first() -> None:
    chunks = [f"https://outlet.uz/posts-{number}.xml" for number in range(1, 13)]
    rows = "".join(f"<sitemap><loc>{chunk}</loc></sitemap>" for chunk in [*chunks, "https://3dreference.com/x.xml"])
    listing = read_sitemap(f"<sitemapindex>{rows}</sitemapindex>".encode(), None, HOME)
    assert listing.chunks == chunks[::-1]
    assert not listing.entries


def test_frozen_change_dates_do_not_hide_the_newest_chunk() -> None:
    picked = newest(
        [("/2023-05.xml", "2023-05-04"), ("/2023-06.xml", "2023-05-04"), *((f"/20{y}-01.xml", "") for y in (25, 26))]
    )
    assert picked[0] == "/2023-06.xml"
    assert "/2026-01.xml" in picked


def test_a_packed_sitemap_is_unpacked_and_a_bomb_is_not() -> None:
    assert len(read_sitemap(gzip.compress(NEWS.encode()), None, HOME).entries) == 2
    bomb = f"<urlset><url><loc>/first</loc></url>{' ' * 60_000_000}<url><loc>/last</loc></url>".encode()
    listing = read_sitemap(gzip.compress(bomb), None, HOME)
    assert [entry.address for entry in listing.entries] == ["https://www.outlet.uz/first"]
    assert listing.cut == "cut at 50 MB"


def test_a_sitemap_of_more_than_the_protocol_allows_is_cut_and_says_so() -> None:
    url = "<url><loc>/{}</loc></url>"
    whole, more = ("".join(map(url.format, range(count))) for count in (MOST_ENTRIES, MOST_ENTRIES + 5000))
    assert read_sitemap(f"<urlset>{whole}</urlset>".encode(), None, HOME).cut is None
    assert read_sitemap(f"<urlset>{more}</urlset>".encode(), None, HOME).cut == "cut after 50,000 entries"


def test_of_a_long_sitemap_both_ends_are_kept() -> None:
    rows = "".join(f"<url><loc>/{number}</loc></url>" for number in range(2 * EACH_END + 2))
    found = [entry.address.rpartition("/")[2] for entry in read_sitemap(f"<urlset>{rows}".encode(), None, HOME).entries]
    assert found == [str(number) for number in range(2 * EACH_END + 2) if number not in (EACH_END, EACH_END + 1)]


def test_a_field_keeps_its_text_around_an_entity_and_loses_what_is_too_long() -> None:
    long = "x" * (LONGEST_FIELD + 9)
    body = f"<urlset><url><loc>/a?x=1&amp;y=2</loc><title>{long}</title></url></urlset>"
    (entry,) = read_sitemap(body.encode(), None, HOME).entries
    assert entry.address == "https://www.outlet.uz/a?x=1&y=2"
    assert entry.title == long[:LONGEST_FIELD]


def test_a_sitemap_in_another_charset_is_decoded() -> None:
    assert len(read_sitemap(NEWS.replace("UTF-8", "UTF-16").encode("utf-16"), None, HOME).entries) == 2


def test_a_cut_sitemap_keeps_what_was_whole() -> None:
    assert read_sitemap(NEWS.encode()[:-200], None, HOME).entries[0].address == "https://outlet.uz/a"


@pytest.mark.parametrize("body", [b"<!doctype html><html><body>gone</body></html>", b"", b"not found", b"\x1f\x8bxx"])
def test_what_is_no_sitemap_is_named(body: bytes) -> None:
    with pytest.raises(Unreadable):
        read_sitemap(body, None, HOME)


def test_foreign_entities_are_not_read() -> None:
    body = '<!DOCTYPE u [<!ENTITY f SYSTEM "file:///etc/hostname">]><urlset><url><loc>https://outlet.uz/&f;</loc></url></urlset>'
    assert [entry.address for entry in read_sitemap(body.encode(), None, HOME).entries] == ["https://outlet.uz/"]
