"""What the witnesses of a deal say comes in; what the deal shows to the matcher goes out."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from pipeline.resolution.candidates import FIELDS, milestone
from pipeline.resolution.view import View
from pipeline.resolution.witnesses import Said, Told

_RECALLED = 0.5  # what a report that only recalls says of the type, beside one that has it as news


def shown(told: Sequence[Told], said: Iterable[Said]) -> View:
    """Return each fact with the share of the reports that state it, and each stage with when it was reached."""
    seen = View()
    stating: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for fact in said:
        if fact.field in FIELDS:
            stating[fact.field, fact.value].update(fact.reports)
    for (field, value), reports in sorted(stating.items()):
        getattr(seen, FIELDS[field])[value] = len(reports) / len(told)
    alike: defaultdict[tuple[str, ...], list[Told]] = defaultdict(list)
    for one in told:
        alike[one.role, one.deal_type, one.stage, str(one.date or ""), one.precision or ""].append(one)
    for _, ones in sorted(alike.items()):
        _reached(seen, ones, len(ones) / len(told))
    seen.milestones.sort()
    seen.born = min((reached.first for reached in seen.milestones), default=None)
    return seen


def _reached(seen: View, ones: Sequence[Told], share: float) -> None:
    """Add what reports of one step show, the first of them first."""
    first = ones[0]
    news = first.role == "primary"
    seen.types[first.deal_type] = seen.types.get(first.deal_type, 0.0) + share * (1.0 if news else _RECALLED)
    reached = milestone(first.stage, first.date, first.precision, first.at.date() if news else None, share)
    if reached:
        seen.milestones.append(reached)
