"""The bytes of a page come in, its tree goes out."""

from typing import Any

from lxml import html
from lxml.etree import LxmlError, ParserError

from crawler.lists.listing import Unreadable
from pipeline.extraction.charset import decode

LARGEST = 1_000_000  # characters; the tree of a page takes some twenty times its size


def read_html(body: bytes, charset: str | None) -> Any:  # noqa: ANN401 - lxml ships no types
    """Return the tree of a page; raises Unreadable where there is no HTML."""
    text = decode(body[: 4 * LARGEST], charset)[:LARGEST]
    try:
        return html.fromstring(text.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except (LxmlError, ParserError, ValueError, AssertionError) as error:
        raise Unreadable("a page without any HTML") from error
