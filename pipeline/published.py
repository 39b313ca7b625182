"""A parsed page and what its source knows of it come in; when it was published goes out, and by whose word."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

from pipeline.blocks import Block
from pipeline.boilerplate import plain
from pipeline.datepath import glued_day, month, named_month, parted_day
from pipeline.dates import published_date
from pipeline.markup import Markup

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
_BEFORE, _AFTER = 8, 10  # lines around the headline in which the date stands
_LONGEST = 120  # characters of a line that is a date
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


def published(markup: Markup, blocks: Sequence[Block], title: str, told: Told) -> Published | None:
    """Return the time of publication from the most trusted voice that nothing contradicts; None where none speaks."""
    voices = [voice for voice in _voices(markup, blocks, title, told) if _possible(voice, told)]
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
    visible = list(_visible(markup, blocks, title, told))
    feed = list(_stated("feed", [told.feed], told))
    linked = [item for item in (markup.article, *markup.linked) if item]
    stated = [item.get("datePublished") or item.get("dateCreated") for item in linked]
    first = [*_stated("json-ld", stated, told), *_stated("meta", [markup.meta.get(name) for name in _METAS], told)]
    spoken = [_relabelled(voice, visible, told) for voice in (*first, *visible, *feed)]
    near_feed = [v for v in spoken if v.source != "visible" or not feed or abs(v.at - feed[0].at) <= _NEAR]
    return [*near_feed, *_from_address(told)]


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
    return voice.at.year >= _FIRST_YEAR and voice.at <= told.fetched_at + _CLOCK_SKEW


def _agrees(voice: Published, in_address: dt.date | None) -> bool:
    """Say whether a voice does not contradict the day that stands in the address."""
    return in_address is None or abs(voice.at.date() - in_address) <= _NEAR


def _same_day(one: Published, other: Published) -> bool:
    if other.precision == "month":
        return (one.at.year, one.at.month) == (other.at.year, other.at.month)
    return one.at.date() == other.at.date()


def _visible(markup: Markup, blocks: Sequence[Block], title: str, told: Told) -> Iterator[Published]:
    """Read the dates marked as such, then those near the headline: the first date of a page may be the visit's."""
    zone = ZoneInfo(told.timezone)
    marked = markup.tree.xpath("//*[@itemprop='datePublished'] | //time[@pubdate]")
    for element in marked[:3]:
        value = element.get("datetime") or element.get("content") or element.text_content()
        yield from _stated("visible", [value], told)
    for line in _near_headline(blocks, title):
        read = published_date(line, told.timezone, told.fetched_at)
        if read:
            yield _published(read[0], read[1], "visible", zone)


def _near_headline(blocks: Sequence[Block], title: str) -> Iterator[str]:
    """Return the short lines after the headline, then those before it, each also joined with its neighbour."""
    wanted = plain(title)
    at = [index for index, block in enumerate(blocks) if plain(block.text) == wanted]
    place = next((index for index in at if blocks[index].element.tag in {"h1", "h2"}), at[0] if at else None)
    if place is None:
        return
    after = [block.text for block in blocks[place + 1 : place + 1 + _AFTER]]
    before = [block.text for block in blocks[max(0, place - _BEFORE) : place]][::-1]
    for texts, joint in ((after, "{0}, {1}"), (before, "{1}, {0}")):
        for index, text in enumerate(texts):
            if len(text) > _LONGEST:
                break
            follower = texts[index + 1] if index + 1 < len(texts) else ""
            if any(char.isdigit() for char in text):
                yield joint.format(text, follower) if _is_clock(follower) else text


def _is_clock(text: str) -> bool:
    return bool(re.fullmatch(r"\D{0,3}\d{1,2}[:.]\d{2}\D{0,3}", text))


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
