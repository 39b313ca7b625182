"""Reports of neighbouring deals come in; the deals as the order of publication would have made them go out."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, groupby

from pipeline.resolution.candidates import milestone
from pipeline.resolution.choice import Choice, are_one, choose, is_specific
from pipeline.resolution.orders import FREE, Orders, Spot
from pipeline.resolution.view import Milestone, View

FIELDS = ("parties", "countries", "minerals", "places", "values", "follows", "beside")
FIRST = 10**12  # numbers of deals in the making lie above those of stored ones, which are older

Reached = tuple[str, dt.date | None, str | None]  # a stage, its date and how precise that is


@dataclass(frozen=True)
class Told:
    """One stored report, with all that it shows to the matcher."""

    report: int
    article: int
    copy_of: int | None
    at: dt.datetime
    address: str
    position: int
    role: str
    deal: int  # where it is now
    seen: View
    stage: Reached

    @property
    def spot(self) -> Spot:
        """Return where it stands in which article."""
        return self.address, self.position


@dataclass
class Making:
    """A deal in the making: its reports so far, and what they show together."""

    told: list[Told]
    seen: View


@dataclass
class Replayed:
    """Where each report belongs, and why; reports that are too vague to be known again belong nowhere."""

    deals: dict[int, Making] = field(default_factory=dict)
    choices: dict[int, Choice] = field(default_factory=dict)  # by report
    place: dict[int, int] = field(default_factory=dict)  # report: deal
    orders: Orders = field(default_factory=Orders)

    def where(self) -> dict[Spot, int]:
        """Return the deals so far of the reports that a reader's correction is about."""
        every = (one for making in self.deals.values() for one in making.told)
        return {one.spot: self.place[one.report] for one in every if one.spot in self.orders.by_spot}


def replay(
    told: Sequence[Told], settled: Mapping[int, View], weigh: Callable[[str], float], orders: Orders | None = None
) -> Replayed:
    """Replay the reports one by one, as if each article had come when it was published; ``settled`` deals stay.

    Articles that tell a deal's parts apart go first: what they hold apart, a blurred report must not blend.
    Readers' ``orders`` decide before anything else.
    """
    replayed = Replayed(orders=orders or Orders())
    by_article = [list(group) for _, group in groupby(sorted(told, key=published), key=lambda one: one.article)]
    for reports in sorted(by_article, key=lambda reports: not divides(one.seen for one in reports)):
        _article(replayed, reports, settled, weigh)
    return replayed


def published(one: Told) -> tuple[dt.datetime, str, int]:
    """Return the place of a report in the order of publication."""
    return one.at, one.address, one.position


def divides(steps: Iterator[View] | Sequence[View]) -> bool:
    """Tell whether an article reports deals with different counterparts, and thereby that they are several."""
    named = [set(seen.standing("foreign", "bank")) for seen in steps]
    return any(one and other and not one & other for one, other in combinations(named, 2))


def _article(
    replayed: Replayed, reports: Sequence[Told], settled: Mapping[int, View], weigh: Callable[[str], float]
) -> None:
    original = reports[0].copy_of
    copied = {number for number, making in replayed.deals.items() if original in {one.article for one in making.told}}
    extra = dict.fromkeys(copied, "copy")
    for one in reports:
        known = {**settled, **{number: making.seen for number, making in replayed.deals.items()}}
        mine = replayed.orders.of(one.spot)
        bound = replayed.orders.bind(mine, replayed.where()) if mine else FREE
        choice = choose(one.seen, known, weigh, extra, bound)
        if (
            choice.deal_id is None
            and one.role == "background"
            and not is_specific(one.seen, dated=one.stage[1] is not None)
        ):
            continue
        number = choice.deal_id or FIRST + one.report
        _put(replayed, one, number, choice, settled)
        if choice.also and extra.get(choice.also) != "same-article":
            number = _joined(replayed, number, choice.also, weigh)
        extra[number] = "same-article"


def _put(replayed: Replayed, one: Told, number: int, choice: Choice, settled: Mapping[int, View]) -> None:
    replayed.choices[one.report], replayed.place[one.report] = choice, number
    if number not in settled:
        members = [*(replayed.deals[number].told if number in replayed.deals else ()), one]
        replayed.deals[number] = Making(members, combined(members))


def _joined(replayed: Replayed, number: int, other: int, weigh: Callable[[str], float]) -> int:
    """Make two deals in the making one, if they are; return the number of the one that the report is in."""
    if (
        number not in replayed.deals
        or other not in replayed.deals
        or _held_apart(replayed, replayed.deals[number], replayed.deals[other])
    ):
        return number
    if not are_one(replayed.deals[number].seen, replayed.deals[other].seen, weigh):
        return number
    kept, lost = sorted((number, other))
    members = [*replayed.deals[kept].told, *replayed.deals.pop(lost).told]
    replayed.deals[kept] = Making(members, combined(members))
    replayed.place |= {one.report: kept for one in members}
    return kept


def _held_apart(replayed: Replayed, one: Making, other: Making) -> bool:
    """Tell whether an article reports both as its news, or a reader split them."""
    if _news(one) & _news(other):
        return True
    there = replayed.place[other.told[0].report]
    places = dict.fromkeys((told.spot for told in other.told), there)
    return any(there in replayed.orders.bind(replayed.orders.of(told.spot), places).barred for told in one.told)


def _news(making: Making) -> set[int]:
    return {one.article for one in making.told if one.role == "primary"}


def combined(told: Sequence[Told]) -> View:
    """Return what reports show together: each fact with the share of them that state it, as a stored deal does."""
    seen = View()
    for name in FIELDS:
        counts = Counter(value for one in told for value in getattr(one.seen, name))
        setattr(seen, name, {value: count / len(told) for value, count in counts.items()})
    for one in told:
        weight = (1.0 if one.role == "primary" else 0.5) / len(told)
        for kind in one.seen.types:
            seen.types[kind] = seen.types.get(kind, 0.0) + weight
    seen.milestones = sorted(_milestones(told))
    seen.born = min((reached.first for reached in seen.milestones), default=None)
    return seen


def _milestones(told: Sequence[Told]) -> Iterator[Milestone]:
    groups: defaultdict[tuple[str, str, Reached], list[Told]] = defaultdict(list)
    for one in told:
        groups[one.role, next(iter(one.seen.types)), one.stage].append(one)
    for (role, _, (stage, date, precision)), members in groups.items():
        first = min(one.at for one in members).date()
        reached = milestone(stage, date, precision, first if role == "primary" else None, len(members) / len(told))
        if reached:
            yield reached
