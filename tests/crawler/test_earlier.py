"""A list's earlier pages have addresses of their own, where the way in knows any."""

import pytest

from crawler.earlier import earlier
from crawler.listing import Entry, Listing

FULL = Listing([Entry("https://outlet.uz/1")])


@pytest.mark.parametrize(
    ("way", "address", "page", "found"),
    [
        ("feeds", "https://outlet.uz/feed/", 2, "https://outlet.uz/feed/?paged=2"),
        ("feeds", "https://outlet.uz/rss?lang=uz&paged=2", 3, "https://outlet.uz/rss?lang=uz&paged=3"),
        ("sections", "https://outlet.uz/news?tag=&page=1", 2, "https://outlet.uz/news?tag=&page=2"),
        ("news_sitemaps", "https://outlet.uz/news.xml", 2, None),
    ],
)
def test_a_page_is_asked_for_by_its_number(way: str, address: str, page: int, found: str | None) -> None:
    assert earlier(way, address, FULL, page) == found
    assert earlier(way, address, Listing(), page) is None
