"""The words of a guest: who we say we are, what a host may refuse us, and how long it asked us to stay away."""

import datetime as dt
import email.utils
import os
from importlib.metadata import version

from scrapy.exceptions import IgnoreRequest

from crawler.manners.measures import HOSTS
from pipeline import clock


class Disallowed(IgnoreRequest):
    """The host's robots.txt asks us not to read this address."""


class Withheld(Disallowed):
    """The host's robots.txt answers with an error of the server, so nothing of the host may be read for now."""


class Unreachable(IgnoreRequest):
    """The host cannot be reached."""


class Uncertified(Unreachable):
    """The host does not show that it is who it says: its certificate is another's, has expired or is not trusted."""


class AskedToWait(IgnoreRequest):
    """The host asked for a pause (429, 503, Retry-After)."""


def user_agent() -> str:
    """Return the name under which we ask: honest, with the contact of KONCHI_CONTACT (an address or a page)."""
    contact = "".join(sign for sign in os.environ.get("KONCHI_CONTACT", "") if " " < sign <= "~" and sign not in "()")
    return f"Konchi/{version('konchi')} (news monitor{f'; +{contact}' if contact else ''})"


def retry_after(value: bytes, now: dt.datetime | None = None) -> dt.datetime:
    """Return the moment a Retry-After header names, in seconds or as a date, within the bounds of policy.toml."""
    now = now or clock.now()
    text = value.decode("latin-1").strip()
    try:
        moment = (
            now + dt.timedelta(seconds=min(int(text), HOSTS.longest_hold.total_seconds()))
            if text.isdigit()
            else email.utils.parsedate_to_datetime(text).astimezone(dt.UTC)
        )
    except (ValueError, OverflowError):
        moment = now
    return min(max(moment, now + HOSTS.shortest_hold), now + HOSTS.longest_hold)


REFUSED = {401, 402, 403, 407, 429, 451}  # a host that answers so does not want us to read this
ON_THE_WAY = {  # Scrapy's errors that say nothing of the source itself
    "CannotResolveHostError": "its name cannot be resolved",
    "DownloadConnectionRefusedError": "the connection is refused",
    "DownloadTimeoutError": "no answer in time",
    "ResponseDataLossError": "the connection broke in mid-answer",
    "DownloadFailedError": "the connection failed",
}
NETWORK = {**ON_THE_WAY, "DownloadCancelledError": "the answer is larger than allowed"}


def network_reason(error: BaseException) -> str:
    """Return what went wrong on the way to a host, in words."""
    return NETWORK.get(type(error).__name__, f"{type(error).__name__}: {error}"[:300])
