"""KONCHI_OLDEST comes in; before which moment an article is too old to be fetched, and in which words, goes out."""

import datetime as dt
import os

from pipeline import clock

OLDEST = 1095  # days: deals live for years, and what an outlet wrote before is an archive of another purpose
TOO_OLD = "older than "  # how the reason begins


class InvalidAge(Exception):
    """KONCHI_OLDEST is no number of days."""


def oldest() -> int:
    """Return after how many days an article is too old to be fetched; raises InvalidAge."""
    wish = os.environ.get("KONCHI_OLDEST") or str(OLDEST)
    if not (wish.isascii() and wish.isdigit() and len(wish) < 10 and 0 < int(wish) <= 100_000):  # noqa: PLR2004 - 270 years
        raise InvalidAge(f"KONCHI_OLDEST={wish[:40]!r} is no number of days; give e.g. {OLDEST}")
    return int(wish)


def limit_of(since: dt.datetime | None) -> tuple[dt.datetime, str]:
    """Return before which moment nothing is fetched, and the reason: --since where it is given, else the usual age."""
    if since:
        return since, f"{TOO_OLD}--since"
    days = oldest()
    return clock.now() - dt.timedelta(days=days), f"{TOO_OLD}{days} days"
