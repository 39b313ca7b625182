"""A few articles of a site."""

import datetime as dt

from scrapy.http import HtmlResponse

from crawler.lists.listing import Entry
from crawler.onboarding.sampling import pick, sample
from tests.crawler.conftest import ARTICLE

ADDRESS = "https://example.uz/news/1001"
DAY = dt.datetime(2026, 8, 1, tzinfo=dt.UTC)


def entry(path: str, day: int | None = None) -> Entry:
    moment = DAY.replace(day=day) if day else None
    return Entry(f"https://example.uz{path}", moment=moment)


def test_the_newest_of_each_edition_are_picked_then_the_newest() -> None:
    entries = [entry("/ru/a", 9), entry("/ru/b", 8), entry("/ru/c", 7), entry("/uz/d", 2), entry("/uz/e", 1)]
    picked = [item.address.removeprefix("https://example.uz") for item in pick(entries, 3)]
    assert picked == ["/ru/a", "/uz/d", "/ru/b"]


def test_without_dates_the_order_of_the_list_counts() -> None:
    entries = [entry("/a"), entry("/b"), entry("/a?utm_source=x"), entry("/c")]
    assert pick(entries, 2) == entries[:2]


def test_a_page_is_read_as_the_pipeline_reads_it() -> None:
    page = HtmlResponse(ADDRESS, body=ARTICLE.format(title="Tungsten deal", number=1).encode())
    read, reason = sample(page, ADDRESS, "Asia/Tashkent")
    assert read
    assert (read.article.title, read.language, reason) == ("Tungsten deal", "en", "")
    assert "Uzbekistan and a partner signed a memorandum" in read.article.text


def test_a_page_that_is_no_article_is_told_with_the_reason() -> None:
    page = HtmlResponse(ADDRESS, body=b"<html><body><div id=app></div></body></html>")
    assert sample(page, ADDRESS, "Asia/Tashkent") == (
        None,
        "no article text: a page built by scripts, or none",
    )
