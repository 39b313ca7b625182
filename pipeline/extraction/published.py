"""A parsed page and what its source knows of it come in; when it was published goes out, and by whose word."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

from pipeline.dates import published_date
from pipeline.extraction.blocks import Block
from pipeline.extraction.datepath import glued_day, month, named_month, parted_day
from pipeline.extraction.markup import Markup
from pipeline.extraction.visible import shown_dates

_METAS = (
    *(
        "article:published_time",
        "og:published_time",
        "og:article:published_time",
        "article:published",
        "published_time",
    ),
    *(
        "article.published",
        "datepublished",
        "pubdate",
        "publishdate",
        "publish-date",
        "parsely-pub-date",
        "sailthru.date",
    ),
    *("mediator_published_time", "cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.created", "date.issued"),
    *("dc.date", "date"),
)
_NOON = dt.time(12)  # of a day whose hour is not told
_CLOCK_SKEW = dt.timedelta(minutes=15)
_NEAR = dt.timedelta(days=2)
_MINUTE = dt.timedelta(minutes=1)
_FIRST_YEAR = 1995  # there were no outlets on the web before
_ISO = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})"
    r"(?:[T\s]+(\d{2}):?(\d{2})(?::?\d{2}(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
)


@dataclass(frozen=True)
class Published:
    """A moment of publication, how exact it is, who told it, and how many minutes east of UTC its outlet is."""

    at: dt.datetime
    precision: str  # minute, day, month
    source: str  # json-ld, meta, visible, address, feed
    offset: int


@dataclass(frozen=True)
class Told:
    """What is known besides the page: its address, when it was fetched, the outlet's zone, the feed's word."""

    address: str
    fetched_at: dt.datetime
    timezone: str
    feed: Any = None


def published(
    markup: Markup, blocks: Sequence[Block], title: str, told: Told, chosen: Sequence[str] = ()
) -> Published | None:
    """Return the time of publication from the most trusted voice that nothing contradicts; None where none speaks.

    ``chosen`` are the date strings that the source's own selector points at: they speak first.
    """
    spoken = (*_stated("visible", chosen, told), *_voices(markup, blocks, title, told))
    voices = [voice for voice in spoken if _possible(voice, told)]
    in_address = parted_day(told.address)
    trusted = [voice for voice in voices if _agrees(voice, in_address)] or voices
    if not trusted:
        return None
    best = trusted[0]
    if best.precision != "minute":
        best = next((v for v in trusted if v.precision == "minute" and _same_day(v, best)), best)
    return best


def _voices(markup: Markup, blocks: Sequence[Block], title: str, told: Told) -> list[Published]:
    """Return what every voice says, in the order of trust."""
    shown = list(_visible(markup, blocks, title, told))
    visible = [voice for voice, visit in shown if not visit]
    feed = list(_stated("feed", [told.feed], told))
    linked = [item for item in (markup.article, *markup.linked) if item]
    stated = [item.get("datePublished") or item.get("dateCreated") for item in linked]
    first = [*_stated("json-ld", stated, told), *_stated("meta", [markup.meta.get(name) for name in _METAS], told)]
    spoken = [_relabelled(voice, visible, told) for voice in (*first, *visible, *feed)]
    near_feed = [v for v in spoken if v.source != "visible" or not feed or abs(v.at - feed[0].at) <= _NEAR]
    return [*near_feed, *_from_address(told), *(voice for voice, visit in shown if visit)]


def _stated(source: str, values: Sequence[Any], told: Told) -> Iterator[Published]:
    """Read dates written for machines; a local time without an offset is the outlet's."""
    zone = ZoneInfo(told.timezone)
    for value in values:
        if isinstance(value, dt.datetime):
            aware = value if value.tzinfo else value.replace(tzinfo=zone)
            yield _published(aware, "minute", source, zone)
        elif isinstance(value, str) and (match := _ISO.match(value.strip())):
            yield from _iso(match, source, zone)
        elif isinstance(value, str) and (read := published_date(value.strip(), told.timezone, told.fetched_at)):
            yield _published(read[0], read[1], source, zone)


def _iso(match: re.Match[str], source: str, zone: ZoneInfo) -> Iterator[Published]:
    year, month, day, hour, minute = (int(part) if part else 0 for part in match.groups()[:5])
    try:
        if match[4] is None or (hour, minute) == (0, 0):  # midnight stands for an hour that is not told
            yield _published(dt.datetime.combine(dt.date(year, month, day), _NOON, zone), "day", source, zone)
            return
        moment = dt.datetime(year, month, day, hour, minute, tzinfo=_offset(match[6]) or zone)
    except ValueError:
        return
    yield _published(moment, "minute", source, zone)


def _offset(text: str | None) -> dt.tzinfo | None:
    if not text:
        return None
    if text in {"Z", "UTC", "GMT"}:
        return dt.UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return dt.timezone(dt.timedelta(minutes=-minutes if text[0] == "-" else minutes))


def _published(moment: dt.datetime, precision: str, source: str, zone: ZoneInfo) -> Published:
    """Tell a moment in the outlet's own zone."""
    local = moment.astimezone(zone)
    shift = local.utcoffset() or dt.timedelta()
    return Published(local, precision, source, int(shift.total_seconds()) // 60)


def _relabelled(voice: Published, visible: Sequence[Published], told: Told) -> Published:
    """Notice local time labelled as GMT: it lies ahead of the clock, or the page shows it as the outlet's own time."""
    shift = dt.timedelta(minutes=voice.offset)
    local = replace(voice, at=voice.at - shift)
    if voice.source == "visible" or voice.precision != "minute":
        return voice
    ahead = not _possible(voice, told) and _possible(local, told)
    shown = any(v.precision == "minute" and abs(local.at - v.at) <= _MINUTE for v in visible)
    return local if ahead or shown else voice


def _possible(voice: Published, told: Told) -> bool:
    """Say whether a moment lies within the history of the web; of a day only its date counts."""
    if voice.at.year < _FIRST_YEAR:
        return False
    if voice.precision == "minute":
        return voice.at <= told.fetched_at + _CLOCK_SKEW
    return voice.at.date() <= told.fetched_at.astimezone(voice.at.tzinfo).date()


def _agrees(voice: Published, in_address: dt.date | None) -> bool:
    """Say whether a voice does not contradict the day that stands in the address."""
    return in_address is None or abs(voice.at.date() - in_address) <= _NEAR


def _same_day(one: Published, other: Published) -> bool:
    if other.precision == "month":
        return (one.at.year, one.at.month) == (other.at.year, other.at.month)
    return one.at.date() == other.at.date()


def _visible(markup: Markup, blocks: Sequence[Block], title: str, told: Told) -> Iterator[tuple[Published, bool]]:
    """Read the dates that the page shows, each with whether it may be the visit's: above the headline, of its day."""
    now = told.fetched_at.astimezone(ZoneInfo(told.timezone))
    for shown in shown_dates(markup, blocks, title):
        for voice in _stated("visible", [shown.text], told):
            of_now = (
                abs(voice.at - now) <= _CLOCK_SKEW if voice.precision == "minute" else voice.at.date() == now.date()
            )
            yield voice, shown.above and not shown.machine and of_now


def _from_address(told: Told) -> Iterator[Published]:
    """Read the date that stands in the address."""
    zone = ZoneInfo(told.timezone)
    named = named_month(told.address)
    day, first = parted_day(told.address) or glued_day(told.address), month(told.address)
    if day:
        yield _published(dt.datetime.combine(day, _NOON, zone), "day", "address", zone)
    elif first:
        yield _published(dt.datetime.combine(first, _NOON, zone), "month", "address", zone)
    elif named and (read := published_date(named, told.timezone, told.fetched_at)):
        yield _published(read[0], read[1], "address", zone)
