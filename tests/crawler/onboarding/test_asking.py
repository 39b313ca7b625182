"""Asking a site a few questions; what it answers is tried by real crawls in test_exploring."""

from scrapy.http import HtmlResponse

from crawler.lists.finding import links_of, title_of
from crawler.onboarding.asking import said

PAGE = HtmlResponse(
    "https://example.uz/ru/",
    headers={"Content-Type": "text/html; charset=windows-1251"},
    body="<title>Новости</title><a href='a'>да</a>".encode("cp1251"),
)


def test_a_page_is_read_with_its_charset_and_its_address() -> None:
    assert said(PAGE, lambda body, charset, _: title_of(body, charset)) == "Новости"
    assert said(PAGE, links_of) == ["https://example.uz/ru/a"]


def test_nothing_is_read_of_what_is_no_page() -> None:
    assert said(PAGE.replace(body=b""), links_of) == []
