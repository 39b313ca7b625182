"""A stored page comes in; its article goes out: title, text, author, time of publication; or the reason why there is none."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from pipeline.blocks import lines
from pipeline.body import paragraphs, second_opinion
from pipeline.charset import decode
from pipeline.headline import author, headline, section
from pipeline.markup import Markup, Unextractable, parse
from pipeline.published import Published, Told, published
from pipeline.text import clean, one_line

__all__ = ["Extracted", "Published", "Raw", "Unextractable", "extract"]

_LEAST_TEXT = 100  # characters; Chinese, Japanese and Korean texts of a third of it are as long
_SHORT_TEXT = 200
_NEAR_HEADLINE = 400  # lines of a page among which its date is sought


@dataclass(frozen=True)
class Raw:
    """A page as it was fetched, and what its source knows of it."""

    body: bytes
    charset: str | None
    address: str
    fetched_at: dt.datetime
    timezone: str  # IANA, of the source
    hints: dict[str, Any] = field(default_factory=dict)  # title, published, summary, language: from the feed


@dataclass(frozen=True)
class Extracted:
    """An article: its paragraphs are parted by line breaks."""

    title: str
    text: str
    author: str | None
    published: Published | None
    notes: dict[str, Any]  # truncated, sponsored, section


def extract(raw: Raw) -> Extracted:
    """Read the article of a page. Raises Unextractable, with the reason, where the page is none."""
    text = decode(raw.body, raw.charset)
    markup = parse(text)
    title = headline(markup, raw.hints.get("title"))
    told = Told(raw.address, raw.fetched_at, raw.timezone, raw.hints.get("published"))
    when = published(markup, lines(markup.tree), title, told)
    signed, notes = author(markup), _notes(markup)
    found = paragraphs(markup, title)
    if _length(found) < _SHORT_TEXT:
        found = max(found, second_opinion(parse(text).tree), key=_length)
    if _length(found) < _LEAST_TEXT:
        raise Unextractable("no article text: a page built by scripts, or none")
    body = clean("\n".join(one_line(paragraph) for paragraph in found))
    return Extracted(one_line(title), body, signed, when, notes)


def _length(found: list[str]) -> int:
    """Count characters, those of Chinese, Japanese and Korean three times."""
    return sum(1 if char < "\u2e80" else 3 for line in found for char in line)


def _notes(markup: Markup) -> dict[str, Any]:
    notes: dict[str, Any] = {}
    if name := section(markup):
        notes["section"] = name
    return notes
