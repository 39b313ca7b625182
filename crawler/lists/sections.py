"""A section page: its bytes come in, the links that look like articles go out, by the lists in which they stand."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import etree

from crawler.lists.listing import Entry, Listing, Unreadable, absolute, site
from pipeline.extraction.charset import decode

MOST_LINKS = 2000
MOST_TAGS = 600_000  # a page has a few thousand; a million take a second
MOST_LOOKED_AT = 20_000  # links, before the pattern
PIECE = 64 * 1024  # characters
LARGEST = 5_000_000  # bytes; a section page is not larger
NESTED = 1000  # elements within one another that are told apart; no page needs more
DEEPEST = 64  # elements around a link that are looked at
WHOLE = ("html", "body")  # what their names say changes from page to page
LONGEST_NAME = 80  # characters of an element's class and id
DIGITS, WORDS = re.compile(r"\d{3}"), re.compile(r"[^/-]+(?:-[^/-]+){3}")
NUMBER = re.compile(r"\d{3,}")


@dataclass(frozen=True, slots=True, eq=False)
class _Element:
    """An element that is open where a link stands; only those around links are kept."""

    around: "_Element | None"
    name: str  # tag, class and id: what lists of the same make share

    def path(self) -> Iterator["_Element"]:
        """Give the element and those around it, the nearest first."""
        element: _Element | None = self
        for _ in range(DEEPEST):
            if element is None:
                return
            yield element
            element = element.around


def read_section(body: bytes, charset: str | None, address: str, links: re.Pattern[str] | None) -> Listing:
    """Return the same-site links that match the pattern, in the order of the page; raises Unreadable."""
    page = _Links()
    parser = etree.HTMLParser(target=page, encoding="utf-8", huge_tree=True)
    with suppress(etree.LxmlError):  # what could be read counts
        text = decode(body[:LARGEST], charset)
        for start in range(0, len(text), PIECE):  # not the whole of it in bytes beside the text
            parser.feed(text[start : start + PIECE].encode("utf-8", "replace"))
            if page.tags > MOST_TAGS:
                break
        parser.close()
    if not page.tags:
        raise Unreadable("a page without any HTML")
    base = absolute(address, page.base) or address
    home = site(address)
    found: dict[str, int] = {}
    standing: list[tuple[int, _Element]] = []
    others: dict[str, None] = {}
    for link, element in page.links:
        target = absolute(base, link)
        if not target or site(target) != home:
            continue
        if not _listed(target, links):
            others[target] = None
        elif target in found or len(found) < MOST_LINKS:
            standing.append((found.setdefault(target, len(found)), element))
    return Listing(
        [Entry(target) for target in found],
        cut=_cut(body, page),
        runs=_runs(standing),
        others=list(others)[:MOST_LINKS],
    )


def _cut(body: bytes, page: "_Links") -> str | None:
    if page.tags > MOST_TAGS:
        return f"cut after {MOST_TAGS:,} tags"
    return f"cut at {LARGEST // 1_000_000} MB" if len(body) > LARGEST else None


class _Links:
    """lxml's target: notes links as they come and builds no tree, so that neither depth nor number cost."""

    def __init__(self) -> None:
        self.base = ""
        self.tags = 0
        self.links: list[tuple[str, _Element]] = []
        self.open = _Element(None, "")
        self.depth = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.tags += 1
        self.depth += 1
        if self.depth <= NESTED:
            self.open = _Element(self.open, _name(tag, attributes) if attributes and tag not in WHOLE else tag)
        link = attributes.get("href")
        if link and tag == "base":
            self.base = self.base or link
        elif link and tag in ("a", "area") and len(self.links) < MOST_LOOKED_AT:
            self.links.append((link, self.open))

    def end(self, tag: str) -> None:  # noqa: ARG002 - lxml's interface; it closes in order whatever the page does
        if self.depth <= NESTED:
            self.open = self.open.around or self.open
        self.depth -= 1

    def close(self) -> None:
        """Nothing is left to build."""


def _name(tag: str, attributes: Mapping[str, str]) -> str:
    said = f"{attributes.get('class', '')[:LONGEST_NAME]}#{attributes.get('id', '')[:LONGEST_NAME]}"
    return f"{tag}.{NUMBER.sub('', said)}"


def _runs(standing: Sequence[tuple[int, _Element]]) -> dict[str, list[int]]:
    """Return the places of the entries by the list they stand in, each list in its own order.

    The list is the nearest element around a link that holds the link of another article too; lists of the same make,
    such as the rows of a grid or the days of an archive, are one. An entry may stand in several.
    """
    held: dict[_Element, int] = {}
    several: set[_Element] = set()
    for place, link in standing:
        for element in link.path():
            if held.setdefault(element, place) != place:
                several.add(element)
    runs: defaultdict[str, dict[int, None]] = defaultdict(dict)
    for place, link in standing:
        path = list(link.path())
        near = next((number for number, element in enumerate(path) if element in several), None)
        if near is not None:
            runs["/".join(element.name for element in path[near:])][place] = None
    return {name: list(places) for name, places in runs.items()}


def _listed(address: str, links: re.Pattern[str] | None) -> bool:
    """Tell whether the address matches; without a pattern, whether its path has a number or a slug of four words."""
    if links:
        return bool(links.search(address))
    path = urlsplit(address).path
    return bool(DIGITS.search(path) or WORDS.search(path))
