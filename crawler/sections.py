"""A section page: its bytes come in, the links that look like articles go out."""

import re
from collections.abc import Mapping
from contextlib import suppress
from urllib.parse import urlsplit

from lxml import etree

from crawler.listing import Entry, Listing, Unreadable, absolute, site
from pipeline.charset import decode

MOST_LINKS = 2000
MOST_LOOKED_AT = 20_000  # links, before the pattern
LARGEST = 5_000_000  # bytes; a section page is not larger
DIGITS, WORDS = re.compile(r"\d{3}"), re.compile(r"[^/-]+(?:-[^/-]+){3}")


def read_section(body: bytes, charset: str | None, address: str, links: re.Pattern[str] | None) -> Listing:
    """Return the same-site links that match the pattern, in the order of the page; raises Unreadable."""
    page = _Links()
    parser = etree.HTMLParser(target=page, encoding="utf-8", huge_tree=True)
    with suppress(etree.LxmlError):  # what could be read counts
        parser.feed(decode(body[:LARGEST], charset).encode("utf-8", "replace"))
        parser.close()
    if not page.tags:
        raise Unreadable("a page without any HTML")
    base = absolute(address, page.base) or address
    home = site(address)
    found: dict[str, Entry] = {}
    for link in page.links:
        target = absolute(base, link)
        if target and site(target) == home and _listed(target, links):
            found.setdefault(target, Entry(target))
        if len(found) >= MOST_LINKS:
            break
    return Listing(list(found.values()), cut=f"cut at {LARGEST // 1_000_000} MB" if len(body) > LARGEST else None)


class _Links:
    """lxml's target: notes links as they come and builds no tree, so that neither depth nor number cost."""

    def __init__(self) -> None:
        self.base = ""
        self.tags = 0
        self.links: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.tags += 1
        link = attributes.get("href")
        if link and tag == "base":
            self.base = self.base or link
        elif link and tag in ("a", "area") and len(self.links) < MOST_LOOKED_AT:
            self.links.append(link)

    def close(self) -> None:
        """Nothing is left to build."""


def _listed(address: str, links: re.Pattern[str] | None) -> bool:
    """Tell whether the address matches; without a pattern, whether its path has a number or a slug of four words."""
    if links:
        return bool(links.search(address))
    path = urlsplit(address).path
    return bool(DIGITS.search(path) or WORDS.search(path))
