"""GDELT as a stream: the file that names its newest slice comes in, the reports of all since the last run go out."""

import asyncio
import datetime as dt
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawler.discovery.rules import GDELT
from crawler.discovery.slices import read_slice
from crawler.lists.cutting import CUT_AT
from crawler.lists.listing import Entry, Unreadable
from crawler.manners.guest import Guest
from crawler.manners.politeness import ON_THE_WAY, network_reason
from crawler.monitoring.tally import Polled
from pipeline import clock
from pipeline.models import Poll

SLICE = dt.timedelta(minutes=15)
STAMP = "%Y%m%d%H%M%S"
LINE = re.compile(r"^\d{1,12} ([0-9a-f]{32}) \S{1,300}/(\d{14})((?:\.translation)?\.gkg\.csv\.zip)\s*$", re.MULTILINE)
LARGEST = 10_000  # bytes; it has three lines
MASTER = ("lastupdate", "masterfilelist")  # how the name of the file with the newest becomes that of the one with all
TAIL = 400  # bytes of the master list for each quarter of an hour: three lines
OK, PART, NOT_FOUND = 200, 206, 404


@dataclass(frozen=True)
class Newest:
    """The newest slice of a stream, as the stream itself names it."""

    moment: dt.datetime
    ending: str
    md5: str


@dataclass
class Reading:
    """How far a stream was read in one run, and what was in it."""

    upto: dt.datetime | None
    announced: dict[dt.datetime, str]  # the MD5 of slices, as far as it is known
    entries: list[Entry] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    read: int = 0
    stopped: bool = False
    early: bool = False  # the newest was announced and is not there yet


def newest_of(body: bytes) -> Newest:
    """Return the newest slice that a stream's file names; raises Unreadable where it names none, or one to come."""
    found = LINE.search(body[:LARGEST].decode("utf-8", "replace"))
    if not found:
        raise Unreadable("no slice is named")
    try:
        moment = dt.datetime.strptime(found[2], STAMP).replace(tzinfo=dt.UTC)
    except ValueError as error:
        raise Unreadable(f"{found[2]} is no moment") from error
    if moment > clock.now() + SLICE:
        raise Unreadable(f"a slice of the future is named, {found[2]}")
    return Newest(moment, found[3], found[1])


async def read_stream(guest: Guest, polled: Polled, poll: Poll | None, newest: Newest) -> Polled:
    """Return what the slices hold that came since the last run, no more of them than a run may read."""
    last = poll.newest if poll and poll.newest else None
    moments, missed = due(newest.moment, last)
    if not moments:
        return replace(polled, chunks=[], state="unchanged")
    reading = Reading(last, await _announced(guest, polled.address, moments, newest))
    if missed:
        reading.troubles.append(f"{missed} slices were not read: one run goes back by {GDELT.slices}")
    for moment in moments:
        if not reading.stopped:
            await _read(guest, reading, slice_address(polled.address, moment, newest.ending), moment)
    state = "ok" if reading.read else "unchanged" if reading.early else "broken"
    said = "; ".join(reading.troubles) or None
    return replace(
        polled, chunks=[], state=state, reason=said, entries=reading.entries, upto=reading.upto, gap=missed > 0
    )


def due(newest: dt.datetime, last: dt.datetime | None) -> tuple[list[dt.datetime], int]:
    """Return the moments of the slices to read, the oldest first, and how many are too far back."""
    behind = GDELT.slices if last is None else max(0, int((newest - last) / SLICE))
    count = min(behind, GDELT.slices)
    return [newest - SLICE * back for back in reversed(range(count))], behind - count


async def _announced(
    guest: Guest, stream: str, moments: Sequence[dt.datetime], newest: Newest
) -> dict[dt.datetime, str]:
    """Return the MD5 of the slices: the newest's, and those that the end of the master list names.

    The list has every slice since 2015, so only its end is asked for; where it cannot be had, older slices are taken as
    they come.
    """
    known = {newest.moment: newest.md5}
    if len(moments) < 2 or MASTER[0] not in stream:  # noqa: PLR2004
        return known
    size = TAIL * (round((newest.moment - moments[0]) / SLICE) + 4)  # the master list may be a little ahead
    asked = Request(
        stream.replace(*MASTER), headers={"Range": f"bytes=-{size}"}, meta={CUT_AT: size, "download_maxsize": 0}
    )
    try:
        answer = await guest.fetch(asked)
    except Exception:  # noqa: BLE001 - whatever a network does
        return known
    if answer.status == PART:
        found = LINE.findall(answer.body.decode("utf-8", "replace"))
        listed = {stamp: md5 for md5, stamp, ending in found if ending == newest.ending}
        known = {moment: md5 for moment in moments if (md5 := listed.get(f"{moment:{STAMP}}"))} | known
    return known


async def _read(guest: Guest, reading: Reading, address: str, moment: dt.datetime) -> None:
    """Read one slice into the reading.

    One that is not there or cannot be read is passed over, unless it is the newest, which may not be whole yet.
    """
    last = moment == max(reading.announced)
    meta = {"download_maxsize": GDELT.zipped, "download_timeout": GDELT.seconds}
    try:
        answer = await guest.fetch(Request(address, meta=meta))
    except Exception as error:  # noqa: BLE001 - whatever a network does: the next run begins here, or passes it over
        reading.troubles.append(f"{moment:%H:%M}: {_reason(error)}")
        reading.stopped = type(error).__name__ in ON_THE_WAY or isinstance(error, IgnoreRequest)
        reading.upto = reading.upto if reading.stopped else moment
        return
    reading.early = last and answer.status == NOT_FOUND
    try:
        entries = await asyncio.to_thread(_entries, answer, address, reading.announced.get(moment))
    except Unreadable as error:
        reading.troubles.append(f"{moment:%H:%M}: {error}")
        reading.stopped = last or answer.status not in (OK, NOT_FOUND)
    else:
        reading.entries.extend(entries)
        reading.read += 1
    if not reading.stopped:
        reading.upto = moment


def _entries(answer: Response, address: str, md5: str | None) -> list[Entry]:
    if answer.status != OK:
        raise Unreadable("it is not there" if answer.status == NOT_FOUND else f"HTTP {answer.status}")
    if md5 and hashlib.md5(answer.body, usedforsecurity=False).hexdigest() != md5:
        raise Unreadable("it is not the file that was announced: its MD5 differs")
    return read_slice(answer.body, address)


def slice_address(stream: str, moment: dt.datetime, ending: str) -> str:
    """Return a slice's address: beside the file that names it, wherever else that file may point."""
    return f"{stream.rpartition('/')[0]}/{moment:{STAMP}}{ending}"


def _reason(error: Exception) -> str:
    return str(error) if isinstance(error, IgnoreRequest) else network_reason(error)
