"""When a step and a deal were met comes in; what their time says for or against their being one deal goes out."""

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import lru_cache

from pipeline.resolution.ladder import ENDS, recurs, rung
from pipeline.resolution.view import STRAY, Span, View
from pipeline.resolution.weights import weights

_MONTH = 31  # days

Table = Mapping[str, float]


def timing(step: View, deal: View) -> float:
    """Return the signal of time: of the step's milestones the one that fits the deal worst."""
    table: Table = weights()["time"]
    if not step.milestones or not deal.milestones:
        too_early = step.born and deal.born and step.born < deal.born - dt.timedelta(days=3)
        return float(table["before-birth"]) if too_early else 0.0
    return min([_milestone(table, ours, deal.traits.spans) for ours in step.traits.spans])


def _milestone(table: Table, ours: Span, known: Sequence[Span]) -> float:
    stage, first, last, _ = ours
    gaps = [  # how many days lie between two milestones, 0 where they may be of one day
        first - end if first > end else begin - last if begin > last else 0 for _, begin, end, _ in known
    ]
    nearest = min(gaps)
    if nearest <= 1:
        near = [_same_time(table, ours, theirs, gap) for gap, theirs in zip(gaps, known, strict=True) if gap <= 1]
        if (best := max(near)) > 0:
            return best
    if stage not in ENDS and [
        end for reached, _, end, _ in known if reached in ENDS and first > end + table["end-days"]
    ]:
        return float(table["after-end"])
    same = [
        _apart(table, stage, gap, exact=first == last and begin == end)
        for gap, (reached, begin, end, share) in zip(gaps, known, strict=True)
        if reached == stage and share >= STRAY
    ]
    if same:
        return max(same)
    theirs = known[gaps.index(nearest)]
    forward = (first >= theirs.first) == (rung(stage) >= rung(theirs.stage))
    return _fading("progress" if forward else "backwards", nearest)


def _same_time(table: Table, ours: Span, theirs: Span, gap: int) -> float:
    """Compare milestones that are so many days apart: none, or one."""
    if ours.first == ours.last and theirs.first == theirs.last:
        return float(table["same-day" if ours.stage == theirs.stage else "same-day-other-stage"])
    if gap == 0:
        return float(table["overlap"]) * (1.0 if ours.stage == theirs.stage else 0.5)
    return 0.0


def _apart(table: Table, stage: str, gap: int, *, exact: bool) -> float:
    if gap <= _MONTH and (recurs(stage) or not exact):
        return float(table["near"])
    again = recurs(stage) and gap <= table["season"]
    return _fading("apart" if exact else "late", gap) * (float(table["repeatable"]) if again else 1.0)


@lru_cache(maxsize=10_000)
def _fading(name: str, days: int) -> float:
    """Return a penalty that grows with the time between."""
    table = weights()["time"]
    return max(float(table[f"{name}-most"]), float(table[name]) + float(table[f"{name}-per-month"]) * days / 30)
