"""Section pages give the links that look like articles."""

import re

import pytest

from crawler.listing import Unreadable
from crawler.sections import read_section

HOME = "https://www.uztmk.uz/en/news/"
PAGE = """<html><head><base href="https://uztmk.uz/en/"></head><body>
<nav><a href="/">Home</a><a href="/en/about">About</a></nav>
<a href="news/2026-11-01-deal#comments">Deal</a><a href="news/2026-11-01-deal">again</a>
<a href="/en/news/tungsten-plant-opens-in-navoi">Plant</a><a href="https://t.me/uztmk/123">Telegram</a>
<a href="javascript:void(0)">x</a><a href="mailto:a@b.uz">y</a><a>z</a></body></html>"""


def links(body: bytes, pattern: str | None = None) -> list[str]:
    found = read_section(body, None, HOME, re.compile(pattern) if pattern else None)
    return [entry.address for entry in found.entries]


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
