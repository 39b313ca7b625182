"""A text, its language and its day of publication come in; every date with its precision and characters goes out."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.almanac import YEAR, Almanac, almanac

_EASTERN = ("zh", "ja", "ko", "page")
_NUMBER = re.compile(r"(?<!\w)(?<!\d[.,:/])\d{1,4}(?!\d)")
_NUMERIC = re.compile(
    rf"(?<![\d.])(?:(?P<y>{YEAR})(?P<s>[-./])(?P<m>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}})"
    rf"|(?P<d2>\d{{1,2}})(?P<s2>[-./])(?P<m2>\d{{1,2}})(?P=s2)(?P<y2>{YEAR}))(?!\d)"
)
_EAST = re.compile(
    rf"(?<!\d)(?:(?P<year>{YEAR})\s?[年년]\s?)?(?P<month>\d{{1,2}})\s?[月월](?:\s?(?P<day>\d{{1,2}})\s?[日일号號])?"
    rf"|(?<!\d)(?P<alone>{YEAR})\s?[年년]"
    r"|(?<!\d)(?P<only>\d{1,2})\s?[日일](?![간째차以内間程前]|\s(?:동안|만|이내|후|전))"
)
_YEAR = re.compile(rf"(?<!\w)(?<!\d[.,:/]){YEAR}(?!\d|[.,]\d|\s?%)")
_LONG = 24  # characters: the longest day in words
_WINDOW = 16  # characters: the longest word before a month, a year or a day of the week


@dataclass(frozen=True)
class When:
    """A day, month or year that a text names; a month is its first day, a year its first of January."""

    day: dt.date
    precision: str  # day, month, year
    start: int
    end: int
    kind: str  # explicit, relative, weekday


def read_dates(document: str, lang: str, published: dt.date | None) -> list[When]:
    """Find the dates of a document in the order of the text; lang "page" reads a date string in any language."""
    reader = _Reader(document, almanac(lang), published)
    rules = [reader.numeric]
    rules += [reader.eastern] if lang in _EASTERN else []
    rules += [reader.by_number, reader.by_month, reader.by_year, reader.by_day]
    for rule in rules:
        reader.take(list(rule()))
    return sorted(reader.found, key=lambda when: (when.start, when.end))


class _Reader:
    """Reads one document, rule after rule; what an earlier rule took is closed to the later ones."""

    def __init__(self, document: str, words: Almanac, published: dt.date | None) -> None:
        self.document, self.words, self.published = document, words, published
        self.found: list[When] = []
        self._taken: set[int] = set()
        marks = ((match, words.marks.meaning(match)) for match in words.marks.pattern.finditer(document))
        self._marks = [(match, mark) for match, mark in marks if words.means(mark, match.group())]

    def take(self, found: list[When]) -> None:
        """Keep what a rule found."""
        self.found += found
        for when in found:
            self._taken.update(range(when.start, when.end))

    def numeric(self) -> Iterator[When]:
        """Read 2026-02-04, 04.02.2026 and 04/02/2026: the day before the month, unless that cannot be."""
        for match in _NUMERIC.finditer(self.document):
            year, month, day = (int(match[key] or match[key + "2"]) for key in "ymd")
            if month > 12 and day <= 12 and match["y2"]:  # noqa: PLR2004 - months
                month, day = day, month
            yield from self._day(match.span(), year, month, day)

    def eastern(self) -> Iterator[When]:
        """Read 2026年2月4日, 2026년 2월 4일, 2月4日, 16日."""
        for match in _EAST.finditer(self.document):
            if match["alone"]:
                yield When(dt.date(int(match["alone"]), 1, 1), "year", *match.span(), "explicit")
            elif match["only"]:
                yield from self._day_of_month(match)
            else:
                yield from self._dated(match, int(match["month"]), match.start())

    def by_number(self) -> Iterator[When]:
        """Read the dates that begin with a number: 5 апреля, 2024-yil 16-sentabr, 2028 года, 3 days ago."""
        for number in _NUMBER.finditer(self.document):
            start = number.start()
            if start in self._taken:
                continue
            found = list(self._at_number(start))
            self._taken.update(position for when in found for position in range(when.start, when.end))
            yield from found

    def _at_number(self, start: int) -> Iterator[When]:
        for pattern in (self.words.year_first, self.words.day_month):
            match = pattern.match(self.document, start)
            if match and (month := self.words.month(match)):
                yield from self._dated(match, month, start)
                return
        if (match := self.words.ago.match(self.document, start)) and self.published:
            day = self.published - dt.timedelta(days=int(match["days"]))
            yield When(day, "day", *match.span(), "relative")

    def by_year(self) -> Iterator[When]:
        """Read the years that stand alone: 2028 года, by 2028, 2028-yilgacha."""
        for match in _YEAR.finditer(self.document):
            start, end = match.span()
            if start in self._taken:
                continue
            word = self.words.year_word.match(self.document, end)
            if word or self.words.before_year.search(self.document, max(0, start - _WINDOW), start):
                span = start, word.end() if word else end
                yield When(dt.date(int(match.group()), 1, 1), "year", *span, "explicit")

    def by_month(self) -> Iterator[When]:
        """Read the dates that begin with a month: April 5, September 2024, in September."""
        for match, mark in self._marks:
            if mark.kind == "month" and match.start() not in self._taken:
                yield from self._at_month(match, mark.number)

    def _at_month(self, match: re.Match[str], month: int) -> Iterator[When]:
        start, words = match.start(), self.words
        if spelled := words.ordinals.pattern.search(self.document, max(0, start - _LONG), start):
            span = spelled.start(), match.end()
            yield from self._day(span, self._told_year(*span), month, words.ordinals.meaning(spelled))
            return
        if words.month_first and (dated := words.month_first.match(self.document, start)):
            yield from self._dated(dated, month, start)
        elif dated := words.month_year.match(self.document, start):
            first = words.month_range.search(self.document, max(0, start - _WINDOW), start)
            year = dt.date(int(dated["year"]), 1 if first else month, 1)
            yield When(year, "year" if first else "month", start, dated.end(), "explicit")
        elif words.after_month.match(self.document, match.end()) or words.before_month.search(
            self.document, max(0, start - _WINDOW), start
        ):
            yield from self._dated(match, month, start)

    def by_day(self) -> Iterator[When]:
        """Read the days told from the day of publication: yesterday, on Monday; a day beside its date is no second."""
        for match, mark in self._marks:
            if not self.published or mark.kind == "month" or match.start() in self._taken:
                continue
            if mark.kind == "relative":
                yield When(self.published + dt.timedelta(days=mark.number), "day", *match.span(), "relative")
            elif self._taken.isdisjoint(
                (*range(match.start() - 3, match.start()), *range(match.end(), match.end() + 3))
            ):
                yield When(self._weekday(self.published, match.start(), mark.number), "day", *match.span(), "weekday")

    def _weekday(self, published: dt.date, start: int, number: int) -> dt.date:
        """The latest such day up to the day of publication, unless the text says next or last."""
        back = (published.weekday() - number) % 7
        window = max(0, start - _WINDOW), start
        if self.words.next.search(self.document, *window):
            return published + dt.timedelta(days=7 - back)
        if not back and self.words.last.search(self.document, *window):
            back = 7
        return published - dt.timedelta(days=back)

    def _dated(self, match: re.Match[str], month: int, start: int) -> Iterator[When]:
        """Turn a match with a month, perhaps with days and a year, into its dates."""
        groups = match.groupdict()
        span = start, match.end() - match.group().endswith(".")
        year = int(groups["year"]) if groups.get("year") else self._told_year(*span)
        if not groups.get("day"):
            yield from (When(date, "month", *span, "explicit") for date in self._nearest(year, month, 1))
            return
        for key in ("first", "day", "last"):
            if groups.get(key):
                inner = key == "day" and groups.get("first")
                yield from self._day((match.start("day"), span[1]) if inner else span, year, month, int(groups[key]))

    def _told_year(self, start: int, end: int) -> int | None:
        """Read "last year" or "this year" beside a date."""
        before, after = self.words.told_before, self.words.told_after
        if not self.published:
            return None
        if told := before.pattern.search(self.document, max(0, start - _WINDOW), start):
            return self.published.year + before.meaning(told)
        if told := after.pattern.match(self.document, end):
            return self.published.year + after.meaning(told)
        return None

    def _day(self, span: tuple[int, int], year: int | None, month: int, day: int) -> Iterator[When]:
        for date in self._nearest(year, month, day):
            yield When(date, "day", *span, "explicit")

    def _nearest(self, year: int | None, month: int, day: int) -> list[dt.date]:
        """Give the date, in the year nearest to the publication if the text names none; nothing if there is no such."""
        years = [year] if year else [self.published.year + step for step in (-1, 0, 1)] if self.published else []
        days = [date for one in years if (date := _date(one, month, day))]
        if len(days) > 1 and self.published:
            published = self.published
            days = [min(days, key=lambda date: abs(date - published))]
        return days

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
