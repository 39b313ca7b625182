"""The catalogue: TOML blocks come in, validated sources by name go out; a mistake is refused with its place."""

import datetime as dt
import difflib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from re import Pattern
from typing import Any

from crawler.sources.kind import kind
from crawler.sources.values import (
    COUNTRIES,
    Expect,
    Wrong,
    addresses,
    country,
    duration,
    expect,
    identity,
    languages,
    line,
    name,
    names,
    nearest,
    pattern,
    seconds,
    selectors,
    switch,
    zone,
)
from crawler.sources.ways import Api, Search, Section, apis, channels, searches, sections
from pipeline.resolution.kinds import DISCOVERY, UNTOLD

HERE = Path(__file__).parent
WAYS_IN = ("feeds", "news_sitemaps", "sitemaps", "sections", "apis", "telegram", "gdelt", "searches")
PLAIN = WAYS_IN[:3]  # those that are an address and no more
CHANNEL = "https://t.me/s/"
REQUIRED = ("name", "title", "country")
FINDING = ("gdelt", "searches")  # the ways in of such a source, and of no other


class InvalidSource(Exception):
    """A block of the catalogue cannot be used; correct the named key in the named file."""


@dataclass(frozen=True)
class Source:
    """One outlet: where to look, what its articles' addresses look like, how often and how gently to ask."""

    name: str
    title: str
    country: str  # ISO 3166-1 alpha-2, EU or INT
    timezone: str  # IANA name of the zone the outlet writes its dates in
    publisher: str  # the family: one voice in four languages is one publisher
    kind: str = UNTOLD
    languages: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    news_sitemaps: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    apis: tuple[Api, ...] = ()
    telegram: tuple[str, ...] = ()  # channels
    gdelt: tuple[str, ...] = ()  # files that name the newest slice of a stream
    searches: tuple[Search, ...] = ()
    enabled: bool = True  # off: it is never due, and crawled only where it is named
    article: Pattern[str] | None = None  # found in the address of every article
    every: dt.timedelta = dt.timedelta(minutes=15)
    delay: float = 3.0  # seconds between two requests to one host
    expect: Expect | None = None  # articles a day
    selectors: Mapping[str, str] = field(default_factory=dict, hash=False)
    identity: tuple[tuple[str, str], ...] = ()  # patterns of addresses, and the address each stands for
    drop: Pattern[str] | None = None  # found in the address or title of what is listed and is no news: rates, notices
    reprints: tuple[str, ...] = ()  # names of the sources whose reports it runs again

    @property
    def ways_in(self) -> tuple[str, ...]:
        """Return the kinds of lists this source is read through."""
        return tuple(way for way in WAYS_IN if getattr(self, way))

    @property
    def lists(self) -> tuple[tuple[str, str], ...]:
        """Return every list of the source as its way in and its address."""
        return (
            *((way, address) for way in PLAIN for address in getattr(self, way)),
            *(("sections", section.page) for section in self.sections),
            *(("apis", api.address) for api in self.apis),
            *(("telegram", f"{CHANNEL}{channel}") for channel in self.telegram),
            *(("gdelt", address) for address in self.gdelt),
            *(("searches", page) for page in dict.fromkeys(search.page for search in self.searches)),
        )


READERS = {
    "name": name,
    "title": line,
    "publisher": line,
    "kind": kind,
    "country": country,
    "timezone": zone,
    "languages": languages,
    "feeds": addresses,
    "news_sitemaps": addresses,
    "sitemaps": addresses,
    "sections": sections,
    "apis": apis,
    "telegram": channels,
    "gdelt": addresses,
    "searches": searches,
    "enabled": switch,
    "drop": pattern,
    "reprints": names,
    "article": pattern,
    "every": duration,
    "delay": seconds,
    "expect": expect,
    "selectors": selectors,
    "identity": identity,
}


def catalogue_folder() -> Path:
    """Return the folder of the catalogue: KONCHI_SOURCES, or the one that comes with Konchi."""
    return Path(os.environ.get("KONCHI_SOURCES") or HERE)


def load_catalogue(folder: Path | None = None) -> dict[str, Source]:
    """Return every source of the folder's ``*.toml`` files by name; raises InvalidSource naming file, block and key."""
    folder = Path(folder) if folder else catalogue_folder()
    if not folder.is_dir():
        raise InvalidSource(f"{folder} is no folder; KONCHI_SOURCES must name the folder of the catalogue")
    return dict(_catalogue(tuple((path.name, path.read_bytes()) for path in sorted(folder.glob("*.toml")))))


@lru_cache(maxsize=1)  # a crawl asks three times; a thousand blocks take 0.15 s
def _catalogue(files: tuple[tuple[str, bytes], ...]) -> dict[str, Source]:
    catalogue: dict[str, Source] = {}
    origin: dict[str, str] = {}
    for file, content in files:
        for number, block in enumerate(_blocks(file, content), start=1):
            source = _source(block, f"{file}, block {number}")
            if source.name in catalogue:
                taken = f"the name {source.name!r} is taken by {origin[source.name]}"
                raise InvalidSource(f"{file}, block {number}: {taken}")
            catalogue[source.name] = source
            origin[source.name] = f"{file}, block {number}"
    _check_reprints(catalogue, origin)
    return catalogue


def _check_reprints(catalogue: Mapping[str, Source], origin: Mapping[str, str]) -> None:
    for source in catalogue.values():
        for other in source.reprints:
            if other not in catalogue or other == source.name:
                near = difflib.get_close_matches(other, catalogue, n=1)
                hint = f"; did you mean {near[0]!r}?" if near and near != [source.name] else ""
                place = f"{origin[source.name]} ({source.name})"
                raise InvalidSource(f"{place}, key 'reprints': {other!r} is no other source of the catalogue{hint}")


def _blocks(file: str, written: bytes) -> list[dict[str, Any]]:
    try:
        content = tomllib.loads(written.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidSource(f"{file} is not readable TOML: {error}") from error
    for key in content:
        if key != "source":
            raise InvalidSource(f"{file}: unknown table {key!r}; every block starts with [[source]]")
    blocks = content.get("source", [])
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise InvalidSource(f"{file}: a block starts with [[source]], in double brackets")
    return blocks


def _source(block: dict[str, Any], place: str) -> Source:
    if isinstance(block.get("name"), str):
        place = f"{place} ({block['name']})"
    for key in block:
        if key not in READERS:
            raise InvalidSource(f"{place}: unknown key {key!r}{nearest(key, READERS)}")
    for key in REQUIRED:
        if key not in block:
            raise InvalidSource(f"{place}: the key {key!r} is missing")
    values: dict[str, Any] = {key: _read(key, value, place) for key, value in block.items()}
    if not any(values.get(way) for way in WAYS_IN):
        raise InvalidSource(f"{place}: no way in; give at least one of {', '.join(WAYS_IN)}")
    if any(way in FINDING for way in WAYS_IN if values.get(way)) != (values.get("kind") == DISCOVERY):
        raise InvalidSource(f"{place}: kind {DISCOVERY!r} goes with {' or '.join(FINDING)}, and they with it alone")
    values.setdefault("publisher", values["name"])
    values.setdefault("timezone", COUNTRIES[values["country"]])
    return Source(**values)


def _read(key: str, value: object, place: str) -> object:
    try:
        return READERS[key](value)
    except Wrong as error:
        raise InvalidSource(f"{place}, key {key!r}: {error}") from error
