"""The page of a list before the one that was read: by number, by offset, by the oldest post."""

import pytest

from crawler.lists.earlier import earlier
from crawler.lists.listing import Entry, Listing

EMPTY = Listing()


@pytest.mark.parametrize(
    ("way", "address", "before"),
    [
        ("feeds", "https://a.uz/feed/", "https://a.uz/feed/?paged=3"),
        ("feeds", "https://a.uz/rss?lang=ru", "https://a.uz/rss?lang=ru&paged=3"),
        ("sections", "https://a.uz/news", "https://a.uz/news?page=3"),
        ("sections", "https://a.uz/news?page=1&per=9", "https://a.uz/news?page=3&per=9"),
        ("apis", "https://a.uz/api?code_name=news&page=1", "https://a.uz/api?code_name=news&page=3"),
        ("apis", "https://a.uz/api?limit=12&offset=0", "https://a.uz/api?limit=12&offset=24"),
        ("apis", "https://a.uz/api?page=1#code=mingeo", "https://a.uz/api?page=3#code=mingeo"),
        ("sitemaps", "https://a.uz/sitemap.xml", None),
        ("news_sitemaps", "https://a.uz/news.xml", None),
    ],
)
def test_a_page_before_is_named_as_most_systems_do(way: str, address: str, before: str | None) -> None:
    assert earlier(way, address, EMPTY, 3) == before


def test_a_channel_is_read_back_from_its_oldest_post() -> None:
    posts = Listing([Entry("https://t.me/miituz/812"), Entry("https://t.me/miituz/98"), Entry("https://miit.uz/a")])
    assert earlier("telegram", "https://t.me/s/miituz", posts, 2) == "https://t.me/s/miituz?before=98"
    older = Listing([Entry("https://t.me/miituz/40")])
    assert earlier("telegram", "https://t.me/s/miituz?before=98", older, 3) == "https://t.me/s/miituz?before=40"
    assert earlier("telegram", "https://t.me/s/miituz", Listing([Entry("https://t.me/miituz/1")]), 2) is None
    assert earlier("telegram", "https://t.me/s/miituz", EMPTY, 2) is None
