"""Pages that are not what was asked for although they answer 200: a page comes in, the reason it is none goes out."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pipeline.extraction.charset import decode
from pipeline.words.literals import Literals

LARGEST = 300_000  # bytes; a page beyond it is no notice
TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)
PARAGRAPH = re.compile(r"(?s)<p[\s>].*?(?=</p|<p[\s>]|</div|</article|$)")
UNSEEN = re.compile(r"(?s)<(script|style|noscript|svg|template|head)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>")


@dataclass(frozen=True)
class Kind:
    """A kind of page that stands in the article's place, and how it is recognised."""

    reason: str
    title: tuple[str, ...]
    body: tuple[str, ...]
    path: tuple[str, ...]
    site: tuple[str, ...]
    part: str  # of the page that is measured: all of it, or its paragraphs
    little: int  # characters of that part: less than an article, more than a notice


def _kind(block: dict[str, Any]) -> Kind:
    values: dict[str, Any] = {key: tuple(said) if isinstance(said, list) else said for key, said in block.items()}
    return Kind(**values)


_data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
KINDS = [_kind(block) for block in _data.values()]
WALLS = {kind.reason for kind in KINDS}
SIGNS = Literals(  # one pass over the bytes spares nearly every page the decoding
    sorted({word.encode(name) for kind in KINDS for word in kind.title + kind.body for name in ("utf-8", "cp1251")}),
    caseless=True,
)


def refusal(body: bytes, charset: str | None, requested: str, final: str) -> str | None:
    """Return why this page is not the one requested (a wall, the front page), or None where it is."""
    if final != requested:
        for kind in KINDS:
            if _led_astray(kind, requested, final):
                return kind.reason
        if _front_page(requested, final):
            return "redirected to the front page"
    if len(body) > LARGEST or not SIGNS.within(body):
        return None
    page = decode(body, charset).lower()
    found = TITLE.search(page)
    title = found[1] if found else ""
    for kind in KINDS:
        named = any(word in title for word in kind.title) or any(word in page for word in kind.body)
        if named and len(PARTS[kind.part](page)) < kind.little:
            return kind.reason
    return None


def _led_astray(kind: Kind, requested: str, final: str) -> bool:
    asked, given = urlsplit(requested), urlsplit(final)
    if given.hostname in kind.site and asked.hostname not in kind.site:
        return True
    return any(word in given.path.lower() and word not in asked.path.lower() for word in kind.path)


def _front_page(requested: str, final: str) -> bool:
    asked, given = urlsplit(requested), urlsplit(final)
    return len(asked.path) > 1 and len(given.path) <= 1 and not given.query


def _text(page: str) -> str:
    return " ".join(UNSEEN.sub(" ", page).split())


def _paragraphs(page: str) -> str:
    return _text(" ".join(PARAGRAPH.findall(page)))


PARTS = {"page": _text, "paragraphs": _paragraphs}
