"""A section page: its bytes come in, the links that look like articles go out."""

import re
from typing import Any
from urllib.parse import urlsplit

from lxml import html
from lxml.etree import LxmlError, ParserError

from crawler.listing import Entry, Listing, Unreadable, absolute, site
from pipeline.charset import decode

MOST_LINKS = 2000
LARGEST = 5_000_000  # characters; a section page is not larger
DIGITS, WORDS = re.compile(r"\d{3}"), re.compile(r"[^/-]+(?:-[^/-]+){3}")


def read_section(body: bytes, charset: str | None, address: str, links: re.Pattern[str] | None) -> Listing:
    """Return the same-site links that match the pattern, in the order of the page; raises Unreadable."""
    tree = read_html(body, charset)
    base = absolute(address, next(iter(tree.xpath("//base/@href")), "")) or address
    home = site(address)
    found: dict[str, Entry] = {}
    for link in tree.xpath("//a/@href | //area/@href"):
        target = absolute(base, link)
        if target and site(target) == home and _listed(target, links):
            found.setdefault(target, Entry(target))
        if len(found) >= MOST_LINKS:
            break
    return Listing(list(found.values()))


def read_html(body: bytes, charset: str | None) -> Any:  # noqa: ANN401 - lxml ships no types
    """Return the tree of a page; raises Unreadable where there is no HTML."""
    try:
        return html.fromstring(decode(body, charset)[:LARGEST].encode(), parser=html.HTMLParser(encoding="utf-8"))
    except (LxmlError, ParserError, ValueError) as error:
        raise Unreadable("a page without any HTML") from error


def _listed(address: str, links: re.Pattern[str] | None) -> bool:
    """Tell whether the address matches; without a pattern, whether its path has a number or a slug of four words."""
    if links:
        return bool(links.search(address))
    path = urlsplit(address).path
    return bool(DIGITS.search(path) or WORDS.search(path))
