"""One run's account: what each list said and what became of every address it listed, each in exactly one count."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from crawler.listing import Entry
from pipeline import clock

COUNTS = ("known", "stored", "rejected", "failed", "skipped", "revised")
REFUSED = {401, 402, 403, 407, 429, 451}


@dataclass
class Polled:
    """One list as it answered: its state, its validators and the keys of what it listed."""

    address: str
    way: str  # feeds, news_sitemaps, sitemaps, sections
    state: str  # ok, unchanged, empty, broken, blocked, unreachable
    reason: str | None = None
    status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    entries: list[Entry] = field(default_factory=list)
    chunks: list[str] = field(default_factory=list)
    whole: bool = True  # asked without conditions
    known: int = 0  # of its entries: met before this run
    gap: bool = False  # none of its entries was met before, though the list had been read


@dataclass
class Tally:
    """The account of one run of one source."""

    source: str
    run_id: int = 0
    epoch: int = 0
    started_at: dt.datetime = field(default_factory=clock.now)
    polled: list[Polled] = field(default_factory=list)
    fates: dict[str, tuple[str, str]] = field(default_factory=dict)  # address: the count it is in, and why
    listed: set[str] = field(default_factory=set)
    rights: dict[str, list[str]] = field(default_factory=dict)  # signals in robots.txt, by host
    hold_until: dt.datetime | None = None
    newest: dt.datetime | None = None  # of the dates in the lists
    error: str | None = None  # of our own making
    held: bool = False  # another crawl held the lease
    stopped: str | None = None  # why the run was cut short
    backfilled: set[str] = field(default_factory=set)  # addresses found behind a gap
    sampled: list[Any] = field(default_factory=list)  # some of its pages ...
    shapes: list[Any] = field(default_factory=list)  # ... and what they look like, see shape.py

    def count(self, key: str, fate: str, reason: str = "") -> None:
        """Put a listed address into one of COUNTS; the first fate stays."""
        self.listed.add(key)
        self.fates.setdefault(key, (fate, reason))

    def close(self, reason: str) -> None:
        """Count the addresses that the run did not come to as skipped."""
        for key in self.listed - self.fates.keys():
            self.fates[key] = ("skipped", reason)

    def counts(self) -> dict[str, int]:
        """Return how many addresses were listed, and how many of them are in each of COUNTS."""
        found = Counter(fate for fate, _ in self.fates.values())
        return {"listed": len(self.listed), **{name: found[name] for name in COUNTS}}

    def details(self) -> dict[str, Any]:
        """Return what was failed and skipped for which reason, and how each list answered."""
        reasons: dict[str, Counter[str]] = {"failed": Counter(), "skipped": Counter()}
        for fate, reason in self.fates.values():
            if fate in reasons:
                reasons[fate][reason] += 1
        lists = {polled.address: polled.reason or polled.state for polled in self.polled}
        return {**{name: dict(found.most_common(20)) for name, found in reasons.items() if found}, "lists": lists}

    def settled(self, polled: Polled) -> bool:
        """Tell whether all the list named is accounted for in the database, so that it need not be read again."""
        return all(self.fates.get(entry.key, ("skipped",))[0] != "skipped" for entry in polled.entries)

    def ending(self) -> tuple[str, str | None]:
        """Return how the run ended for those who look on: its outcome, or that it was held or cut short."""
        if self.held:
            return ("broken", self.error) if self.error else ("held", None)
        return ("killed", self.stopped) if self.stopped else self.outcome()

    def outcome(self) -> tuple[str, str | None]:
        """Return the run's outcome and, where it is not well, the reason."""
        if self.error:
            return "broken", self.error
        states = [polled.state for polled in self.polled if not polled.chunks]  # an index alone says nothing new
        for good in ("ok", "unchanged"):
            if good in states:
                trouble = [f"{polled.address}: {polled.reason}" for polled in self.polled if polled.reason]
                changed = good == "ok" or any(fate in ("stored", "rejected") for fate, _ in self.fates.values())
                return ("ok" if changed else "unchanged"), "; ".join(trouble) or None
        for bad in ("empty", "blocked", "broken", "unreachable"):
            found = next((polled for polled in self.polled if polled.state == bad), None)
            if found:
                return bad, found.reason
        return "broken", "no list was read"
