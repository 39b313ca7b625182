"""A sentence and the dates read in it come in; the periods that are still to come, each with its last day, go out."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.dates import When
from pipeline.words.phrases import Words, fold
from pipeline.words.tables import check_keys, read_table

_FILE = Path(__file__).with_name("deadlines.toml")
_KEYS = ("quarters", "halves", "years", "before", "finish", "promise", "hedge")
_LANGUAGES = ("en", "ru", "uz-Latn", "uz-Cyrl")
_WITHIN = 30  # characters between a year and its quarter behind it
_MONTHS = {"quarters": 3, "halves": 6}
_DECEMBER = 12
_SPAN = re.compile(r"\d ?[-–—] ?\Z")
_REACH = 4


@dataclass(frozen=True)
class Period:
    """A time to come that a text names, by its last day."""

    last: dt.date
    precision: str  # day, month (also a quarter and a half, by their last month), year
    start: int
    end: int


@dataclass(frozen=True)
class Terms:
    """The words of one language."""

    parts: Words[tuple[int, int]]  # the last month of a quarter or half, and how many months it has
    years: Words[int]
    before: Words[bool]
    finish: Words[bool]
    promise: Words[bool]
    hedge: Words[bool]


@cache
def terms(lang: str) -> Terms | None:
    """Lay out the words of a language; None where there are none."""
    if lang not in _LANGUAGES:
        return None
    table = _table()
    parts = {
        word: (number * months, months)
        for section, months in _MONTHS.items()
        for number, words in enumerate(table[section][lang], 1)
        for word in words
    }
    years = {word: ahead for ahead, words in enumerate(table["years"][lang]) for word in words}
    lists = {key: Words(dict.fromkeys(table[key].get(lang, ()), True)) for key in _KEYS[3:]}
    return Terms(Words(parts), Words(years), **lists)


@cache
def _table() -> dict[str, Any]:
    table = read_table(_FILE, _KEYS)
    for section in _KEYS:
        check_keys(table[section], _LANGUAGES, f"{_FILE.name} [{section}]")
    return table


def periods(text: str, offset: int, dates: Sequence[When], lang: str, published: dt.date) -> list[Period]:
    """Return the periods of a sentence that end after the day of publication, in order; ``offset`` is its place."""
    words = terms(lang)
    if words is None:
        return []
    folded = fold(text)
    told = [when for when in dates if when.kind == "explicit" and not _is_span(folded, when.start - offset)]
    named = [_named(folded, offset, when, words, behind=lang.startswith("uz")) for when in told]
    taken = [(one.start, one.end) for one in named]
    relative = [one for one in _relative(folded, offset, words, published) if not _overlaps(one, taken)]
    return sorted((one for one in (*named, *relative) if one.last > published), key=lambda one: one.start)


def _is_span(folded: str, start: int) -> bool:
    """Tell whether a date closes a span of years, over which something goes on: 2026-2030."""
    return bool(_SPAN.search(folded[max(0, start - _REACH) : start]))


def _named(folded: str, offset: int, when: When, words: Terms, *, behind: bool) -> Period:
    """Return the period of a date: the quarter or half beside its year, else the whole day, month or year."""
    start, end = when.start - offset, when.end - offset
    if words.before.before(folded, start):
        return Period(when.day - dt.timedelta(days=1), when.precision, when.start, when.end)
    if when.precision == "day":
        return Period(when.day, "day", when.start, when.end)
    month = when.day.month if when.precision == "month" else _DECEMBER
    if when.precision == "year":
        part = _behind(folded, end, words) if behind else _beside(folded, start, end, words)
        if part:
            return Period(last_day(when.day.year, part[2]), "month", offset + part[0], offset + part[1])
    return Period(last_day(when.day.year, month), when.precision, when.start, when.end)


def _beside(folded: str, start: int, end: int, words: Terms) -> tuple[int, int, int] | None:
    """Return where a quarter or half and its year stand, and its last month: "Q2 2026", "2026 Q2"."""
    if found := words.parts.before(folded, start):
        return found[0], end, found[1][0]
    for begin in words.parts.starts(folded):
        if begin <= start and (at := words.parts.at(folded, begin)) and start <= at[0] + 2 and at[0] > begin:
            return begin, max(end, at[0]), at[1][0]
    return _behind(folded, end, words, within=1)


def _behind(folded: str, end: int, words: Terms, within: int = _WITHIN) -> tuple[int, int, int] | None:
    for begin in words.parts.starts(folded):
        if end <= begin <= end + within and (found := words.parts.at(folded, begin)):
            return max(0, end - 4), found[0], found[1][0]
    return None


def _relative(folded: str, offset: int, words: Terms, published: dt.date) -> Iterator[Period]:
    """Read the end of this year and of the next."""
    for begin in words.years.starts(folded):
        if found := words.years.at(folded, begin):
            end, ahead = found
            part = words.parts.before(folded, begin)
            start, month = (part[0], part[1][0]) if part else (begin, _DECEMBER)
            last = last_day(published.year + ahead, month)
            yield Period(last, "month" if part else "year", offset + start, offset + end)


def _overlaps(one: Period, taken: Sequence[tuple[int, int]]) -> bool:
    return any(one.start < end and start < one.end for start, end in taken)


def last_day(year: int, month: int) -> dt.date:
    """Return the last day of a month."""
    following = dt.date(year + month // _DECEMBER, month % _DECEMBER + 1, 1)
    return following - dt.timedelta(days=1)
