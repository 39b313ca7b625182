"""Feeds as outlets really serve them, the malformed ones included."""

import datetime as dt

import pytest

from crawler.lists.feeds import read_feed
from crawler.lists.listing import Entry, Unreadable

HOME = "https://outlet.uz/rss"


def entries(body: str | bytes, charset: str | None = None) -> list[Entry]:
    return read_feed(body.encode() if isinstance(body, str) else body, charset, HOME).entries


def rss(items: str, channel: str = "") -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{channel}{items}</channel></rss>'


def test_an_rss_item_keeps_its_hints_as_they_were_written() -> None:
    (entry,) = entries(
        rss(
            "<item><title>Copper &amp; gold</title><link>https://outlet.uz/a?id=1</link>"
            "<description>&lt;p&gt;Short &lt;b&gt;text&lt;/b&gt;&lt;/p&gt;</description>"
            "<pubDate>Mon, 16 Sep 2024 14:05:00 +0500</pubDate></item>",
            "<language>ru</language>",
        )
    )
    assert entry.hints == {
        "title": "Copper & gold",
        "published": "Mon, 16 Sep 2024 14:05:00 +0500",
        "summary": "Short text",
        "language": "ru",
    }
    assert entry.moment == dt.datetime(2024, 9, 16, 9, 5, tzinfo=dt.UTC)


def test_atom_and_rdf_are_feeds() -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>N</title><entry><title>T</title>'
        '<link rel="alternate" href="/news/1"/><updated>2025-03-01T10:00:00Z</updated></entry></feed>'
    )
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        '<channel rdf:about="https://outlet.uz/"><title>N</title></channel>'
        '<item rdf:about="https://outlet.uz/2"><title>T</title><link>https://outlet.uz/2</link></item></rdf:RDF>'
    )
    assert entries(atom)[0].address == "https://outlet.uz/news/1"
    assert entries(atom)[0].moment == dt.datetime(2025, 3, 1, 10, tzinfo=dt.UTC)
    assert entries(rdf)[0].address == "https://outlet.uz/2"


@pytest.mark.parametrize(
    ("body", "instead"),
    [
        ("<!DOCTYPE html><html><head><title>Daryo</title></head><body>news</body></html>", "an HTML page"),
        ("\n\n<html lang='uz'><p>x", "an HTML page"),
        ('<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>', "<Error>"),
        ("", "an empty body"),
        ('{"items": []}', "neither XML nor HTML"),
    ],
)
def test_what_is_no_feed_is_named(body: str, instead: str) -> None:
    with pytest.raises(Unreadable, match=instead):
        entries(body)


def test_a_feed_without_items_is_a_feed() -> None:
    assert entries(rss("")) == []


@pytest.mark.parametrize("date", ["", "<pubDate>Invalid Date</pubDate>", "<pubDate>31-31-31 10:45</pubDate>"])
def test_an_item_without_a_usable_date_is_undated_not_new(date: str) -> None:
    (entry,) = entries(rss(f"<item><title>T</title><link>https://outlet.uz/a</link>{date}</item>"))
    assert entry.moment is None


def test_a_date_far_ahead_is_not_believed() -> None:
    (entry,) = entries(
        rss("<item><link>https://outlet.uz/a</link><pubDate>Mon, 16 Sep 2199 14:05:00 GMT</pubDate></item>")
    )
    assert entry.moment is None
    assert entry.published


def test_links_in_cdata_with_blanks_relative_or_only_in_the_guid_are_read() -> None:
    found = entries(
        rss(
            "<item><link><![CDATA[\n  https://outlet.uz/a#top \n]]></link></item><item><link>/b</link></item>"
            '<item><guid isPermaLink="true">https://outlet.uz/c</guid></item><item><title>no link</title></item>'
            "<item><link>javascript:alert(1)</link></item><item><link>ftp://outlet.uz/d</link></item>"
        )
    )
    assert [entry.address for entry in found] == ["https://outlet.uz/a", "https://outlet.uz/b", "https://outlet.uz/c"]


def test_tags_in_other_case_count() -> None:
    (entry,) = entries(
        "<rss version='2.0'><channel><item><title>T</title><link>https://outlet.uz/a</link>"
        "<pubdate>Mon, 16 Sep 2024 14:05:00 GMT</pubdate></item></channel></rss>"
    )
    assert entry.moment


def test_broken_xml_keeps_its_good_items() -> None:
    unbound = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><wb:id>1</wb:id><title>A & B</title>'
        '<link href="https://outlet.uz/a"/></entry><entry><title>cut <b>'
    )
    cut = rss("<item><title>Copper & gold</title><link>https://outlet.uz/a?x=1&y=2</link></item><item><title>x")
    assert entries(unbound)[0].address == "https://outlet.uz/a"
    assert entries(cut)[0].address == "https://outlet.uz/a?x=1&y=2"


def test_undeclared_windows_1251_and_false_declarations_are_read() -> None:
    item = "<item><title>Узбекистан и вольфрам: подписан меморандум о добыче</title><link>https://outlet.uz/a</link></item>"
    for body, charset in (
        (rss(item).encode("cp1251"), None),
        (rss(item).encode("cp1251"), "utf-8"),
        (rss(item).replace('"1.0"?', '"1.0" encoding="windows-1251"?').encode("cp1251"), None),
        (rss(item).replace('"1.0"?', '"1.0" encoding="windows-1251"?').encode("utf-8"), "windows-1251"),
        (rss(item).encode("utf-8-sig"), None),
        (rss(item).encode("utf-16"), None),
    ):
        assert entries(body, charset)[0].title == "Узбекистан и вольфрам: подписан меморандум о добыче"


def test_entity_bombs_and_foreign_entities_give_nothing_away() -> None:
    bomb = (
        '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
        '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">'
        '<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    )
    body = bomb + rss("<item><title>&d;&f;</title><link>https://outlet.uz/a</link></item>").split("?>", 1)[1]
    title = entries('<?xml version="1.0"?>' + body)[0].title or ""
    assert "root:" not in title
    assert len(title) <= 500


def test_an_entry_tells_when_it_was_edited_and_under_which_name_it_is_known() -> None:
    known, plain = entries(
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><entry><title>Ore</title><id>tag:outlet,7</id>'
        '<link href="https://outlet.uz/a"/><published>2025-04-10T09:00:00Z</published>'
        "<updated>2025-04-10T14:30:00Z</updated></entry>"
        '<entry><title>Ore</title><id>https://outlet.uz/b</id><link href="https://outlet.uz/b"/></entry></feed>'
    )
    assert (known.guid, plain.guid) == ("tag:outlet,7", None)
    assert known.moment == dt.datetime(2025, 4, 10, 9, tzinfo=dt.UTC)
    assert known.updated == dt.datetime(2025, 4, 10, 14, 30, tzinfo=dt.UTC)
    assert plain.updated is None


def test_an_item_of_another_sites_list_names_its_outlet() -> None:
    item = '<item><link>https://search.example/1</link><source url="{}">The Outlet</source></item>'
    items = "".join(item.format(url) for url in ("https://outlet.uz", "", "javascript:alert(1)"))
    listing = read_feed(
        f'<rss version="2.0"><channel>{items}</channel></rss>'.encode(), None, "https://search.example/"
    )
    assert [entry.outlet for entry in listing.entries] == ["https://outlet.uz", None, None]
