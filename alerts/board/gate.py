"""A wish to be subscribed comes in; whether a mail may ask its reader, after all that was wished lately, goes out."""

import datetime as dt
import logging
import threading
from collections import Counter

log = logging.getLogger("konchi.signup")

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
MAILBOX = 2  # mails a day to one mailbox, under whatever +tag: one, and one more for who mistyped it
DOMAIN = 30  # an hour to one domain, whose mailboxes may all be one
ALL = 120  # an hour


class TooMany(Exception):
    """So many mails that ask went to this mailbox, its domain or everybody that no more may go now."""


class Gate:
    """Keeps strangers from flooding a mailbox with mails that ask, and counts those it does not let through.

    It knows of wishes alone, not of readers, so that nobody learns from its answers who is subscribed.
    """

    def __init__(self) -> None:
        self.refused: Counter[str] = Counter()  # by the limit, since the service began
        self._wished: dict[str, dt.datetime] = {}  # what was let through in the last day, by address
        self._lock = threading.Lock()

    def passes(self, address: str, now: dt.datetime) -> bool:
        """Tell whether a mail may ask; not where one has within a day. Raises TooMany, which is counted and logged."""
        with self._lock:
            self._wished = {to: at for to, at in self._wished.items() if at > now - DAY}
            if address in self._wished:
                return False
            if limit := self._limit(address, now):
                self.refused[limit] += 1
                log.warning("a wish to be subscribed was refused: limit %s, %d so far", limit, self.refused[limit])
                raise TooMany(limit)
            self._wished[address] = now
            return True

    def _limit(self, address: str, now: dt.datetime) -> str | None:
        in_an_hour = [to for to, at in self._wished.items() if at > now - HOUR]
        if sum(_mailbox(to) == _mailbox(address) for to in self._wished) >= MAILBOX:
            return "mailbox"
        if sum(_domain(to) == _domain(address) for to in in_an_hour) >= DOMAIN:
            return "domain"
        return "all" if len(in_an_hour) >= ALL else None


def _domain(address: str) -> str:
    return address.rpartition("@")[2]


def _mailbox(address: str) -> tuple[str, str]:
    """Return what many spellings of one mailbox share: dots and what follows a plus change nothing at many hosts."""
    local = address.rpartition("@")[0].partition("+")[0]
    return local.replace(".", "").lower(), _domain(address)
