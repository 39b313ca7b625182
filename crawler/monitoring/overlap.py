"""Proof that nothing was missed between two polls: polled lists and what was met before come in, gaps are marked."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from crawler.manners.measures import OVERLAP
from crawler.monitoring.tally import Polled, Tally

ORDERED = {"feeds", "news_sitemaps", "sections", "telegram", "apis"}  # the newest first; sitemaps are in no such order


def prove(tally: Tally, met: AbstractSet[str], articles: AbstractSet[str]) -> None:
    """Count for each list its entries met before this run; one that has none of them, though read before, is a gap.

    ``articles`` are the entries' keys that count; the account is given the size of its shortest list as well. On a
    section page only the list's own run counts: what stands beside it or is kept on top of it may be of any age.
    """
    windows = []
    for polled in tally.polled:
        run = own_run(polled, met, articles)
        polled.known = behind(run, met) if polled.runs else len(met & set(run))
        polled.run = run
        before = tally.polls.get(polled.address)
        read = before.listed if before else 0
        if polled.way in ORDERED:
            windows.append(len(run) or read)
            polled.gap = bool(read) and not polled.known and not tally.limited and len(run) >= OVERLAP.fewest
    tally.window = min(filter(None, windows), default=None)


def own_run(polled: Polled, met: AbstractSet[str], articles: AbstractSet[str]) -> list[str]:
    """Return the keys of the list itself, in its order: of a section page those of one of the lists on it.

    It is the longest list with something new and nothing new among what was met before (the most read are in no order
    of time); a list that stood still is it only where all that moved is shorter than half of it.
    """
    whole = [key for key in dict.fromkeys(entry.key for entry in polled.entries) if key in articles]
    runs = [[key for key in run if key in articles] for run in polled.runs.values()]
    long = [run for run in runs if len(run) >= OVERLAP.fewest]
    if not long:
        return whole
    moved = [run for run in long if not met >= set(run) and 2 * len(run) >= max(map(len, long))]
    return max(moved or long, key=lambda run: (in_order(run, met), len(run)))


def in_order(run: Sequence[str], met: AbstractSet[str]) -> bool:
    """Tell whether nothing new stands behind what was met before, but for what is kept on top."""
    fresh = [place for place, key in enumerate(run) if key not in met]
    return not fresh or fresh[-1] - fresh[0] + 1 == len(fresh)


def behind(run: Sequence[str], met: AbstractSet[str]) -> int:
    """Return how many of a run's last entries were met before: those behind the place that best parts new from known.

    A few of them may be new all the same, being never fetched; what is kept among the new ones proves nothing.
    """
    known = [key in met for key in run]
    fits = kept = sum(known)  # with the parting before the first entry
    best, found = fits, kept
    for one in known:
        fits += -1 if one else 1
        kept -= one
        if fits >= best:
            best, found = fits, kept
    return found


def reaches(page: Polled, met: AbstractSet[str], fresh: AbstractSet[str]) -> bool:
    """Tell whether a further page reaches back to what was met; only its articles that no page showed yet count."""
    return behind(own_run(page, met, fresh), met) > 0 if page.runs else bool(met)


def covers(other: AbstractSet[str], gap: Polled) -> bool:
    """Tell whether a list that reaches back to what was met shows enough of another to stand for it: half of it."""
    return 2 * len(other & set(gap.run)) >= len(gap.run)


def covered_by_all(others: Iterable[AbstractSet[str]], gap: Polled) -> bool:
    """Tell whether several lists that reach back, each of a part of the site, show together all that a list shows."""
    return {key for other in others for key in other} >= set(gap.run)
