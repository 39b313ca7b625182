"""Headers are read as text."""

import pytest
from scrapy.http import Response

from crawler.manners.headers import charset_of, header, headers_of


@pytest.mark.parametrize(
    ("value", "charset"),
    [
        ("text/html; charset=UTF-8", "UTF-8"),
        ("text/html;Charset = 'windows-1251'; x=y", "windows-1251"),
        ("text/html", None),
        (None, None),
        ("text/html; charset=", None),
    ],
)
def test_a_charset_is_read_from_the_content_type(value: str | None, charset: str | None) -> None:
    assert charset_of(value) == charset


def test_a_header_is_text_or_nothing() -> None:
    answer = Response("https://outlet.uz/", headers={"ETag": '"ü"'.encode("latin-1")})
    assert header(answer, "etag") == '"ü"'
    assert header(answer, "last-modified") is None


def test_all_headers_are_text_by_lower_names_and_the_repeated_ones_in_one() -> None:
    answer = Response("https://outlet.uz/", headers={"X-Robots-Tag": ["noai", "ü".encode("latin-1")], "ETag": "1"})
    assert headers_of(answer) == {"x-robots-tag": "noai, ü", "etag": "1"}
