"""One run's account: what each list said and what became of every address it listed, each in exactly one count."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from crawler.age import TOO_OLD
from crawler.lists.listing import Entry
from crawler.manners.refusals import WALLS
from crawler.monitoring.shown import Shown
from pipeline import clock

COUNTS = ("known", "stored", "rejected", "failed", "skipped", "revised")
FETCHED = ("stored", "rejected", "failed", "revised")
FEWEST_WALLS = 3  # pages of a run, and more than half of it
LEFT = ("over ", "out of time")  # reasons that lie in the run and not in the address


@dataclass
class Polled:
    """One list as it answered: its state, its validators and the keys of what it listed."""

    address: str
    way: str  # feeds, news_sitemaps, sitemaps, sections ...
    state: str  # ok, unchanged, empty, broken, blocked, unreachable
    reason: str | None = None
    status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    entries: list[Entry] = field(default_factory=list)
    chunks: list[str] = field(default_factory=list)
    runs: dict[str, list[str]] = field(default_factory=dict)  # keys of entries, by the list on a page they stand in
    others: list[str] = field(default_factory=list)  # pages of the site that a page leads to
    run: list[str] = field(default_factory=list)  # keys of the list's own articles, see overlap.py
    whole: bool = True  # asked without conditions
    known: int = 0  # of its entries: met before this run
    gap: bool = False  # none of its entries was met before, though the list had been read
    lied: bool = False  # it changed while its validators said that it had not
    trouble: str | None = None  # the kind of failure, a table of policy.toml
    cut: str | None = None  # why not all of it was read
    upto: dt.datetime | None = None  # of a stream: how far it was read


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
    manners: list[Any] = field(default_factory=list)  # what is known of the hosts it asked, see hosts.py
    hold_until: dt.datetime | None = None
    newest: dt.datetime | None = None  # of the dates in the lists
    error: str | None = None  # of our own making
    held: bool = False  # another crawl held the lease
    stopped: str | None = None  # why the run was cut short
    polls: Mapping[str, Any] = field(default_factory=dict)  # what its lists said of themselves before, by address
    owing: bool = True  # pages of it are to be tried or looked at again, whatever its lists say
    scattered: bool = False  # its pages are of many hosts, whose walls and shapes are not its own
    limited: bool = False  # by --limit or --since: what was not met proves nothing
    window: int | None = None  # entries of its shortest list in the order of time
    gaps: dict[str, str] = field(default_factory=dict)  # how each gap was followed, by list
    gone: set[str] = field(default_factory=set)  # addresses looked at again and not found ...
    found: set[str] = field(default_factory=set)  # ... and found
    withdrawn: Counter[str] = field(default_factory=Counter)  # what became of those not found, see withdrawals.py
    backfilled: set[str] = field(default_factory=set)  # addresses found behind a gap
    doubt: dt.datetime | None = None  # its last article, where it may have died and a witness is to be asked ...
    standing: str = ""  # ... the place that has shown in this gap that its list stands still ...
    testimony: Shown | None = None  # ... and what was said
    sampled: list[Any] = field(default_factory=list)  # some of its pages ...
    shapes: list[Any] = field(default_factory=list)  # ... and what they look like, see shape.py
    turned: str | None = None  # what is wrong with known pages that were well, see turned.py

    def count(self, key: str, fate: str, reason: str = "") -> None:
        """Put a listed address into one of COUNTS; the first fate stays, but that a known page was revised."""
        self.listed.add(key)
        if fate == "revised":
            self.fates[key] = (fate, reason)
        self.fates.setdefault(key, (fate, reason))

    def close(self, reason: str) -> None:
        """Count the addresses that the run did not come to as skipped."""
        for key in self.listed - self.fates.keys():
            self.fates[key] = ("skipped", reason)

    def cut_short(self) -> bool:
        """Tell whether the run left out addresses that it would come to if it were made again."""
        left = any(fate == "skipped" and reason.startswith(LEFT) for fate, reason in self.fates.values())
        return left or bool(self.stopped or self.error)

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
        cut = Counter(polled.cut for polled in self.polled if polled.cut)
        lied = [polled.address for polled in self.polled if polled.lied]
        notes = {"distrusted": lied, "gaps": self.gaps, "cut": dict(cut), "withdrawn": dict(self.withdrawn)}
        if self.testimony:
            notes["witness"] = {"asked": self.testimony.asked, "said": self.testimony.words()}
        lists = {polled.address: polled.reason or polled.state for polled in self.polled}
        counted = {name: dict(found.most_common(20)) for name, found in reasons.items() if found}
        return {**counted, **{name: note for name, note in notes.items() if note}, "lists": lists}

    def settled(self, polled: Polled) -> bool:
        """Tell whether all the list named is accounted for in the database, so that it need not be read again.

        What is too old by the usual age stays so; a run with --since reads lists whole.
        """
        aged = not self.limited
        fates = (self.fates.get(entry.key, ("skipped", "")) for entry in polled.entries)
        return all(fate != "skipped" or (aged and reason.startswith(TOO_OLD)) for fate, reason in fates)

    def proven(self, polled: Polled) -> int:
        """Return how many entries of a list prove by being known that nothing was missed; none after --limit."""
        met = sum(self.fates.get(entry.key, ("skipped",))[0] != "skipped" for entry in polled.entries)
        return 0 if self.limited else met

    def trouble(self) -> str | None:
        """Return the kind of failure that ended the run, a table of policy.toml or killed; None where it went well."""
        outcome, _ = self.ending()
        if outcome in ("ok", "unchanged", "killed"):
            return "killed" if outcome == "killed" else None
        if self.walled():
            return "wall"
        found = next((polled.trouble for polled in self.polled if polled.state == outcome and polled.trouble), None)
        return found or {"blocked": "refused"}.get(outcome, outcome)

    def walled(self) -> str | None:
        """Return which wall stood before most pages of the run, None where it did not."""
        fetched = [(fate, reason) for fate, reason in self.fates.values() if fate in FETCHED]
        walls = [reason for fate, reason in fetched if fate == "failed" and reason in WALLS]
        if self.scattered or len(walls) < FEWEST_WALLS or len(walls) <= len(fetched) / 2:
            return None
        return Counter(walls).most_common(1)[0][0]

    def ending(self) -> tuple[str, str | None]:
        """Return how the run ended for those who look on: its outcome, or that it was held or cut short."""
        if self.held:
            return ("broken", self.error) if self.error else ("held", None)
        return ("killed", self.stopped) if self.stopped else self.outcome()

    def outcome(self) -> tuple[str, str | None]:
        """Return the run's outcome and, where it is not well, the reason."""
        if self.error:
            return "broken", self.error
        if wall := self.walled():
            return "blocked", wall
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
