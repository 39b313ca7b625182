"""The settings of what is kept come in; for how many days pages, mails and runs are kept in full goes out."""

import os
from dataclasses import dataclass

PAGES = 60  # days: time to notice that a site is misread, to mend it and to read its pages again
MAILS = 180  # a link in a mail of half a year ago still shows it
RUNS = 30  # a digest and the verdict on a source look back as far as its last good run, which stays
_DIGITS = 5  # of a number of days: 270 years


class InvalidRetention(Exception):
    """A setting of what is kept is no number of days."""


@dataclass(frozen=True)
class Retention:
    """Days after which something is old; 0 for never."""

    pages: int
    mails: int
    runs: int


def retention() -> Retention:
    """Return for how many days things are kept in full. Raises InvalidRetention."""
    pages, mails = _days("KONCHI_KEEP_PAGES", PAGES), _days("KONCHI_KEEP_MAILS", MAILS)
    return Retention(pages, mails, _days("KONCHI_KEEP_RUNS", RUNS))


def _days(setting: str, usual: int) -> int:
    wish = os.environ.get(setting) or str(usual)
    if not (wish.isascii() and wish.isdigit() and len(wish) <= _DIGITS):
        raise InvalidRetention(f"{setting}={wish[:40]!r} is no number of days; give e.g. {usual}, or 0 for ever")
    return int(wish)
