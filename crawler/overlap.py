"""Proof that nothing was missed between two polls: polled lists and what was met before come in, gaps are marked."""

from collections.abc import Set as AbstractSet

from crawler.measures import OVERLAP
from crawler.tally import Polled, Tally

ORDERED = {"feeds", "news_sitemaps", "sections", "telegram", "apis"}  # the newest first; sitemaps are in no such order


def prove(tally: Tally, met: AbstractSet[str], articles: AbstractSet[str]) -> None:
    """Count for each list its entries met before this run; one that has none of them, though read before, is a gap.

    ``articles`` are the entries' keys that count; the account is given the size of its shortest list as well.
    """
    windows = []
    for polled in tally.polled:
        keys = {entry.key for entry in polled.entries} & articles
        polled.known = len(keys & met)
        before = tally.polls.get(polled.address)
        read = before.listed if before else 0
        if polled.way in ORDERED:
            windows.append(len(keys) or read)
            polled.gap = bool(read) and not polled.known and not tally.limited and len(keys) >= OVERLAP.fewest
    tally.window = min(filter(None, windows), default=None)


def covers(other: AbstractSet[str], gap: Polled) -> bool:
    """Tell whether a list that reaches back to what was met shows enough of another to stand for it: half of it."""
    keys = {entry.key for entry in gap.entries}
    return 2 * len(keys & other) >= len(keys)
