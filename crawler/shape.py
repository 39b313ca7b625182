"""What a source's pages look like: some fetched pages come in, their shapes go out, and whether these have drifted."""

import datetime as dt
import math
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from crawler.sources import Source

MOST = 8  # pages a run that are looked at ...
LEAST = 3  # ... these always ...
SPEND = 0.03  # ... and the others while they cost no more seconds than this: it is done at the end of every run
KEPT = 24  # shapes of one day
BASELINE = 5  # shapes that something can be compared with
DAY = 86400  # seconds
SHORT = 100  # characters: no article, but the shell of a page built by scripts
NEARLY_ALL = 0.8
RARE = 1e-4  # a coincidence that is none
DISTANT = 3.7  # standard deviations: as rare as RARE
HALVED = 0.6  # of the usual length: a half, with some play


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


DRIFTS: dict[str, tuple[Callable[[Shape], bool], str]] = {
    "short": (lambda shape: shape.short, "bodies are gone: {n} of {of} pages have hardly any text"),
    "untitled": (lambda shape: shape.untitled, "headlines are gone: {n} of {of} pages have none"),
    "undated": (lambda shape: shape.undated, "dates are gone: {n} of {of} pages have none"),
    "midnight": (lambda shape: shape.midnight, "dates have drifted: {n} of {of} pages are dated 00:00"),
    "unsigned": (lambda shape: shape.unsigned, "authors have drifted: {n} of {of} pages are signed by the outlet"),
}


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
        return Shape(0, titled=False, dated=False)
    at = read.published
    local = at.at.timestamp() + at.offset * 60 if at else 0
    midnight = at is not None and (at.precision != "minute" or local % DAY == 0)
    signed = bool(read.author) and _plain(read.author or "") == _plain(source.title)
    return Shape(len(read.text), bool(read.title), at is not None, midnight, signed)


def _plain(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalnum())


def drift(now: Sequence[Shape], before: Sequence[Shape]) -> str | None:
    """Return what is wrong with the newest pages, by those before or by any standard; None where nothing is."""
    if len(now) < LEAST:
        return None
    for name, (is_so, said) in DRIFTS.items():
        number = sum(map(is_so, now))
        usual = sum(map(is_so, before))
        if _unheard_of(number, len(now), usual, len(before), absolute=name == "short"):
            return said.format(n=number, of=len(now))
    return _halved([one.length for one in now], [one.length for one in before])


def _unheard_of(number: int, of: int, usual: int, before: int, *, absolute: bool) -> bool:
    """Tell whether nearly all pages are so now, and by what was before that can be no chance."""
    if number < NEARLY_ALL * of:
        return False
    if before < BASELINE:
        return absolute
    share = (usual + 1) / (before + 2)
    chance = sum(math.comb(of, n) * share**n * (1 - share) ** (of - n) for n in range(number, of + 1))
    return chance < RARE or (absolute and share < 1 - NEARLY_ALL)


def _halved(now: Sequence[int], before: Sequence[int]) -> str | None:
    """Return that texts have become shorter: by half, the newest too, and by all ranks no chance (Mann and Whitney)."""
    if len(before) < BASELINE:
        return None
    usual, short = statistics.median(before), statistics.median(now)
    if max(short, statistics.median(now[-LEAST:])) >= HALVED * usual:
        return None
    longer = sum((one < other) + (one == other) / 2 for one in now for other in before)
    pairs = len(now) * len(before)
    spread = math.sqrt(pairs * (len(now) + len(before) + 1) / 12)
    if (longer - pairs / 2) / spread < DISTANT:
        return None
    return f"bodies have shrunk: half of {len(now)} pages have under {short:.0f} characters, {usual:.0f} is usual"


def packed(found: Sequence[Shape]) -> list[dict[str, Any]]:
    """Return shapes as a day's row keeps them."""
    return [asdict(one) for one in found]


def unpacked(kept: Mapping[str, Any]) -> list[Shape]:
    """Return the shapes that a day's row keeps."""
    return [Shape(**one) for one in kept.get("pages", ())]
