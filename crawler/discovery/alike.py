"""Two headlines come in; how much they have in common goes out, whatever case, script or signs they are set in."""

import re
from collections.abc import Iterable

from crawler.discovery.rules import LEADS
from crawler.lists.listing import Entry
from pipeline.words.fold import fold

WORD = re.compile(r"[^\W_]+")
FEWEST = 3  # words; fewer say nothing of an article


def words(title: str, language: str | None) -> frozenset[str]:
    """Return the folded words of a headline."""
    return frozenset(WORD.findall(fold(title, language or "").text))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return twice the words that both have by the words of both: 1 for the same words, 0 for none in common."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def best(title: str, language: str | None, entries: Iterable[Entry]) -> Entry | None:
    """Return the entry whose headline is most like a title, if it is like enough to be it."""
    sought = words(title, language)
    if len(sought) < FEWEST:
        return None
    ranked = [(likeness(sought, words(entry.title or "", language)), entry) for entry in entries]
    score, entry = max(ranked, key=lambda pair: pair[0], default=(0.0, None))
    return entry if score >= LEADS.alike else None
