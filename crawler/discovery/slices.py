"""A zipped 15-minute slice of GDELT's knowledge graph comes in; the reports in it that may tell of a deal go out."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from html import unescape
from itertools import islice
from typing import IO

from crawler.discovery.rules import GDELT
from crawler.discovery.words import telling
from crawler.lists.finding import country_of
from crawler.lists.listing import Entry, Unreadable, absolute
from crawler.sources.values import COUNTRIES
from pipeline.text import one_line

WEB, ADDRESS, THEMES, PLACES, EXTRAS = 2, 4, 7, (9, 10), 26  # columns of GKG 2.1, counted from 0
COLUMNS = 27
TITLE = re.compile(r"<PAGE_TITLE>(.{1,1000}?)</PAGE_TITLE>")
LONGEST_TITLE = 300  # characters
END, END64 = b"PK\x05\x06", b"PK\x06\x07"
DIRECTORY = 1024  # bytes of a zip's directory: enough for the one file of a slice
BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError)


def read_slice(body: bytes, address: str) -> list[Entry]:
    """Return the reports of a slice that are worth fetching; raises Unreadable where it is no such zip, or too large.

    Nothing is dated by it: what GDELT tells is the time of its own crawl.
    """
    found: dict[str, Entry] = {}
    try:
        with _member(body) as rows:
            kept = (entry for line in _lines(rows) if (entry := _entry(line, address)))
            found = {entry.key: entry for entry in islice(kept, GDELT.kept)}
    except BROKEN as error:
        raise Unreadable(f"a broken zip: {one_line(str(error))[:200]}") from error
    return list(found.values())


def _member(body: bytes) -> IO[bytes]:
    """Open the one file of a zip; its directory is measured first, for reading it takes memory for every entry."""
    end = body.rfind(END)
    if end < 0 or end + 16 > len(body):
        raise Unreadable("no zip file")
    if struct.unpack_from("<L", body, end + 12)[0] > DIRECTORY or body[max(0, end - 20) :].startswith(END64):
        raise Unreadable("a zip of more than one file")
    archive = zipfile.ZipFile(io.BytesIO(body))
    members = archive.infolist()
    if len(members) != 1:
        raise Unreadable("a zip of more than one file")
    if members[0].file_size > GDELT.unzipped:
        raise Unreadable(f"it unzips to more than {GDELT.unzipped // 1_000_000} MB")
    return archive.open(members[0])


def _lines(rows: IO[bytes]) -> Iterator[bytes]:
    """Give the rows that name the country, without those that are too long to be any."""
    named = b"#%s#" % GDELT.country.encode()
    while line := rows.readline(GDELT.line):
        if not line.endswith(b"\n") and len(line) == GDELT.line:
            while (rest := rows.readline(GDELT.line)) and not rest.endswith(b"\n"):
                pass
        elif named in line:
            yield line


def _entry(line: bytes, base: str) -> Entry | None:
    """Return the report of a row, None where it is none of the web's or does not speak of mining in the country."""
    row = line.decode("utf-8", "replace").rstrip("\r\n").split("\t")
    if len(row) < COLUMNS or row[WEB] != "1":
        return None
    places = (place.split("#") for column in PLACES for place in row[column].split(";"))
    address = absolute(base, row[ADDRESS])
    if not address or not any(place[2:3] == [GDELT.country] for place in places):
        return None
    stated = TITLE.search(row[EXTRAS])
    title = one_line(unescape(stated[1]))[:LONGEST_TITLE] if stated else ""
    if not telling(title, address, row[THEMES].split(";")):
        return None
    return Entry(address, title=title or None, timezone=COUNTRIES.get(country_of(address) or ""))
