"""The words of dates: dates.toml comes in, one set of compiled patterns a language goes out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.phrases import NO_LETTER_BEFORE, SPACE, Words, alternatives
from pipeline.tables import InvalidTable, check_keys, read_table

_FILE = Path(__file__).with_name("dates.toml")
_KEYS = (
    *("languages", "months", "capital", "month_first", "weekdays", "relative"),
    *("ago", "nearby", "told_years", "ordinals", "years", "month_alone", "page"),
)
YEAR = r"(?:19[89]\d|20[0-6]\d)"
_ORDINAL = r"(?:st|nd|rd|th|er|\.(?=\s?[^\W\d])|-?(?:го|е|нчи|nchi|inchi|ші|шы|чи|чы|ci|cı))?"
_AND = rf"{SPACE}{{0,2}}(?:[-–—]|и|va|ва|ve|and|und|et|to|по|до|жана|және|bis|au){SPACE}{{0,2}}"
_LEFT = rf"(?:(?P<first>\d{{1,2}}){_ORDINAL}{_AND})?(?P<day>\d{{1,2}}){_ORDINAL}(?:{SPACE}|-){{0,2}}(?:of{SPACE})?"


@dataclass(frozen=True)
class Mark:
    """What a word of the calendar means: a month, a day of the week, or days from the day of publication."""

    kind: str  # month, weekday, relative
    number: int
    capital: bool = False  # only with a capital, else another word


@dataclass(frozen=True)
class Almanac:
    """The patterns of one language's dates; their groups are first, day, last, month and year."""

    marks: Words[Mark]
    months: Words[Mark]
    day_month: re.Pattern[str]
    year_first: re.Pattern[str]
    month_first: re.Pattern[str] | None
    month_year: re.Pattern[str]
    month_range: re.Pattern[str]  # the month before, which makes a period
    year_word: re.Pattern[str]
    before_year: re.Pattern[str]
    before_month: re.Pattern[str]
    after_month: re.Pattern[str]
    ago: re.Pattern[str]
    last: re.Pattern[str]
    next: re.Pattern[str]
    told_before: Words[int]  # this year, last year
    told_after: Words[int]
    ordinals: Words[int]  # days in words, before their month

    def month(self, match: re.Match[str]) -> int | None:
        """Read the month that a pattern found; None where it is another word without its capital."""
        mark = self.months.pattern.match(match.string, match.start("month"))
        meaning = self.months.meaning(mark) if mark else None
        return meaning.number if meaning and self.means(meaning, match["month"]) else None

    @staticmethod
    def means(mark: Mark, surface: str) -> bool:
        """Tell whether the word stands for the calendar here."""
        return not mark.capital or surface[0].isupper()


@cache
def almanac(lang: str) -> Almanac:
    """Compile the patterns for texts of one language; an unknown language reads English, Russian and Uzbek."""
    table = _table()
    tongues = table["languages"].get(lang) or table["languages"]["und"]
    demanding = lang != "page"  # a date string on a page holds no other words
    months, weekdays, relative = (
        _marks(table, section, tongues, demanding=demanding) for section in ("months", "weekdays", "relative")
    )
    month = rf"(?P<month>{alternatives(months)})"
    year_word = alternatives(_words(table["years"]["word"], tongues))
    near, alone = table["nearby"], table["month_alone"]
    behind = rf"(?P<year>{YEAR})(?![,.]?\d)"
    return Almanac(
        marks=Words({**relative, **weekdays, **months}, head=_HEAD),
        months=Words(months),
        day_month=_compiled(rf"{_LEFT}{month}\.?(?:,?{SPACE}{{0,2}}(?:соли{SPACE})?{behind})?"),
        year_first=_compiled(rf"(?P<year>{YEAR}){SPACE}?-?(?:{year_word})(?:{SPACE}|,){{0,3}}(?:{_LEFT})?{month}"),
        month_first=_month_first(month, behind) if lang in table["month_first"]["languages"] else None,
        month_year=_compiled(rf"{month}\.?(?:,?{SPACE}{{1,2}}|-)(?:of{SPACE})?{behind}"),
        month_range=_compiled(rf"(?:{alternatives(months)}){SPACE}?[-–—]{SPACE}?\Z"),
        year_word=_compiled(rf"{SPACE}?-?(?:{year_word})"),
        before_year=_before(_words(table["years"]["before"], tongues)),
        before_month=_before(_words(alone["before"], tongues)),
        after_month=_compiled(rf"{SPACE}(?:{alternatives(_words(alone['after'], tongues))})"),
        ago=_compiled(rf"(?P<days>\d{{1,2}}){SPACE}?(?:{alternatives(table['ago']['words'])})"),
        last=_before(near["last"]),
        next=_before(near["next"]),
        told_before=Words(table["told_years"], head=NO_LETTER_BEFORE, tail=r"\W{0,2}\Z"),
        told_after=Words(table["told_years"], head=r"\W{0,2}"),
        ordinals=Words(
            {word: day for tongue in tongues for day, word in enumerate(table["ordinals"].get(tongue, ()), 1)},
            head=NO_LETTER_BEFORE,
            tail=rf"{SPACE}\Z",
        ),
    )


_HEAD = NO_LETTER_BEFORE + r"(?<!\d)"


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _month_first(month: str, year: str) -> re.Pattern[str]:
    days = rf"(?P<day>\d{{1,2}}){_ORDINAL}(?:{SPACE}?(?:[-–]|and){SPACE}?(?P<last>\d{{1,2}}){_ORDINAL})?"
    return _compiled(rf"{month}\.?{SPACE}{{1,2}}{days}(?:,?{SPACE}{year})?(?!\d|[,.:]\d|{SPACE}?%)")


def _before(words: list[str]) -> re.Pattern[str]:
    return _compiled(rf"{NO_LETTER_BEFORE}(?:{alternatives(words)})(?:{SPACE}|-|['’]){{0,2}}\Z")


def _words(section: Mapping[str, list[str]], tongues: list[str]) -> list[str]:
    return [word for tongue in tongues for word in section.get(tongue, ())]


def _marks(table: Mapping[str, Any], section: str, tongues: list[str], *, demanding: bool) -> dict[str, Mark]:
    marks: dict[str, Mark] = {}
    for tongue in tongues:
        capital = demanding and tongue in table["capital"]["languages"]
        entry = table[section].get(tongue, [])
        if section == "relative":
            marks |= {word: Mark("relative", days) for word, days in dict(entry).items()}
        elif section == "weekdays":
            marks |= {word: Mark("weekday", day, capital) for day, words in enumerate(entry) for word in words}
        else:
            marks |= {word: Mark("month", month, capital) for month, words in enumerate(entry, 1) for word in words}
    return marks


@dataclass(frozen=True)
class PageWords:
    """What stands beside the date of a page: labels, icon names, hours ago, halves of the day."""

    icons: re.Pattern[str]
    labels: Words[bool]  # True: of the publication, False: of an update
    ago: Words[int]  # seconds
    halves: Words[int]  # hours to add before noon
    zones: Words[int]  # hours east of UTC


@cache
def page_words() -> PageWords:
    """Compile the words beside the dates of pages, of all languages at once."""
    page = _table()["page"]
    return PageWords(
        icons=_compiled(alternatives(f"{icon}*" for icon in page["icons"])),
        labels=Words({**dict.fromkeys(page["published"], True), **dict.fromkeys(page["updated"], False)}),
        ago=Words(
            {**dict.fromkeys(page["minutes_ago"], 60), **dict.fromkeys(page["hours_ago"], 3600)}, head=r"\s{0,2}"
        ),
        halves=Words({**dict.fromkeys(page["afternoon"], 12), **dict.fromkeys(page["morning"], 0)}, head=r"\s?"),
        zones=Words(page["zones"], head=r"\s{0,2}"),
    )


@cache
def _table() -> dict[str, Any]:
    table = read_table(_FILE, _KEYS)
    languages = [*table["languages"]]
    for section, count in (("months", 12), ("weekdays", 7)):
        check_keys(table[section], languages, f"{_FILE.name} [{section}]")
        for tongue, rows in table[section].items():
            if len(rows) != count:
                raise InvalidTable(f"{_FILE.name} [{section}] {tongue}: give {count} lists of words, not {len(rows)}")
    for section, keys in (("years", ("word", "before")), ("month_alone", ("before", "after"))):
        check_keys(table[section], keys, f"{_FILE.name} [{section}]")
    page = ("icons", "published", "updated", "minutes_ago", "hours_ago", "afternoon", "morning", "zones")
    check_keys(table["page"], page, f"{_FILE.name} [page]")
    check_keys(table["nearby"], ("last", "next"), f"{_FILE.name} [nearby]")
    return table
