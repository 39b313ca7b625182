"""The words of dates: dates.toml comes in, one vocabulary a language goes out."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.words.phrases import Words, plain
from pipeline.words.tables import InvalidTable, check_keys, read_table

_FILE = Path(__file__).with_name("dates.toml")
_KEYS = (
    *("languages", "months", "capital", "month_first", "weekdays", "relative", "same", "ago", "earlier"),
    *("nearby", "told_years", "ordinals", "years", "month_alone", "day_of", "page"),
)
_SECTIONS = {
    "years": ("word", "before"),
    "month_alone": ("before", "after"),
    "nearby": ("last", "next"),
    "page": ("icons", "published", "updated", "minutes_ago", "hours_ago", "afternoon", "morning", "zones"),
}
YEAR = r"(?:19[89]\d|20[0-6]\d)"
PAGE = "page"  # the language of date strings: all at once, for they hold no other words


@dataclass(frozen=True)
class Mark:
    """What a word of the calendar means: a month, a day of the week, days from the publication, the day named last."""

    kind: str  # month, weekday, relative, same, earlier
    number: int
    capital: bool = False  # only with a capital, else another word


@dataclass(frozen=True)
class Almanac:
    """The words of one language's dates and what stands beside them."""

    marks: Words[Mark]
    months: Words[Mark]
    month_first: bool  # a number behind a month is a day of it
    year_word: Words[bool]
    before_year: Words[bool]
    before_month: Words[bool]
    after_month: Words[bool]
    day_of: Words[bool]  # behind a number that is a day of the month before it
    ago: Words[bool]
    nearby: Words[int]  # weeks before or after
    told_years: Words[int]  # this year, last year
    ordinals: Words[int]  # days in words, before their month


@dataclass(frozen=True)
class PageWords:
    """What stands beside the date of a page: labels, icon names, hours ago, halves of the day."""

    icons: Words[bool]
    labels: Words[bool]  # True: of the publication, False: of an update
    ago: Words[int]  # seconds
    halves: Words[int]  # hours to add before noon
    zones: Words[int]  # hours east of UTC


@cache
def almanac(lang: str) -> Almanac:
    """Lay out the words for texts of one language; an unknown language reads English, Russian and Uzbek."""
    table = _table()
    tongues = table["languages"].get(lang) or table["languages"]["und"]
    months = _marks(table, "month", "months", 1, lang)
    weekdays = _marks(table, "weekday", "weekdays", 0, lang)
    relative = {
        word: Mark("relative", days) for tongue in tongues for word, days in table["relative"].get(tongue, {}).items()
    }
    same = {
        word: Mark(kind, days)
        for kind, days in (("same", 0), ("earlier", -1))
        for tongue in tongues
        for word in table[kind].get(tongue, ())
    }
    ordinals = {word: day for tongue in tongues for day, word in enumerate(table["ordinals"].get(tongue, ()), 1)}
    near, years, alone = table["nearby"], table["years"], table["month_alone"]
    return Almanac(
        marks=Words({**relative, **same, **weekdays, **months}),
        months=Words(months),
        month_first=lang in table["month_first"]["languages"],
        year_word=plain(_words(years["word"], tongues)),
        before_year=plain(_words(years["before"], tongues)),
        before_month=plain(_words(alone["before"], tongues)),
        day_of=plain(word for tongue in tongues for word in table["day_of"].get(tongue, ())),
        after_month=plain(_words(alone["after"], tongues)),
        ago=plain(table["ago"]["words"]),
        nearby=Words({**dict.fromkeys(near["last"], -1), **dict.fromkeys(near["next"], 1)}),
        told_years=Words(table["told_years"]),
        ordinals=Words(ordinals),
    )


@cache
def page_words() -> PageWords:
    """Lay out the words beside the dates of pages, of all languages at once."""
    page = _table()["page"]
    return PageWords(
        icons=plain(f"{icon}*" for icon in page["icons"]),
        labels=Words({**dict.fromkeys(page["published"], True), **dict.fromkeys(page["updated"], False)}),
        ago=Words({**dict.fromkeys(page["minutes_ago"], 60), **dict.fromkeys(page["hours_ago"], 3600)}),
        halves=Words({**dict.fromkeys(page["afternoon"], 12), **dict.fromkeys(page["morning"], 0)}),
        zones=Words(page["zones"]),
    )


def _words(section: Mapping[str, list[str]], tongues: list[str]) -> list[str]:
    return [word for tongue in tongues for word in section.get(tongue, ())]


def _marks(table: Mapping[str, Any], kind: str, section: str, first: int, lang: str) -> dict[str, Mark]:
    marks: dict[str, Mark] = {}
    for tongue in table["languages"].get(lang) or table["languages"]["und"]:
        capital = lang != PAGE and tongue in table["capital"][section]
        for number, words in enumerate(table[section].get(tongue, ()), first):
            marks |= {word: Mark(kind, number, capital) for word in words}
    return marks


@cache
def _table() -> dict[str, Any]:
    table = read_table(_FILE, _KEYS)
    languages = [*table["languages"]]
    for section, keys in _SECTIONS.items():
        check_keys(table[section], keys, f"{_FILE.name} [{section}]")
    for section, count in (("months", 12), ("weekdays", 7)):
        check_keys(table[section], languages, f"{_FILE.name} [{section}]")
        for tongue, rows in table[section].items():
            if len(rows) != count:
                raise InvalidTable(f"{_FILE.name} [{section}] {tongue}: give {count} lists of words, not {len(rows)}")
    return table
