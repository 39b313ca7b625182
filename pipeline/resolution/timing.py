"""When a step and a deal were met comes in; what their time says for or against their being one deal goes out."""

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import lru_cache
from operator import itemgetter

from pipeline.resolution.ladder import ENDS, recurs, rung
from pipeline.resolution.view import STRAY, Milestone, View
from pipeline.resolution.weights import weights

_MONTH = 31  # days
_NEAR = itemgetter(0)

Table = Mapping[str, float]


def timing(step: View, deal: View) -> float:
    """Return the signal of time: of the step's milestones the one that fits the deal worst."""
    table: Table = weights()["time"]
    if not step.milestones or not deal.milestones:
        too_early = step.born and deal.born and step.born < deal.born - dt.timedelta(days=3)
        return float(table["before-birth"]) if too_early else 0.0
    return min([_milestone(table, milestone, deal.milestones) for milestone in step.milestones])


def _milestone(table: Table, ours: Milestone, known: Sequence[Milestone]) -> float:
    gaps = [(_gap(ours, theirs), theirs) for theirs in known]
    best = max([_same_time(table, ours, theirs, gap) for gap, theirs in gaps if gap <= 1], default=0.0)
    if best > 0:
        return best
    if ours.stage not in ENDS and any(theirs.stage in ENDS and _after(table, ours, theirs) for theirs in known):
        return float(table["after-end"])
    same = [
        _apart(table, ours, theirs, gap) for gap, theirs in gaps if theirs.stage == ours.stage and theirs.share >= STRAY
    ]
    if same:
        return max(same)
    gap, nearest = min(gaps, key=_NEAR)
    forward = (ours.first >= nearest.first) == (rung(ours.stage) >= rung(nearest.stage))
    return _fading("progress" if forward else "backwards", gap)


def _gap(one: Milestone, other: Milestone) -> int:
    """Return how many days lie between two milestones, 0 where they may be of one day."""
    if one.first > other.last:
        return (one.first - other.last).days
    return (other.first - one.last).days if other.first > one.last else 0


def _after(table: Table, ours: Milestone, theirs: Milestone) -> bool:
    return ours.first > theirs.last + dt.timedelta(days=table["end-days"])


def _same_time(table: Table, ours: Milestone, theirs: Milestone, gap: int) -> float:
    """Compare milestones that are so many days apart: none, or one."""
    if ours.exact and theirs.exact:
        return float(table["same-day" if ours.stage == theirs.stage else "same-day-other-stage"])
    if gap == 0:
        return float(table["overlap"]) * (1.0 if ours.stage == theirs.stage else 0.5)
    return 0.0


def _apart(table: Table, ours: Milestone, theirs: Milestone, gap: int) -> float:
    exact = ours.exact and theirs.exact
    if gap <= _MONTH and (recurs(ours.stage) or not exact):
        return float(table["near"])
    again = recurs(ours.stage) and gap <= table["season"]
    return _fading("apart" if exact else "late", gap) * (float(table["repeatable"]) if again else 1.0)


@lru_cache(maxsize=10_000)
def _fading(name: str, days: int) -> float:
    """Return a penalty that grows with the time between."""
    table = weights()["time"]
    return max(float(table[f"{name}-most"]), float(table[name]) + float(table[f"{name}-per-month"]) * days / 30)
