"""An address comes in; the day or the month that stands in it goes out, the last resort of a page without a date."""

import datetime as dt
import re
from urllib.parse import unquote

_YEAR = r"(?P<y>20\d{2})"
_PARTED = re.compile(
    rf"(?<!\d){_YEAR}(?P<s>[/_.-])(?P<m>[01]?\d)(?P=s)(?P<d>[0-3]\d(?!\d)|[1-9](?=/|$))"
    rf"|(?<!\d)(?P<y2>20\d{{2}})/(?P<m2>[01]\d)-?(?P<d2>[0-3]\d)(?!\d)"
)
_BACKWARDS = re.compile(rf"(?<!\d)(?P<d>[0-3]?\d)(?P<s>[._-])(?P<m>[01]?\d)(?P=s){_YEAR}(?!\d)")
_GLUED = re.compile(rf"(?<!\d){_YEAR}(?P<m>[01]\d)(?P<d>[0-3]\d)(?:\d{{4}}(?:\d\d(?:\d{{3}})?)?)?(?!\d)")
_GLUED_BACKWARDS = re.compile(rf"(?<!\d)(?P<d>[0-3]\d)(?P<m>[01]\d){_YEAR}(?!\d)")
_MONTH = re.compile(r"/(?P<y>20\d{2})/(?P<m>[01]?\d)(?:/|$)")
_NAMED_MONTH = re.compile(r"/(20\d{2})/([^\W\d_]{3,12})(?:/([0-3]?\d))?/")
_HOST = re.compile(r"^\w+://[^/?]*")
_MONTHS = 12


def parted_day(address: str) -> dt.date | None:
    """Return a day whose year, month and day stand apart in an address: nobody writes an article's number so."""
    path = _path(address)
    for match in _PARTED.finditer(path):
        if day := _day(match["y"] or match["y2"], match["m"] or match["m2"], match["d"] or match["d2"]):
            return day
    return None


def glued_day(address: str) -> dt.date | None:
    """Return a day read from digits that could also be a number, or day first where that is the only way to read it."""
    path = _path(address)
    for pattern in (_GLUED, _GLUED_BACKWARDS, _BACKWARDS):
        for match in pattern.finditer(path):
            day = _day(match["y"], match["m"], match["d"])
            either_way = pattern is _BACKWARDS and match["s"] != "." and int(match["d"]) <= _MONTHS
            if day and not (either_way and match["d"] != match["m"]):
                return day
    return None


def month(address: str) -> dt.date | None:
    """Return the first day of a month that stands in an address as numbers."""
    match = _MONTH.search(_path(address))
    return _day(match["y"], match["m"], "1") if match else None


def named_month(address: str) -> str | None:
    """Return a month (or day) that stands in an address as a word, as a page would show it: "5 novembre 2022"."""
    match = _NAMED_MONTH.search(unquote(_path(address)))
    return " ".join(filter(None, (match[3], match[2], match[1]))) if match else None


def _path(address: str) -> str:
    return _HOST.sub("", address)


def _day(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
