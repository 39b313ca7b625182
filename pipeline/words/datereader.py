"""A text, its language and its day of publication come in; every date with its precision and characters goes out."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.words.almanac import PAGE, YEAR, Almanac, Mark, almanac
from pipeline.words.phrases import among_figures, fold
from pipeline.words.tables import Patterns

_EASTERN = ("zh", "ja", "ko", PAGE)
_LONGEST = 80_000  # characters; what stands beyond is no article
_WORDS = Patterns(
    Path(__file__).with_suffix(".toml"),
    parts=("ordinal", "and", "of-month", "before-day", "of-year", "lasting", "within"),
)
_ORDINAL, _AND, _OF_MONTH, _BEFORE_DAY, _OF_YEAR, _LASTING = (
    _WORDS.of_all(part).pattern for part in ("ordinal", "and", "of-month", "before-day", "of-year", "lasting")
)
_WITHIN = _WORDS.words("within")
_DAYS = re.compile(
    rf"(?<!\w)(?<!\d[.,:/])(?:(?P<first>\d{{1,2}}){_ORDINAL}{_AND})?(?P<day>\d{{1,2}}){_ORDINAL}"
    rf"[»”\"]?[ -]{{0,2}}{_OF_MONTH}"
)
_DAYS_BEHIND = re.compile(
    rf"\.? {{1,2}}{_BEFORE_DAY}(?P<day>\d{{1,2}}){_ORDINAL}"
    rf"(?: ?(?:[-–]|and) ?(?P<last>\d{{1,2}}){_ORDINAL})?(?!\d|[.,:]\d| ?%)"
)
_YEAR_BEHIND = re.compile(rf"\.?(?:,? {{0,2}}|-){_OF_YEAR}\(?(?P<year>{YEAR})(?![,.]?\d)")
_YEAR = re.compile(rf"(?<!\w)(?<!\d[.,:/])(?P<year>{YEAR})(?!\d|[.,]\d| ?%)")
_AFTER_YEAR = re.compile(r" ?-?")
_COMMA = re.compile(r"[ ,]{0,3}")
_NUMERIC = re.compile(
    rf"(?<![\d.])(?:(?P<y>{YEAR})(?P<s>[-./])(?P<m>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}})"
    rf"|(?P<d2>\d{{1,2}})(?P<s2>[-./])(?P<m2>\d{{1,2}})(?P=s2)(?P<y2>{YEAR})"
    r"|(?P<d3>\d\d)\.(?P<m3>\d\d)\.(?P<y3>[0-6]\d)(?!\.\d))(?!\d)"
)
_EAST = re.compile(
    rf"(?<!\d)(?:(?P<year>{YEAR}) ?[年년] ?)?(?P<month>\d{{1,2}}) ?[月월](?: ?(?P<day>\d{{1,2}}) ?[日일号號])?"
    rf"|(?<!\d)(?P<alone>{YEAR}) ?[年년]"
    rf"|(?<!\d)(?P<only>\d{{1,2}}) ?[日일](?!{_LASTING})"
)
_DAY_OF = re.compile(r"[ ,]{1,2}(?P<day>\d{1,2})(?!\d)")
_MONTHS = 12
_FULL_STOP = re.compile(r"[.!?]\s|[。！？\n]")
_CENTURY = 2000


@dataclass(frozen=True)
class When:
    """A day, month or year that a text names; a month is its first day, a year its first of January."""

    day: dt.date
    precision: str  # day, month, year
    start: int
    end: int
    kind: str  # explicit, relative, weekday, same


def of_former_times(when: When, document: str, today: dt.date) -> When:
    """Return what is only told of the past: a date without a year that lies ahead of today is of the year before."""
    day = when.day
    if day <= today or re.search(YEAR, document[when.start : when.end]):
        return when
    return replace(when, day=day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day))  # noqa: PLR2004 - February


def read_dates(document: str, lang: str, published: dt.date | None) -> list[When]:
    """Find the dates of a document in the order of the text; lang "page" reads a date string in any language."""
    reader = _Reader(document[:_LONGEST], almanac(lang), published)
    rules = [reader.numeric]
    rules += [reader.eastern] if lang in _EASTERN else []
    rules += [reader.by_year, reader.by_number, reader.by_month, reader.by_year_alone, reader.by_day]
    for rule in rules:
        for when in rule():
            reader.take(when)
    return sorted(reader.found, key=lambda when: (when.start, when.end))


class _Reader:
    """Reads one document, rule after rule; what an earlier rule took is closed to the later ones."""

    def __init__(self, document: str, words: Almanac, published: dt.date | None) -> None:
        self.text, self.words, self.published = fold(document), words, published
        self.found: list[When] = []
        self._document = document
        self._taken = bytearray(len(document) + 4)
        self._marks = list(self._all_marks())

    def take(self, when: When) -> None:
        """Keep what a rule found."""
        self.found.append(when)
        self._taken[when.start : when.end] = b"\1" * (when.end - when.start)

    def _all_marks(self) -> Iterator[tuple[int, int, Mark]]:
        for start in self.words.marks.starts(self.text):
            if (found := self.words.marks.at(self.text, start)) and self._means(start, found[1]):
                yield start, *found

    def _means(self, start: int, mark: Mark) -> bool:
        """Tell whether a word stands for the calendar here."""
        return not mark.capital or self._document[start].isupper()

    def _month(self, start: int) -> tuple[int, int] | None:
        """Read a month that begins here: its end and its number."""
        found = self.words.months.at(self.text, start)
        return (found[0], found[1].number) if found and self._means(start, found[1]) else None

    def numeric(self) -> Iterator[When]:
        """Read 2026-02-04, 04.02.2026, 04.02.26 and 04/02/2026: the day before the month, unless that cannot be."""
        for match in among_figures(_NUMERIC, self.text):
            year, month, day = (int(match[key] or match[key + "2"] or match[key + "3"]) for key in "ymd")
            year += _CENTURY * bool(match["y3"])
            if month > _MONTHS >= day and match["y2"]:
                month, day = day, month
            yield from self._days(match.span(), year, month, day)

    def eastern(self) -> Iterator[When]:
        """Read 2026年2月4日, 2026년 2월 4일, 2月4日, 16日."""
        for match in among_figures(_EAST, self.text):
            if match["alone"]:
                yield When(dt.date(int(match["alone"]), 1, 1), "year", *match.span(), "explicit")
            elif match["only"]:
                yield from self._day_of_month(match)
            else:
                day, year = match["day"], match["year"]
                told = int(year) if year else self._told_year(*match.span())
                yield from self._days(match.span(), told, int(match["month"]), int(day or 1), whole=not day)

    def by_year(self) -> Iterator[When]:
        """Read the dates that begin with a year: 2024-yil 16-sentabr, 2026 йилнинг феврали, 2024 жылғы 16 қыркүйек."""
        for match in among_figures(_YEAR, self.text):
            word = self._year_word(match.end())
            if not word or self._taken[match.start()]:
                continue
            year, start = int(match["year"]), self._past(_COMMA, word)
            if dated := self._day_month(start):
                days, end, month = dated
                yield from self._each(days, (match.start(), end), year, month)
            elif named := self._month(start):
                day = self._day_of_it(named[0])
                span = match.start(), day[0] if day else named[0]
                yield from self._days(span, year, named[1], day[1] if day else 1, whole=not day)

    def _past(self, pattern: re.Pattern[str], position: int) -> int:
        match = pattern.match(self.text, position)
        return match.end() if match else position

    def _year_word(self, end: int) -> int:
        """Give the end of the word for year behind a number; 0 if there is none."""
        found = self.words.year_word.at(self.text, self._past(_AFTER_YEAR, end))
        return found[0] if found else 0

    def _day_month(self, start: int) -> tuple[re.Match[str], int, int] | None:
        """Read a day, or two, before a month: the match, the end and the number of the month."""
        days = _DAYS.match(self.text, start)
        month = self._month(days.end()) if days else None
        return (days, *month) if days and month else None

    def by_number(self) -> Iterator[When]:
        """Read the dates that begin with a day: 5 апреля, 16-sentabr, 4th of February 2026, 3 days ago."""
        for days in among_figures(_DAYS, self.text):
            if self._taken[days.start()]:
                continue
            if month := self._month(days.end()):
                yield from self._dated(days, days.start(), *month)
            elif self.published and self.words.ago.at(self.text, days.end()):
                end = self.words.ago.at(self.text, days.end())
                day = self.published - dt.timedelta(days=int(days["day"]))
                yield When(day, "day", days.start("day"), end[0] if end else days.end(), "relative")

    def by_month(self) -> Iterator[When]:
        """Read the dates that begin with a month: April 5, September 2024, in September."""
        for start, end, mark in self._marks:
            if mark.kind != "month" or self._taken[start]:
                continue
            if spelled := self.words.ordinals.before(self.text, start):
                yield from self._days((spelled[0], end), self._told_year(spelled[0], end), mark.number, spelled[1])
            elif self.words.month_first and (days := _DAYS_BEHIND.match(self.text, end)):
                yield from self._dated(days, start, days.end(), mark.number)
            elif day := self._day_of_it(end):
                yield from self._days((start, day[0]), self._told_year(start, day[0]), mark.number, day[1])
            elif year := _YEAR_BEHIND.match(self.text, end):
                yield self._month_year(start, mark.number, year)
            elif self._stands_alone(start, end):
                yield from self._days((start, end), self._told_year(start, end), mark.number, 1, whole=True)

    def _day_of_it(self, end: int) -> tuple[int, int] | None:
        """Read the day of a month in the genitive, its end and its number: fevralning 3-kunida, ақпанның 3-інде."""
        alone = self.words.after_month.at(self.text, self._past(_COMMA, end))
        number = _DAY_OF.match(self.text, alone[0] if alone else end)
        word = self.words.day_of.at(self.text, self._past(_AFTER_YEAR, number.end())) if number else None
        return (word[0], int(number["day"])) if number and word else None

    def _month_year(self, start: int, month: int, year: re.Match[str]) -> When:
        """Read a month and its year; a month before it makes a period of the year."""
        period = re.search(r" ?[-–—] ?\Z", self.text[max(0, start - 3) : start])
        if period and self.words.months.before(self.text, start - len(period.group())):
            return When(dt.date(int(year["year"]), 1, 1), "year", start, year.end(), "explicit")
        return When(dt.date(int(year["year"]), month, 1), "month", start, year.end(), "explicit")

    def _stands_alone(self, start: int, end: int) -> bool:
        behind = self.words.after_month.at(self.text, self._past(_COMMA, end))
        inside = self.text[start:end].endswith(_WITHIN)  # some languages say "in April" by an ending
        return bool(inside or behind or self.words.before_month.before(self.text, start))

    def by_year_alone(self) -> Iterator[When]:
        """Read the years that stand alone: 2028 года, by 2028, 2028-yilgacha."""
        for match in among_figures(_YEAR, self.text):
            start, end = match.span()
            word = self._year_word(end)
            if not self._taken[start] and (word or self.words.before_year.before(self.text, start)):
                yield When(dt.date(int(match["year"]), 1, 1), "year", start, word or end, "explicit")

    def by_day(self) -> Iterator[When]:
        """Read the days told from the day of publication: yesterday, on Monday; a day beside its date is no second."""
        for start, end, mark in self._marks:
            if not self.published or mark.kind == "month" or self._taken[start]:
                continue
            if mark.kind == "same":
                yield from self._same_day(start, end)
            elif mark.kind == "earlier":
                yield self._day_earlier(start, end, self.published)
            elif mark.kind == "relative":
                yield When(self.published + dt.timedelta(days=mark.number), "day", start, end, "relative")
            elif not any(self._taken[max(0, start - 3) : start] + self._taken[end : end + 3]):
                yield When(self._weekday(self.published, start, mark.number), "day", start, end, "weekday")

    def _same_day(self, start: int, end: int) -> Iterator[When]:
        """Read "on the same day" as the day that was named last."""
        before = [when for when in self.found if when.precision == "day" and when.end <= start]
        if before:
            yield When(max(before, key=lambda when: when.start).day, "day", start, end, "same")

    def _day_earlier(self, start: int, end: int, published: dt.date) -> When:
        """Read "a day earlier" from the day named in its sentence or the last, or else from that of publication."""
        near = [when for when in self.found if when.precision == "day" and when.end <= start]
        near = [when for when in near if len(_FULL_STOP.findall(self.text, when.end, start)) <= 1]
        day = max(near, key=lambda when: when.start).day if near else published
        return When(day - dt.timedelta(days=1), "day", start, end, "relative")

    def _weekday(self, published: dt.date, start: int, number: int) -> dt.date:
        """The latest such day up to the day of publication, unless the text says next or last."""
        back = (published.weekday() - number) % 7
        near = self.words.nearby.before(self.text, start)
        if near and near[1] > 0:
            return published + dt.timedelta(days=7 - back)
        return published - dt.timedelta(days=7 if near and not back else back)

    def _dated(self, days: re.Match[str], start: int, end: int, month: int) -> Iterator[When]:
        """Give the dates of a day, or two, with their month, looking for the year behind them."""
        if behind := _YEAR_BEHIND.match(self.text, end):
            yield from self._each(days, (start, behind.end()), int(behind["year"]), month)
        else:
            yield from self._each(days, (start, end), self._told_year(start, end), month)

    def _each(self, days: re.Match[str], span: tuple[int, int], year: int | None, month: int) -> Iterator[When]:
        groups = days.groupdict()
        for key in ("first", "day", "last"):
            if groups.get(key):
                inner = key == "day" and groups.get("first")
                yield from self._days((days.start("day") if inner else span[0], span[1]), year, month, int(groups[key]))

    def _told_year(self, start: int, end: int) -> int | None:
        """Read "last year" or "this year" beside a date."""
        told = self.words.told_years.before(self.text, start)
        told = told or self.words.told_years.at(self.text, self._past(_COMMA, end))
        return self.published.year + told[1] if told and self.published else None

    def _days(
        self, span: tuple[int, int], year: int | None, month: int, day: int, *, whole: bool = False
    ) -> Iterator[When]:
        """Give the day, or the whole month, in the year nearest to the publication if the text names none."""
        years = [year] if year else [self.published.year + step for step in (-1, 0, 1)] if self.published else []
        days = [date for one in years if (date := _date(one, month, day))]
        if days:
            published = self.published or days[0]
            told = self.words.nearby.before(self.text, span[0]) if whole and not year else None
            if told and told[1] < 0:  # last June is over
                days = [date for date in days if date < published.replace(day=1)] or days
            nearest = min(days, key=lambda date: abs(date - published))
            yield When(nearest, "month" if whole else "day", *span, "explicit")

    def _day_of_month(self, match: re.Match[str]) -> Iterator[When]:
        """Read a bare day of the month, as Korean and Chinese news write it: of this month, or else of the last."""
        day, published = int(match["only"]), self.published
        if published and day:
            ahead = published.day < day - 7
            month = published.replace(day=1) - dt.timedelta(days=1) if ahead else published
            if date := _date(month.year, month.month, day):
                yield When(date, "day", *match.span(), "explicit")


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
