"""When a step and a deal were met comes in; what their time says for or against their being one deal goes out."""

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache

from pipeline.resolution.ladder import ENDS, recurs, rung
from pipeline.resolution.view import STRAY, Span, Traits, View, solid
from pipeline.resolution.weights import weights

_MONTH = 31  # days
_NEVER = 10**9
_PAPERS = ("memorandum", "agreement", "financing")  # stages that a paper brings about

Table = Mapping[str, float]


def timing(step: View, deal: View) -> float:
    """Return the signal of time: of the step's milestones the one that fits the deal worst."""
    table: Table = weights()["time"]
    ours, theirs = step.traits, deal.traits
    if not ours.spans or not theirs.spans:
        too_early = step.born and deal.born and step.born < deal.born - dt.timedelta(days=3)
        return table["before-birth"] if too_early else 0.0
    if len(ours.spans) == 1:  # as of nearly every step
        return _milestone(table, ours.spans[0], theirs)
    return min([_milestone(table, one, theirs) for one in ours.spans])


def follows(step: View, deal: View) -> bool:
    """Tell whether a step goes on with a paper that was made when the deal moved, by more than stray reports."""
    return any(
        first <= one.last and one.first <= last and one.share >= STRAY and one.stage in _PAPERS
        for first, last in map(_days, solid(step.follows))
        for one in deal.traits.spans
    )


@lru_cache(maxsize=1000)
def _days(written: str) -> tuple[int, int]:
    """Return the first and the last day of a month, of a span of months, or a day twice, as numbers."""
    if "/" in written:
        begin, _, end = written.partition("/")
        return _days(begin)[0], _days(end)[1]
    if len(written) > len("2025-01"):
        day = dt.date.fromisoformat(written).toordinal()
        return day, day
    first = dt.date.fromisoformat(f"{written}-01").toordinal()
    return first, first + _MONTH - 1


def _milestone(table: Table, ours: Span, deal: Traits) -> float:
    stage, first, last, _ = ours
    nearest, theirs, same = _NEVER, ours, []
    for one in deal.spans:
        reached, begin, end, share = one
        # How many days lie between the two, 0 where they may be of one day.
        gap = first - end if first > end else begin - last if begin > last else 0
        if gap < nearest:
            nearest, theirs = gap, one
        if reached == stage and share >= STRAY:
            same.append((gap, begin == end))
    if nearest <= 1 and (best := max(_same_time(table, ours, one) for one in deal.spans)) > 0:
        return best
    if deal.ended is not None and first > deal.ended + table["end-days"] and stage not in ENDS:
        return table["after-end"]
    if same:
        return max([_apart(table, stage, gap, exact=first == last and exact) for gap, exact in same])
    forward = (first >= theirs.first) == (rung(stage) >= rung(theirs.stage))
    return _fading("progress" if forward else "backwards", nearest)


def _same_time(table: Table, ours: Span, theirs: Span) -> float:
    """Compare milestones that are less than two days apart, or that may be of one day."""
    gap = max(ours.first - theirs.last, theirs.first - ours.last, 0)
    if gap > 1:
        return 0.0
    if ours.first == ours.last and theirs.first == theirs.last:
        return table["same-day" if ours.stage == theirs.stage else "same-day-other-stage"]
    if gap == 0:
        return table["overlap"] * (1.0 if ours.stage == theirs.stage else 0.5)
    return 0.0


def _apart(table: Table, stage: str, gap: int, *, exact: bool) -> float:
    if gap <= _MONTH and (recurs(stage) or not exact):
        return table["near"]
    again = recurs(stage) and gap <= table["season"]
    return _fading("apart" if exact else "late", gap) * (table["repeatable"] if again else 1.0)


@lru_cache(maxsize=10_000)
def _fading(name: str, days: int) -> float:
    """Return a penalty that grows with the time between."""
    table: Table = weights()["time"]
    return max(table[f"{name}-most"], table[name] + table[f"{name}-per-month"] * days / 30)
