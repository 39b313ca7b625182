"""Every spelling of an address is one address; two articles never are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.url import canonical, site

TWINS = [
    ("http://WWW.Example.uz/News/1/", "https://example.uz/News/1"),
    ("https://example.uz./news/1#comments", "https://example.uz/news/1"),
    ("https://m.example.uz:443/news/1?utm_source=tg&utm_medium=x", "https://example.uz/news/1"),
    ("http://wap.example.uz:80/news//1", "https://example.uz/news/1"),
    ("https://www.m.example.uz/news/1?fbclid=AbC", "https://example.uz/news/1"),
    ("https://amp.example.uz/news/1", "https://example.uz/news/1"),
    ("https://example.uz/amp/news/1", "https://example.uz/news/1"),
    ("https://example.uz/news/1/amp/", "https://example.uz/news/1"),
    ("https://example.uz/news/1?amp", "https://example.uz/news/1"),
    ("https://example.uz/news/1?noamp=mobile", "https://example.uz/news/1"),
    ("https://example.uz/news/1.amp.html", "https://example.uz/news/1.html"),
    ("https://example-uz.cdn.ampproject.org/c/s/example.uz/news/1", "https://example.uz/news/1"),
    ("https://www.google.com/amp/s/example.uz/news/1", "https://example.uz/news/1"),
    ("https://example.uz/news/1?from=rss", "https://example.uz/news/1"),
    ("https://example.uz/news/1?input=fb&ysclid=m1&source=rss", "https://example.uz/news/1"),
    ("https://example.uz/news?fl&id=7", "https://example.uz/news?id=7"),
    ("https://example.uz/?p=77", "https://example.uz?p=77"),
    ("https://example.uz?p=77&utm_campaign=1", "https://example.uz?p=77"),
    ("https://example.uz/", "https://example.uz"),
    ("https://example.uz/news?b=2&a=1", "https://example.uz/news?a=1&b=2"),
    ("https://user:secret@example.uz/1", "https://example.uz/1"),
    ("https://example.uz/kr/changelang/uz?c=%2Fnews%2F2025%2Fore", "https://example.uz/news/2025/ore"),
    (
        "https://example.uz/новости/медь",
        "https://example.uz/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/%D0%BC%D0%B5%D0%B4%D1%8C",
    ),
    ("https://example.uz/%d0%bcедь", "https://example.uz/%D0%BC%D0%B5%D0%B4%D1%8C"),
    ("https://example.uz/a\u0301", "https://example.uz/%C3%A1"),
    ("https://example.uz/%C3%81;jsessionid=1A2B", "https://example.uz/%C3%81"),
    (" https://example.uz/a\nb ", "https://example.uz/ab"),
    ("https://example.uz/a/../b/./c", "https://example.uz/b/c"),
]


@pytest.mark.parametrize(("spelling", "identity"), TWINS)
def test_spellings_of_an_address_share_one_identity(spelling: str, identity: str) -> None:
    assert canonical(spelling) == identity


def test_an_international_host_is_known_by_its_ascii_name() -> None:
    assert canonical("https://МЕДЬ.рф/1") == canonical("https://xn--d1abu0e.xn--p1ai/1")


@pytest.mark.parametrize(
    "address",
    [
        "https://example.uz/News/Ore-devA-017",
        "https://example.uz/index.php/news/1",
        "https://example.uz/news?id=1&language=ru",
        "https://example.uz/article.php?sid=42",
        "https://example.uz/archive?from=2025-01-01",
        "http://127.0.0.1:8021/2025/04/10/ore-devA-017",
        "https://example.uz/a%2Fb",
        "https://example.uz/100%25",
        "https://amp.uz/1",
        "https://[::1]/1",
    ],
)
def test_what_tells_two_pages_apart_is_kept(address: str) -> None:
    assert canonical(address) == address


@pytest.mark.parametrize(
    "junk", ["", "not an address", "mailto:desk@example.uz", "https://[broken/1", "http://h:port/"]
)
def test_junk_comes_back_without_an_error(junk: str) -> None:
    assert canonical(junk) == junk.replace(" ", "")


@given(st.text(max_size=80))
def test_no_text_raises_an_error_and_a_second_pass_changes_nothing(text: str) -> None:
    once = canonical("https://example.uz/" + text)
    assert canonical(once) == once


def test_a_site_is_the_registered_domain_or_host_and_port() -> None:
    assert site("https://en.Inform.kz/a") == site("http://inform.kz:8080/b") == "inform.kz"
    assert site("https://news.bbc.co.uk/") == "bbc.co.uk"
    assert site("http://127.0.0.1:8000/a") == "127.0.0.1:8000"
