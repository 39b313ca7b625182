"""Headers are read as text."""

import pytest
from scrapy.http import Response

from crawler.manners.headers import charset_of, header


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
