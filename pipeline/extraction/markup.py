"""The text of a page comes in; a bounded tree, its meta tags and its linked data (JSON-LD) go out."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

MOST_CHARACTERS = 5_000_000
_MOST_LINKED = 200  # objects of linked data
_DEPTH = 6  # of objects within objects that are looked into
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# What the parser takes for the end of a page, or for no sign at all. In bytes, each beginning with one of its own that
# few pages have, and that is sought far faster than a set of signs.
_CONTROLS = bytes.maketrans(bytes([*range(9), 11, 12, *range(14, 32), 127]), b" " * 30)
_UNSAFE = (
    (b"\xc2", re.compile(rb"\xc2[\x80-\x84\x86-\x9f]")),  # U+0080 to U+009F, but for the line break among them
    (b"\xed", re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")),  # halves of pairs
    (b"\xef", re.compile(rb"\xef\xbf[\xbe\xbf]")),  # U+FFFE and U+FFFF
)
_HUGE_TAG = re.compile(r"<(\w+)[^<>]{20000,}>")  # the parser takes a minute for 100,000 attributes
_WRAPPING = re.compile(r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[|/\*.*?\*/)|(?:-->|//\]\]>|\]\]>|;)\s*$", re.DOTALL)
_ELEMENTS = etree.ElementDefaultClassLookup(element=HtmlElement)  # lxml.html's own asks Python about each element
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_ARTICLES = frozenset(
    {"NewsArticle", "Article", "BlogPosting", "Report", "ReportageNewsArticle", "AnalysisNewsArticle"}
    | {"LiveBlogPosting", "PressRelease", "BackgroundNewsArticle", "OpinionNewsArticle", "SocialMediaPosting"}
)


class Unextractable(Exception):
    """A page from which no article can be read; the sentence says why."""


@dataclass(frozen=True)
class Markup:
    """A parsed page: its tree, its meta tags by lower-case name (the first of a name wins), its linked data."""

    tree: HtmlElement
    meta: dict[str, str]
    linked: list[dict[str, Any]]

    @property
    def article(self) -> dict[str, Any]:
        """The linked data of the page's article, or nothing."""
        return next((item for item in self.linked if kinds(item) & _ARTICLES), {})


def parse(text: str) -> Markup:
    """Parse a page. Raises Unextractable where it is too large or holds no markup."""
    if len(text) > MOST_CHARACTERS:
        raise Unextractable(f"larger than {MOST_CHARACTERS // 1_000_000} MB of text")
    safe = _safe(_HUGE_TAG.sub(r"<\1>", _DECLARATION.sub("", text, count=1)))
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    parser.set_element_class_lookup(_ELEMENTS)
    try:
        tree = etree.fromstring(safe, parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise Unextractable(f"no markup: {error}") from error
    if tree is None:
        raise Unextractable("an empty page")
    linked = list(_linked(tree))
    etree.strip_elements(tree, "script", "style", "noscript", "template", "svg", "iframe", with_tail=False)
    return Markup(tree, _meta(tree), linked)


def _safe(text: str) -> bytes:
    """Return a page in UTF-8, with a space for each sign that the parser would stumble over."""
    page = text.encode("utf-8", "surrogatepass").translate(_CONTROLS)
    for first, signs in _UNSAFE:
        if first in page:
            page = signs.sub(b" ", page)
    return page


def kinds(item: dict[str, Any]) -> set[str]:
    """Return the types of an object of linked data, without the address of their vocabulary."""
    types = item.get("@type")
    listed = types if isinstance(types, list) else [types]
    return {kind.rsplit("/", 1)[-1] for kind in listed if isinstance(kind, str)}


def _meta(tree: HtmlElement) -> dict[str, str]:
    meta: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = (element.get("content") or "").strip()
        if name and content:
            meta.setdefault(name.strip().lower(), content)
    return meta


def _linked(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    found = 0
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        for item in _objects(_json(script.text or ""), _DEPTH):
            found += 1
            if found > _MOST_LINKED:
                return
            yield item


def _json(text: str) -> Any:  # noqa: ANN401 - JSON is any of its types
    """Read JSON as pages write it: in comments, with stray line breaks and commas; None where it is none."""
    text = _WRAPPING.sub("", _WRAPPING.sub("", text))
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", text), html.unescape(text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _objects(value: Any, depth: int) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - JSON is any of its types
    """Walk through lists, graphs and main entities."""
    if depth == 0:
        return
    if isinstance(value, list):
        for item in value:
            yield from _objects(item, depth - 1)
    if isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _objects(value.get(key), depth - 1)
