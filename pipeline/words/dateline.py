"""A date string of a page, the outlet's zone and the time it was fetched come in; the moment it tells goes out."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

from pipeline.words.almanac import PAGE, YEAR, page_words
from pipeline.words.datereader import When, of_former_times, read_dates
from pipeline.words.phrases import among_figures, fold

_LONGEST = 200  # characters; what is longer is no date string
_TIME = re.compile(
    r"(?<![\d:.])(?P<hour>[01]?\d|2[0-3])(?::|h)(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?(?:\.\d+)?(?![\d:])"
)
_OFFSET = re.compile(
    r"\s?(?:(?P<utc>z|utc|gmt)(?:\s?(?P<hours>[+-]\d{1,2}))?|(?P<sign>[+-])(?P<h>\d\d):?(?P<m>\d\d))(?![\d\w])"
)
_EITHER_WAY = re.compile(rf"(?<!\d)(?P<one>\d{{1,2}})(?P<mark>[/-])(?P<two>\d{{1,2}})(?P=mark){YEAR}(?!\d)")
_AGO = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_MONTHS = 12
_NOON = dt.time(12)  # of a day whose hour is not told
_CLOCKS_DIFFER = dt.timedelta(minutes=10)


def published_date(text: str, zone: str, reference: dt.datetime) -> tuple[dt.datetime, str] | None:
    """Read a visible date of publication; None where the string is ambiguous, about an update, or of the future."""
    if len(text) > _LONGEST:
        return None
    line = _plain(text)
    now = reference.astimezone(ZoneInfo(zone))
    if _ambiguous(line, zone):
        return None
    found = [when for when in read_dates(line, PAGE, now.date()) if when.precision != "year" and when.kind != "weekday"]
    when = _chosen(line, found)
    if when:
        return _moment(line, when, found, now)
    return None if found else _without_date(line, now)


def _plain(text: str) -> str:
    """Fold a line and take out the names of icons, which page builders glue to dates."""
    line, icons = fold(text), page_words().icons
    for start in range(len(line) - 1, -1, -1):
        if icon := icons.at(line, start):
            line = f"{line[:start]} {line[icon[0] :]}"
    return " ".join(line.split())


def _ambiguous(line: str, zone: str) -> bool:
    """Tell whether day and month could change places: 11-3-2022, and 03/04/2025 in America."""
    match = next(among_figures(_EITHER_WAY, line), None)
    if not match or max(int(match["one"]), int(match["two"])) > _MONTHS or match["one"] == match["two"]:
        return False
    return match["mark"] == "-" or zone.startswith("America/")


def _chosen(line: str, found: list[When]) -> When | None:
    """Choose the date labelled as published, else the first one that is not labelled as updated."""
    words, labelled, position = page_words().labels, list[tuple[When, bool | None]](), 0
    for when in found:
        labels = [label[1] for start in range(position, when.start) if (label := words.at(line, start))]
        labelled.append((when, labels[-1] if labels else None))
        position = when.end
    for wanted in (True, None):
        if chosen := next((when for when, label in labelled if label is wanted), None):
            return chosen
    return None


def _moment(line: str, when: When, found: list[When], now: dt.datetime) -> tuple[dt.datetime, str] | None:
    day = when.day
    if when.precision == "month":
        moment = dt.datetime.combine(day, _NOON, now.tzinfo)
        return (moment, "month") if day <= now.date() else None
    if when.kind == "explicit":
        day = of_former_times(when, line, now.date()).day
    time = _time(line, when, found)
    if not time:
        return (dt.datetime.combine(day, _NOON, now.tzinfo), "day") if day <= now.date() else None
    moment = dt.datetime.combine(day, _clock(line, time), _offset(line, time) or now.tzinfo)
    return _past(moment, now, told=when.kind == "explicit")


def _past(moment: dt.datetime, now: dt.datetime, *, told: bool) -> tuple[dt.datetime, str] | None:
    """Refuse what lies ahead of the fetch; a late hour read just after midnight is of the evening before."""
    if moment <= now + _CLOCKS_DIFFER:
        return moment, "minute"
    just_after_midnight = now.hour < 3 and moment.hour >= 21  # noqa: PLR2004 - hours
    return None if told or not just_after_midnight else (moment - dt.timedelta(days=1), "minute")


def _time(line: str, when: When, found: list[When]) -> re.Match[str] | None:
    """Find the clock of a date: the nearest one, not beyond another date; on a tie the one the line begins with."""
    left = max((other.end for other in found if other.end <= when.start), default=0)
    right = min((other.start for other in found if other.start >= when.end), default=len(line))
    times = [match for match in _TIME.finditer(line) if left <= match.start() and match.end() <= right]
    return min(times, key=lambda time: max(when.start - time.end(), time.start() - when.end), default=None)


def _clock(line: str, time: re.Match[str]) -> dt.time:
    hour, halves = int(time["hour"]), page_words().halves
    half = halves.at(line, _spaced(line, time.end())) or halves.before(line, time.start())
    if half and hour <= _MONTHS:
        hour = hour % 12 + half[1]
    return dt.time(hour, int(time["minute"]), int(time["second"] or 0))


def _offset(line: str, time: re.Match[str]) -> dt.tzinfo | None:
    if named := page_words().zones.at(line, _spaced(line, time.end())):
        return dt.timezone(dt.timedelta(hours=named[1]))
    told = _OFFSET.match(line, time.end())
    if not told:
        return None
    minutes = 60 * int(told["hours"] or told["h"] or 0) + int(told["m"] or 0)
    return dt.timezone(dt.timedelta(minutes=-minutes if told["sign"] == "-" else minutes))


def _spaced(line: str, position: int) -> int:
    return position + line.startswith(" ", position)


def _without_date(line: str, now: dt.datetime) -> tuple[dt.datetime, str] | None:
    """Read a line without a day: a clock alone is of today, an hour ago counts from the fetch."""
    for number in _AGO.finditer(line):
        if unit := page_words().ago.at(line, _spaced(line, number.end())):
            return now - dt.timedelta(seconds=int(number.group()) * unit[1]), "minute"
    time = _TIME.search(line)
    if not time or any(sign.isalnum() for sign in line[: time.start()] + line[time.end() :]):
        return None
    moment = dt.datetime.combine(now.date(), _clock(line, time), now.tzinfo)
    return _past(moment, now, told=False)
