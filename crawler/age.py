"""KONCHI_OLDEST comes in; before which moment an article is too old to be fetched, and in which words, goes out."""

import datetime as dt

from pipeline import clock
from pipeline.whole import whole

OLDEST = 1095  # days: deals live for years, and what an outlet wrote before is an archive of another purpose
TOO_OLD = "older than "  # how the reason begins


def oldest() -> int:
    """Return after how many days an article is too old to be fetched; raises InvalidNumber."""
    return whole("KONCHI_OLDEST", OLDEST, "days")


def limit_of(since: dt.datetime | None) -> tuple[dt.datetime, str]:
    """Return before which moment nothing is fetched, and the reason: --since where it is given, else the usual age."""
    if since:
        return since, f"{TOO_OLD}--since"
    days = oldest()
    return clock.now() - dt.timedelta(days=days), f"{TOO_OLD}{days} days"
