"""What another place of a site proves of a list in doubt: its entries and what was met come in, newer ones go out."""

import datetime as dt
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict

from crawler.lists.listing import Entry
from crawler.manners.measures import POLLING
from crawler.monitoring.overlap import behind, in_order
from crawler.monitoring.shown import Shown
from crawler.monitoring.tally import Polled
from crawler.monitoring.verdict import QUIET
from pipeline.extraction.datepath import parted_day
from pipeline.models import SourceState

SOONEST = dt.timedelta(hours=12)  # of a gap: before it nobody is asked
AGAIN = dt.timedelta(hours=23)  # after which a place is asked again: once a day, whenever in it the source is polled
SOON = dt.timedelta(hours=6)  # the same once it has shown newer articles: it stands in for the list
FEWEST = 2  # newer articles; one may be on its way to the list
KNOWN = 3  # articles behind them that were met before: else the place may be of another part of the site


def kept(state: SourceState) -> Shown:
    """Return what was said in the gap that a source is in."""
    return Shown(**(state.witness or {}))


def doubt(state: SourceState, now: dt.datetime) -> dt.datetime | None:
    """Return the moment of a source's last article where so long a gap may be a death and nobody was asked lately."""
    since, chance, said = state.last_healthy_at, state.probability, kept(state)
    if (state.rhythm or {}).get("days", 0) < POLLING.learned:
        return None  # by a guess nothing is rare
    if since is None or now - since < SOONEST:
        return None
    if not said.newer and (chance is None or chance >= QUIET):
        return None
    rest = SOON if said.newer else AGAIN
    return None if said.at and now - dt.datetime.fromisoformat(said.at) < rest else since


def standing(state: SourceState) -> str:
    """Return the place that has shown newer articles in the gap that a source is in, nothing where none has."""
    said = kept(state)
    return said.place if said.newer else ""


def newer(
    place: Polled, entries: Mapping[str, Entry], met: AbstractSet[str], since: dt.datetime, *, stands: bool = False
) -> list[Entry] | None:
    """Return the articles that a place shows before those that were met; None where it proves nothing.

    ``entries`` are those of its entries that look like the source's articles, by key. What is newer stands together and
    before what was met, of which there must be some: another part of the site mixes both, or shows none of it. Where
    this place has shown before that the list ``stands`` still, what was met may have left it: its longest list is new.
    """
    listed = list(place.runs.values()) if place.runs else [_by_date(entries) or list(entries)]
    known = [[key for key in dict.fromkeys(run) if key in entries] for run in listed]
    if stands and not met & set(entries):
        some = [entries[key] for key in max(known, key=len, default=[])]
        return None if any(is_newer(entry, since) is False for entry in some) else some
    runs = [_up_to_known(run, met) for run in known]
    proven = [run for run in runs if behind(run, met) >= KNOWN and in_order(run, met)]
    found = [[entries[key] for key in run if key not in met] for run in proven]
    told = [some for some in found if some and not any(is_newer(entry, since) is False for entry in some)]
    if told:
        return max(told, key=len)
    longest = max(map(len, runs), default=0)
    return [] if any(len(run) == longest and not some for run, some in zip(proven, found, strict=True)) else None


def _up_to_known(run: Sequence[str], met: AbstractSet[str]) -> Sequence[str]:
    """Return a list down to the last article that was met: what stands below may be older than our first look."""
    return run[: max((at + 1 for at, key in enumerate(run) if key in met), default=0)]


def _by_date(entries: Mapping[str, Entry]) -> list[str]:
    dated = {key: entry.moment for key, entry in entries.items() if entry.moment}
    return sorted(dated, key=lambda key: dated[key], reverse=True)


def is_newer(entry: Entry, since: dt.datetime) -> bool | None:
    """Tell by what a place says of an article whether it is newer than a moment; None where it says nothing of it.

    When a sitemap's entry was changed last says nothing of when it came out.
    """
    day = parted_day(entry.address)
    if entry.published and entry.moment:
        return entry.moment > since
    return None if day is None else day >= since.date()


def note(state: SourceState, said: Shown | None, *, over: bool) -> Shown:
    """Keep with the source what was said of the gap it is in, nothing once the gap is over; return what is kept."""
    if over:
        state.witness = {}
    elif said:
        state.witness = asdict(said.after(kept(state)))
    return kept(state)
