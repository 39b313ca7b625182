"""A stored page comes in; its article goes out (title, text, author, time of publication), or why there is none."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.extraction.blocks import lines
from pipeline.extraction.body import Body, body, second_opinion, stated_body
from pipeline.extraction.boilerplate import weight
from pipeline.extraction.charset import decode
from pipeline.extraction.chosen import chosen
from pipeline.extraction.declared import declared, site_name
from pipeline.extraction.headline import author, headline, section
from pipeline.extraction.markup import Markup, Unextractable, parse
from pipeline.extraction.pagekind import is_sponsored, is_walled, refuse_lists, refuse_walls
from pipeline.extraction.published import Published, Told, published
from pipeline.text import clean, one_line

__all__ = ["Extracted", "Published", "Raw", "Unextractable", "extract"]

_MODERATE = 1_000_000  # characters of a page that another reader may be asked about: it takes its time
_MOST_TEXT = 200_000  # characters
_LEAST_TEXT = 60  # characters; Chinese, Japanese and Korean texts of a third of it are as long


@dataclass(frozen=True)
class Raw:
    """A page as it was fetched, and what its source knows of it."""

    body: bytes
    charset: str | None
    address: str
    fetched_at: dt.datetime
    timezone: str  # IANA, of the source
    hints: dict[str, Any] = field(default_factory=dict)  # title, published, summary, language: from the feed
    selectors: Mapping[str, str] = field(default_factory=dict)  # CSS by field, for the few sources that need it
    first_read: dt.datetime | None = None  # of an edited page: it was published before


@dataclass(frozen=True)
class Extracted:
    """An article: its paragraphs are parted by line breaks."""

    title: str
    text: str
    author: str | None
    published: Published | None
    notes: dict[str, Any]  # truncated, sponsored, section
    declared: str | None = None  # the address that the page says is its own
    site: str | None = None  # what it calls its site


def extract(raw: Raw, *, thorough: bool = True) -> Extracted:
    """Read the article of a page. Raises Unextractable, with the reason, where the page is none.

    Only a ``thorough`` reading asks another reader where next to no text is found: it costs 15 MB and half a second.
    """
    text = decode(raw.body, raw.charset)
    markup = parse(text)
    own = declared(markup, raw.address)  # now: what reads the body takes the tree apart
    blocks = lines(markup.tree)
    refuse_walls(markup, blocks)
    known = chosen(markup.tree, raw.selectors)
    title = " ".join(known.get("title", ())) or headline(markup, blocks, raw.hints.get("title"))
    told = Told(raw.address, raw.fetched_at, raw.timezone, raw.hints.get("published"))
    when = _not_after(raw.first_read, published(markup, blocks, title, told, known.get("date", ())))
    signed = ", ".join(known.get("author", ())) or author(markup)
    read = body(markup, title)
    if "text" not in known:
        refuse_lists(markup, read, raw.address)
    found = clean("\n".join(known.get("text", ())))[:_MOST_TEXT] or _text(text, markup, read, thorough=thorough)
    rotten = sorted(raw.selectors.keys() - known.keys())
    notes = _notes(markup, read, found) | _rot(rotten)
    return Extracted(one_line(title), found, signed, when, notes, own, site_name(markup))


def _not_after(first_read: dt.datetime | None, stated: Published | None) -> Published | None:
    """Return the time of publication of a page that was edited: one that says it is newer tells when it was edited."""
    if first_read is None or stated is None or stated.at <= first_read:
        return stated
    return replace(stated, at=first_read, precision="minute", source="first reading")


def _text(text: str, markup: Markup, read: Body, *, thorough: bool) -> str:
    """Return the paragraphs; where the page shows next to none, those of its linked data or of another reader."""
    found = read.paragraphs
    if _length(found) < _LEAST_TEXT:
        found = stated_body(markup)
        if _length(found) < _LEAST_TEXT and thorough and len(text) <= _MODERATE:
            found = second_opinion(parse(text).tree)
        if _length(found) < _LEAST_TEXT:
            raise Unextractable("no article text: a page built by scripts, or none")
    return clean("\n".join(one_line(paragraph) for paragraph in found))[:_MOST_TEXT]


def _rot(selectors: list[str]) -> dict[str, Any]:
    return {"selectors_without_match": selectors} if selectors else {}


def _length(found: list[str]) -> int:
    """Count characters, those of Chinese, Japanese and Korean three times."""
    return sum(weight(line) for line in found)


def _notes(markup: Markup, read: Body, text: str) -> dict[str, Any]:
    """Return what a reader should know of the text: cut by a wall, paid for, its section."""
    around = [block.text for block in read.inside]
    notes: dict[str, Any] = {}
    if is_walled(markup, around) or text.endswith(("…", "...")):
        notes["truncated"] = True
    if is_sponsored(around):
        notes["sponsored"] = True
    if name := section(markup):
        notes["section"] = name
    return notes
