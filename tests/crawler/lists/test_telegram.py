"""The preview of a channel: posts with their moments, posts that lead home, and what is none."""

import datetime as dt
import re

import pytest

from crawler.lists.listing import Unreadable
from crawler.lists.telegram import read_channel

ADDRESS = "https://t.me/s/miituz"
HEAD = '<html><body><div class="tgme_channel_info">Vazirlik</div>'
TEXT = "Vazirlik va Norsk Wolfram volfram konsentrati boʻyicha memorandum imzoladi."


def post(number: str, text: str, moment: str = "2025-03-03T10:05:00+00:00") -> str:
    written = f'<div class="tgme_widget_message_text js-message_text">{text}</div>' if text else ""
    return (
        f'<div class="tgme_widget_message js-widget_message" data-post="{number}">{written}'
        f'<a class="tgme_widget_message_date"><time datetime="{moment}">10:05</time></a></div>'
    )


def read(*posts: str, article: str | None = None) -> list[tuple[str, str | None, bool]]:
    pattern = re.compile(article) if article else None
    found = read_channel((HEAD + "".join(posts)).encode(), "utf-8", ADDRESS, pattern)
    return [(entry.address, entry.title, entry.content is not None) for entry in found.entries]


def test_posts_are_entries_with_pages_of_their_own_the_newest_first() -> None:
    first, second = post("miituz/812", f"<b>Memorandum imzolandi</b><br/>{TEXT}"), post("miituz/813", TEXT)
    assert read(first, second) == [
        ("https://t.me/miituz/813", TEXT, True),
        ("https://t.me/miituz/812", "Memorandum imzolandi", True),
    ]


def test_a_post_keeps_its_moment_and_its_lines() -> None:
    listing = read_channel((HEAD + post("miituz/812", f"Sarlavha<br>{TEXT}<br>Manba")).encode(), None, ADDRESS, None)
    (entry,) = listing.entries
    assert entry.moment == dt.datetime(2025, 3, 3, 10, 5, tzinfo=dt.UTC)
    assert entry.content
    assert f"<h1>Sarlavha</h1>\n<p>{TEXT}</p>\n<p>Manba</p>" in entry.content.decode()


def test_a_long_post_is_named_by_its_first_sentence_or_its_first_words() -> None:
    ((_, title, _),) = read(post("miituz/1", f"{TEXT} {TEXT} {TEXT}"))
    assert title == TEXT
    ((_, title, _),) = read(post("miituz/1", "soʻz " * 100))
    assert title
    assert title.endswith("soʻz…")
    assert len(title) <= 140


def test_a_post_that_leads_to_an_article_of_the_outlet_is_that_article() -> None:
    linked = post("kunuz/5", f'{TEXT} <a href="https://kun.uz/news/2025/03/03/memorandum">Batafsil</a>')
    assert read(linked, article=r"^https://kun\.uz/news/\d{4}/") == [
        ("https://kun.uz/news/2025/03/03/memorandum", TEXT + " Batafsil", False)
    ]


@pytest.mark.parametrize("empty", [post("miituz/9", ""), post("miituz/9", "Rasm"), post("../etc/9", TEXT), ""])
def test_pictures_captions_and_strange_posts_are_left_out(empty: str) -> None:
    assert read(empty) == []


def test_a_hostile_post_is_only_text() -> None:
    found = read_channel(
        (HEAD + post("miituz/7", f"{TEXT}&lt;script&gt;x&lt;/script&gt;")).encode(), None, ADDRESS, None
    )
    assert found.entries[0].content
    assert b"<script" not in found.entries[0].content


@pytest.mark.parametrize("page", ["<html><body>If you have Telegram, you can contact @miituz", "<html></html>"])
def test_a_page_without_a_preview_is_named(page: str) -> None:
    with pytest.raises(Unreadable, match="no preview of a channel"):
        read_channel(page.encode(), None, ADDRESS, None)
