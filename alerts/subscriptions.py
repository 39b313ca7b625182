"""The subscriptions file comes in; who hears what, when, in which language, at which address, goes out, checked."""

import datetime as dt
import os
import re
import sys
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from alerts.channels import BadAddress, UnknownChannel, normal, shown
from alerts.wording import languages
from pipeline.db import data_folder
from pipeline.hints import nearest
from pipeline.lexicon import lexicon
from pipeline.resolution.ladder import STAGES
from pipeline.resolution.naming import TYPES
from pipeline.resolution.parties import UNKNOWN

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
FREQUENCIES = ("daily", "weekly", "at once")
_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
_STATE = re.compile(r"[a-z]{2}-gov")


class InvalidSubscription(Exception):
    """The subscriptions file cannot be used; correct the named block and key."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """One reader. A filter left empty lets everything through; a deal must pass all that are set."""

    address: str
    name: str = ""
    timezone: str = "Asia/Tashkent"
    language: str = "en"
    minerals: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    deal_types: tuple[str, ...] = ()
    minimum_stage: str = ""
    frequency: str = "daily"
    at: str = "08:00"
    day: str = "monday"
    paused_until: str = ""  # the local date on which messages begin again

    @property
    def zone(self) -> ZoneInfo:
        """The reader's time zone."""
        return ZoneInfo(self.timezone)

    def paused(self, now: dt.datetime) -> bool:
        """Tell whether the reader wants no messages now; what happens meanwhile is told afterwards."""
        return bool(self.paused_until) and now.astimezone(self.zone).date() < dt.date.fromisoformat(self.paused_until)

    def hears_from(self, now: dt.datetime) -> dt.datetime:
        """Return the moment from which the reader gets messages: now, or the end of the pause."""
        if not self.paused(now):
            return now
        return dt.datetime.combine(dt.date.fromisoformat(self.paused_until), dt.time(), self.zone).astimezone(dt.UTC)

    @property
    def clock(self) -> dt.time:
        """The reader's local time for a digest."""
        return dt.time.fromisoformat(self.at)


KEYS = tuple(field.name for field in fields(Subscription))
LISTS = ("minerals", "parties", "countries", "deal_types")


def subscriptions_file() -> Path:
    """Return where the subscriptions stand: KONCHI_SUBSCRIPTIONS, or subscriptions.toml in the data folder."""
    configured = os.environ.get("KONCHI_SUBSCRIPTIONS")
    return Path(configured) if configured else data_folder() / "subscriptions.toml"


def load(path: Path | None = None) -> list[Subscription]:
    """Return all subscriptions of the file; none if it is missing. Raises InvalidSubscription."""
    path = path or subscriptions_file()
    try:
        return list(_parsed(path.read_text(encoding="utf-8"), path.name))
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidSubscription(f"{path}: {error}") from error


@lru_cache(maxsize=1)
def _parsed(text: str, file: str) -> tuple[Subscription, ...]:
    return tuple(parse(text, file))  # once for the same text: it is looked at every minute


def parse(text: str, file: str) -> list[Subscription]:
    """Return the subscriptions of a TOML text. Raises InvalidSubscription with file, block and nearest right key."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidSubscription(f"{file}: {error}") from error
    for key in data:
        _among(f"{file}: unknown key", key, ("subscription",))
    blocks = data.get("subscription", [])
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise InvalidSubscription(f"{file}: write each reader as a block [[subscription]]")
    readers: dict[str, Subscription] = {}
    for position, block in enumerate(blocks, 1):
        where = f"{file}, subscription {position} ({shown(str(block.get('address', 'without address')))})"
        reader = subscription(block, where)
        if reader.address in readers:
            raise InvalidSubscription(f"{where}: this address is subscribed twice; keep one block")
        readers[reader.address] = reader
    return list(readers.values())


def subscription(block: Mapping[str, Any], where: str) -> Subscription:
    """Check one block. Raises InvalidSubscription, its sentence beginning with ``where``."""
    for key, value in block.items():
        _among(f"{where}: unknown key", key, KEYS)
        strings = value if key in LISTS and isinstance(value, list) else [value]
        if not all(isinstance(string, str) for string in strings) or (key in LISTS) != isinstance(value, list):
            raise InvalidSubscription(f"{where}: {key} must be {'a list of texts' if key in LISTS else 'a text'}")
    try:
        address = normal(block.get("address", ""))
    except (UnknownChannel, BadAddress) as error:
        raise InvalidSubscription(f"{where}: address: {error}") from error
    filters = {key: tuple(map(sys.intern, dict.fromkeys(block.get(key, ())))) for key in LISTS}
    said: dict[str, Any] = {key: sys.intern(block[key]) for key in block if key not in LISTS}  # kept once, said often
    reader = Subscription(**{**said, **filters, "address": address})
    _check(reader, where)
    return reader


def _check(reader: Subscription, where: str) -> None:
    """Check every value against its closed list."""
    for mineral in reader.minerals:
        _among(f"{where}: minerals: no mineral", mineral, _terms("mineral"))
    for country in reader.countries:
        _among(f"{where}: countries: no ISO code", country, _terms("country"))
    for party in reader.parties:
        if not unlisted(party):
            _among(f"{where}: parties: no party", party, _terms("organisation"))
    for deal_type in reader.deal_types:
        _among(f"{where}: deal_types: no type", deal_type, TYPES)
    if reader.minimum_stage:
        _among(f"{where}: minimum_stage: no stage", reader.minimum_stage, STAGES)
    _among(f"{where}: frequency: no rhythm", reader.frequency, FREQUENCIES)
    _among(f"{where}: day: no weekday", reader.day, DAYS)
    _among(f"{where}: language: no digest in", reader.language, languages())
    _among(f"{where}: timezone: no IANA time zone", reader.timezone, _zones())
    if reader.paused_until and not _is_date(reader.paused_until):
        raise InvalidSubscription(f"{where}: paused_until: {reader.paused_until!r} is no date; write e.g. 2026-12-31")
    if not _CLOCK.fullmatch(reader.at):
        raise InvalidSubscription(f"{where}: at: {reader.at!r} is no time of day; write e.g. 08:00")


def unlisted(party: str) -> bool:
    """Tell whether a party is one that no lexicon holds: a body met in the news, or a state's government."""
    return party.startswith(UNKNOWN) or bool(_STATE.fullmatch(party))


def _is_date(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


@lru_cache(maxsize=4)
def _terms(kind: str) -> tuple[str, ...]:
    return tuple(term.id for term in lexicon() if term.kind == kind)


@lru_cache(maxsize=1)
def _zones() -> set[str]:
    return available_timezones()  # walks a folder


def _among(where: str, value: str, known: Collection[str]) -> None:
    if value not in known:
        raise InvalidSubscription(f"{where} {value!r}{nearest(value, known)}")
