"""A host's word that a list has not changed: what it said last comes in, conditions, and whether it lied, go out."""

import datetime as dt
import email.utils
import hashlib
from collections.abc import Iterable

from crawler.lists.listing import Entry, plausible
from crawler.manners.measures import VALIDATORS
from pipeline.models import Poll

LIED = "changed although the host says it has not: its validators are not trusted from now on"


def claims(poll: Poll) -> dict[str, str]:
    """Return the headers that ask whether a list is as it was when it was last read."""
    said = {"If-None-Match": poll.etag, "If-Modified-Since": poll.last_modified}
    return {name: value for name, value in said.items() if value}


def conditions(poll: Poll | None, now: dt.datetime, *, trusted: bool) -> dict[str, str]:
    """Return the conditions under which a list is asked for; none where it is to be read whole now and then."""
    return claims(poll) if poll and trusted and not whole_due(poll, now) else {}


def whole_due(poll: Poll, now: dt.datetime) -> bool:
    """Tell whether a list has been asked for under conditions for so long that their truth is to be seen."""
    usual: dt.timedelta = VALIDATORS.whole_every * (1 + poll.agreed)
    return poll.whole_at is None or now - poll.whole_at >= min(usual, VALIDATORS.whole_longest)


def fingerprint(entries: Iterable[Entry]) -> str:
    """Return a hash of the addresses a list names, whatever their order."""
    return hashlib.sha256("\n".join(sorted({entry.key for entry in entries})).encode()).hexdigest()


def modified(value: str | None) -> str | None:
    """Return a Last-Modified as it was given, None where it is no date or lies ahead: then the host does not know."""
    try:
        moment = email.utils.parsedate_to_datetime(value or "")
        known = plausible(moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC))
    except (ValueError, OverflowError):
        return None
    return value if known else None
