"""What a source's pages look like: some fetched pages come in, their shapes go out, as a day keeps them."""

import datetime as dt
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from crawler.sources import Source

MOST = 8  # pages a run that are looked at ...
LEAST = 3  # ... these always ...
SPEND = 0.03  # ... and the others while they cost no more seconds than this: it is done at the end of every run
KEPT = 24  # shapes of one day
DAY = 86400  # seconds
LARGEST = 1_000_000  # bytes of a page that is looked at
SHORT = 100  # characters: no article, but the shell of a page built by scripts


@dataclass(frozen=True)
class Sample:
    """A page to be looked at."""

    body: bytes
    charset: str | None
    address: str
    fetched_at: dt.datetime


@dataclass(frozen=True)
class Shape:
    """What one page looks like: how long its text is, whether it is dated to the minute, who signs it."""

    length: int
    titled: bool = True
    dated: bool = True
    midnight: bool = False  # dated to the day only, or at 00:00
    unsigned: bool = False  # its author is the outlet itself
    cut: bool = False  # by a paywall
    address: str = ""  # where it can be looked at again

    @property
    def short(self) -> bool:
        """Whether there is no text to speak of."""
        return self.length < SHORT

    @property
    def untitled(self) -> bool:
        """Whether no headline was found on a page that has a text."""
        return not self.titled and not self.short

    @property
    def undated(self) -> bool:
        """Whether no date was found on a page that has a text."""
        return not self.dated and not self.short


def shapes(pages: Sequence[Sample], source: Source) -> list[Shape]:
    """Return the shapes of some pages of a source, of fewer where they are costly to read."""
    found: list[Shape] = []
    until = time.thread_time() + SPEND
    for page in pages[:MOST]:
        if len(found) >= LEAST and time.thread_time() > until:
            break
        found.append(_shape(page, source))
    return found


def _shape(page: Sample, source: Source) -> Shape:
    from pipeline.extract import Raw, Unextractable, extract  # noqa: PLC0415 - a crawl that brings nothing needs none

    raw = Raw(page.body, page.charset, page.address, page.fetched_at, source.timezone, selectors=source.selectors)
    try:
        read = extract(raw, thorough=False)
    except Unextractable:
        return Shape(0, titled=False, dated=False, address=page.address)
    at = read.published
    local = at.at.timestamp() + at.offset * 60 if at else 0
    midnight = at is not None and (at.precision != "minute" or local % DAY == 0)
    signed = bool(read.author) and _plain(read.author or "") == _plain(source.title)
    cut = bool(read.notes.get("truncated"))
    return Shape(len(read.text), bool(read.title), at is not None, midnight, signed, cut, page.address)


def _plain(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalnum())


def packed(found: Sequence[Shape]) -> list[dict[str, Any]]:
    """Return shapes as a day's row keeps them: what goes without saying is left out."""
    return [
        {one.name: said for one in fields(Shape) if (said := getattr(each, one.name)) != one.default} for each in found
    ]


def unpacked(kept: Mapping[str, Any]) -> list[Shape]:
    """Return the shapes that a day's row keeps."""
    return [Shape(**one) for one in kept.get("pages", ())]
