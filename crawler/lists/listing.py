"""What a feed, sitemap or section page lists: entries with what it says of them, before any of them is fetched."""

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pipeline import clock
from pipeline.url import absolute, canonical, site

__all__ = ["HINTS", "Entry", "Listing", "Unreadable", "absolute", "moment_of", "plausible", "site"]

HINTS = ("title", "published", "summary", "language", "guid", "timezone")  # of an entry, in its order


class Unreadable(Exception):
    """The body is not the list it should be; the message says what it is instead."""


@dataclass(frozen=True)
class Entry:
    """One address that a list names, with what the list says of it."""

    address: str
    title: str | None = None
    published: str | None = None  # as it was written
    summary: str | None = None
    language: str | None = None
    moment: dt.datetime | None = None  # when it was published or last changed, if the list says so
    old: bool = False  # undated, and from a list that is not in the order of time
    identity: str | None = None  # the address by which its source's rules know it
    content: bytes | None = None  # the page itself, where the list carries it: nothing is fetched
    updated: dt.datetime | None = None  # when the list says it was last changed
    guid: str | None = None  # the feed's own name for it, where that is not its address: another one means an edit
    timezone: str | None = None  # of its host, where one source is of many hosts
    outlet: str | None = None  # the address of its outlet, where the list is another site's

    @cached_property
    def key(self) -> str:
        """Return the address by which the page is known."""
        return self.identity or canonical(self.address)

    @property
    def hints(self) -> dict[str, Any]:
        """Return what the list says of the article, as it said it."""
        return {name: getattr(self, name) for name in HINTS if getattr(self, name)}


@dataclass
class Listing:
    """The entries of one list, and the lists it points to."""

    entries: list[Entry] = field(default_factory=list)
    chunks: list[str] = field(default_factory=list)
    cut: str | None = None  # why not all of the body was read
    runs: dict[str, list[int]] = field(default_factory=dict)  # places of entries, by the list on a page they stand in
    others: list[str] = field(default_factory=list)  # pages of the site that are linked to and are no entries


def moment_of(text: str) -> dt.datetime | None:
    """Return the moment that an ISO 8601 text tells, one without an offset as UTC; None where it tells none."""
    try:
        moment = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return plausible(moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC))


def plausible(moment: dt.datetime | None) -> dt.datetime | None:
    """Return the moment unless it lies more than a day ahead: then the list does not know."""
    if moment and moment > clock.now() + dt.timedelta(days=1):
        return None
    return moment
