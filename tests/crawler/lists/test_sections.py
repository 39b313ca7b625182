"""Section pages give the links that look like articles."""

import re

import pytest

from crawler.lists.listing import Unreadable
from crawler.lists.sections import LARGEST, MOST_TAGS, read_section

HOME = "https://www.uztmk.uz/en/news/"
PAGE = """<html><head><base href="https://uztmk.uz/en/"></head><body>
<nav><a href="/">Home</a><a href="/en/about">About</a></nav>
<a href="news/2026-11-01-deal#comments">Deal</a><a href="news/2026-11-01-deal">again</a>
<a href="/en/news/tungsten-plant-opens-in-navoi">Plant</a><a href="https://t.me/uztmk/123">Telegram</a>
<a href="javascript:void(0)">x</a><a href="mailto:a@b.uz">y</a><a>z</a></body></html>"""


def links(body: bytes, pattern: str | None = None) -> list[str]:
    found = read_section(body, None, HOME, re.compile(pattern) if pattern else None)
    return [entry.address for entry in found.entries]


def test_what_is_too_long_is_cut_and_says_so() -> None:
    good = '<a href="/news/good-1234">A deal</a>'

    def told(page: str) -> tuple[int, str | None]:
        listing = read_section(page.encode(), None, "https://outlet.uz/", None)
        return len(listing.entries), listing.cut

    assert told(good) == (1, None)
    assert told(good + "x" * LARGEST) == (1, "cut at 5 MB")
    assert told(good + "<b/>" * (MOST_TAGS + 100_000)) == (1, "cut after 600,000 tags")


def test_links_of_the_site_that_look_like_articles_are_listed_once() -> None:
    assert links(PAGE.encode()) == [
        "https://uztmk.uz/en/news/2026-11-01-deal",
        "https://uztmk.uz/en/news/tungsten-plant-opens-in-navoi",
    ]


def test_a_pattern_decides_where_there_is_one() -> None:
    assert links(PAGE.encode(), r"/news/2026-") == ["https://uztmk.uz/en/news/2026-11-01-deal"]
    assert links(PAGE.encode(), r"t\.me") == []


def test_a_page_without_html_is_unreadable_and_wild_nesting_is_survived() -> None:
    with pytest.raises(Unreadable):
        links(b"")
    assert links(b"<div>" * 100_000 + PAGE.encode(), r"/news/2026-") in (
        [],
        ["https://uztmk.uz/en/news/2026-11-01-deal"],
    )


def runs(body: str) -> list[list[str]]:
    found = read_section(body.encode(), None, HOME, re.compile(r"/n/"))
    return [[found.entries[place].address[-1] for place in places] for places in found.runs.values()]


def test_links_stand_in_the_lists_of_the_page_each_in_its_order() -> None:
    side = "<ul class='top'><li><a href='/n/9'>x</a></li><li><a href='/n/1'>x</a></li></ul>"
    rows = "<div><div class='card'><a href='/n/{0}'>x</a></div><div class='card'><a href='/n/{1}'>x</a></div></div>"
    main = f"<main>{rows.format(1, 2)}{rows.format(3, 4)}</main>"
    assert runs(f"<body>{side}{main}</body>") == [["9", "1"], ["1", "2", "3", "4"]]
    assert runs("<body><a href='/n/1'>x</a><a href='/about'>y</a></body>") == []


def test_numbers_in_a_name_part_no_list_and_pages_that_are_no_entries_are_kept_apart() -> None:
    card = "<article class='post-{0}000'><a href='/n/{0}'>x</a><i><a href='/n/{1}'>x</a></i></article>"
    page = f"<nav><a href='/economy'>x</a></nav>{card.format(1, 2)}{card.format(3, 4)}"
    assert runs(page) == [["1", "2", "3", "4"]]
    found = read_section(page.encode(), None, HOME, re.compile(r"/n/"))
    assert found.others == ["https://www.uztmk.uz/economy"]
