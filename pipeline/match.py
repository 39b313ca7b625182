"""A reported step and a known deal come in; the signals for and against their being one deal go out."""

import datetime as dt
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from pipeline.ladder import ENDS, recurs, rung
from pipeline.lexicon import lexicon
from pipeline.parties import alike, sound, standing
from pipeline.weights import weights

GENERIC = {"critical-minerals", "rare-metals"}
COMMON = {"uranium", "copper", "gold", "silver"}


class Milestone(NamedTuple):
    """A stage and the days between which it was reached."""

    stage: str
    first: dt.date
    last: dt.date
    share: float = 1.0  # of the deal's reports

    @property
    def exact(self) -> bool:
        """Tell whether the day is known."""
        return self.first == self.last


@dataclass
class View:
    """What a step or a deal shows to the matcher: each fact with the share of reports that state it."""

    parties: dict[str, float] = field(default_factory=dict)
    countries: dict[str, float] = field(default_factory=dict)
    minerals: dict[str, float] = field(default_factory=dict)
    places: dict[str, float] = field(default_factory=dict)
    values: dict[str, float] = field(default_factory=dict)
    types: dict[str, float] = field(default_factory=dict)
    milestones: list[Milestone] = field(default_factory=list)
    born: dt.date | None = None  # earliest day known of it; None for a step recalled without a date

    def standing(self, *kinds: str) -> dict[str, float]:
        """Return the parties of these standings."""
        return {party: self.parties[party] for party, kind in self._standings.items() if kind in kinds}

    @cached_property
    def _standings(self) -> dict[str, str]:
        return {party: standing(party) for party in self.parties}

    @cached_property
    def counterparts(self) -> dict[str, float]:
        """Return the bodies that make the deal distinct: no state and no Uzbek body."""
        return self.standing("foreign", "bank", "unknown")

    @cached_property
    def home(self) -> dict[str, float]:
        """Return the Uzbek bodies that are no part of the state."""
        return self.standing("home")

    @cached_property
    def assets(self) -> dict[str, float]:
        """Return the places that are the asset itself."""
        return {place: share for place, share in self.places.items() if is_asset(place)}


def rarity(party: str, known: int, deals: int) -> float:
    """Return how much sharing this party says, where it is in ``known`` of ``deals`` deals."""
    table = weights()
    base, prior = table["parties"]["base"], table["prior"][standing(party)]
    in_hundred = known * min(1.0, 100 / max(deals, 1))
    said: float = math.log((100 + base) / (in_hundred + prior))
    return max(0.0, min(float(table["parties"]["most"]), said))


def compare(step: View, deal: View, weigh: Callable[[str], float]) -> dict[str, float]:
    """Return the signals by name, positive for one and the same deal; those that say nothing are left out."""
    when, tied = _time(step, deal), _tied(step, deal)
    same_time = when > weights()["time"]["near"]
    apart = 1.0 if same_time or tied else float(weights()["parties"]["at-another-time"])
    signals = {
        "parties": _shared_parties(step, deal, weigh),
        "home": apart * _home(step, deal),
        "countries": _sets(step.countries, deal.countries, "country"),
        "sides": apart * _sides(step, deal),
        "minerals": _minerals(step, deal),
        "places": _places(step, deal),
        "type": _types(step, deal),
        "time": when,
        "values": _values(step, deal, same_time=same_time),
        "counterparts": _counterparts(step, deal, same_time=same_time),
    }
    signals["strangers"] = 0.0 if signals["parties"] else float(weights()["parties"]["strangers"])
    if not tied:
        signals["untied"] = min(0.0, when) * float(weights()["time"]["untied"])
        signals["bare"] = 0.0 if same_time or signals["minerals"] > 0 else float(weights()["facts"]["bare"])
    return {name: round(value, 2) for name, value in signals.items() if value}


def _tied(step: View, deal: View) -> bool:
    """Tell whether something makes both one undertaking at any time: a deposit, a sum, a company's unusual mineral."""
    if _meet(step.assets, deal.places) or _meet(step.values, deal.values):
        return True
    unusual = step.minerals.keys() & deal.minerals.keys() - GENERIC - COMMON
    return bool(unusual) and _common(step.counterparts, deal.counterparts)


def _meet(ours: Mapping[str, float], theirs: Mapping[str, float]) -> bool:
    return not ours.keys().isdisjoint(theirs)


def _common(ours: Mapping[str, float], theirs: Mapping[str, float]) -> bool:
    """Tell whether two groups of parties have one in common, by its id or by the sound of its name."""
    return _meet(ours, theirs) or any(_alike(one, theirs) for one in ours)


def _alike(party: str, others: Iterable[str]) -> str | None:
    """Return the first of the others that sounds like an unknown party."""
    return next((one for one in others if alike(party, one)), None) if sound(party) else None


def _shared_parties(step: View, deal: View, weigh: Callable[[str], float]) -> float:
    shared = []
    for party, share in step.parties.items():
        match = party if party in deal.parties else _alike(party, deal.parties)
        if match:
            shared.append(weigh(match) * min(1.0, 2 * deal.parties[match]) * min(1.0, 2 * share))
    further = float(weights()["parties"]["further"])
    return sum(weight * further**place for place, weight in enumerate(sorted(shared, reverse=True)))


def _counterparts(step: View, deal: View, *, same_time: bool) -> float:
    table = weights()["parties"]
    ours, theirs = step.counterparts, _solid(deal.counterparts)
    if ours and theirs:
        if _common(ours, deal.counterparts):
            own, missed = set(ours) - set(deal.counterparts), set(theirs) - set(ours)
            if _lexical(own) and _lexical(missed):
                return float(table["partners-differ"])
            return float(table["partner-missing"]) if _lexical(missed) else 0.0
        known = all(any(standing(party) != "unknown" for party in side) for side in (ours, theirs))
        elsewhere = step.countries and deal.countries and not _meet(step.countries, deal.countries)
        return float(table["disjoint"] if known or elsewhere else table["disjoint-unknown"])
    if bool(ours) != bool(theirs) and (step if theirs else deal).standing("state"):
        return float(table["state-and-company"])
    return float(table["unnamed"]) if theirs and not ours and not same_time else 0.0


def _lexical(parties: Iterable[str]) -> bool:
    return any(standing(party) != "unknown" for party in parties)


def _solid(shares: Mapping[str, float]) -> dict[str, float]:
    return {value: share for value, share in shares.items() if share >= 0.2}  # noqa: PLR2004 - below: a stray mention


def _home(step: View, deal: View) -> float:
    table = weights()["parties"]
    ours, theirs = step.home, _solid(deal.home)
    if ours and theirs:
        return 0.0 if _meet(ours, deal.parties) else float(table["home-differs"])
    one_sided = (theirs and step.standing("home-state")) or (ours and _solid(deal.standing("home-state")))
    return float(table["state-or-company"]) if one_sided and bool(ours) != bool(theirs) else 0.0


def _sets(ours: Mapping[str, float], theirs: Mapping[str, float], name: str) -> float:
    if not ours or not theirs:
        return 0.0
    table = weights()["facts"]
    if _meet(ours, theirs):
        best = max(theirs[value] for value in ours if value in theirs)
        return float(table[name]) * min(1.0, 2 * best)
    return float(table[f"{name}-differs"]) if _solid(theirs) else 0.0


def _sides(step: View, deal: View) -> float:
    """Tell a document of many states from one of two."""
    if not step.countries or not deal.countries:
        return 0.0
    counts = sorted((len(step.countries), len(_solid(deal.countries))))
    return float(weights()["facts"]["many-sided"]) if counts[0] == 1 and counts[1] > 2 else 0.0  # noqa: PLR2004


def _minerals(step: View, deal: View) -> float:
    table = weights()["facts"]
    shared = step.minerals.keys() & deal.minerals.keys()
    if shared - GENERIC - COMMON:
        return float(table["mineral"])
    if shared:
        return float(table["mineral-common"])
    ours, theirs = set(step.minerals) - GENERIC, set(_solid(deal.minerals)) - GENERIC
    return float(table["mineral-differs"]) if ours and theirs else 0.0


def _places(step: View, deal: View) -> float:
    """Compare deposits; a stretch of land in common is something, two of them may hold one deposit."""
    if not step.assets or not deal.places:
        return 0.0
    if _meet(step.assets, deal.assets):
        return _sets(step.assets, deal.assets, "deposit")
    return _sets(_deposits(step.assets), _deposits(deal.assets), "deposit")


def _deposits(places: Mapping[str, float]) -> dict[str, float]:
    return {place: share for place, share in places.items() if lexicon().terms[place].type == "deposit"}


def is_asset(place: str) -> bool:
    """Tell whether the place is a deposit or a stretch of one country: the asset itself and no place of ceremony."""
    term = lexicon().terms.get(place)
    return term is not None and (term.type == "deposit" or (term.type == "area" and term.country is not None))


def _values(step: View, deal: View, *, same_time: bool) -> float:
    table = weights()["facts"]
    if _meet(step.values, deal.values):
        return float(table["amount"])
    return float(table["amount-differs"]) if step.values and deal.values and not same_time else 0.0


def _types(step: View, deal: View) -> float:
    table = weights()["facts"]
    main = max(deal.types, key=deal.types.__getitem__, default=None)
    ours = max(step.types, key=step.types.__getitem__, default=None)
    if main is None or ours is None:
        return 0.0
    if ours == main:
        return float(table["type"])
    if "membership" in {ours, main}:
        return float(table["membership"])
    near = ours in _solid(deal.types) or any({ours, main} <= set(group) for group in weights()["near-types"].values())
    return float(table["type-near" if near else "type-far"])


def _time(step: View, deal: View) -> float:
    table = weights()["time"]
    if not step.milestones or not deal.milestones:
        too_early = step.born and deal.born and step.born < deal.born - dt.timedelta(days=3)
        return float(table["before-birth"]) if too_early else 0.0
    return min(_milestone(milestone, deal.milestones) for milestone in step.milestones)


def _milestone(ours: Milestone, known: Iterable[Milestone]) -> float:
    gaps = [(_gap(ours, theirs), theirs) for theirs in known]
    best = max((_same_time(ours, theirs, gap) for gap, theirs in gaps if gap <= 1), default=0.0)
    if best > 0:
        return best
    if ours.stage not in ENDS and any(theirs.stage in ENDS and _after(ours, theirs) for _, theirs in gaps):
        return float(weights()["time"]["after-end"])
    same = [one for one in gaps if one[1].stage == ours.stage and one[1].share >= 0.2]  # noqa: PLR2004
    if same:
        return max(_apart(ours, theirs, gap) for gap, theirs in same)
    gap, nearest = min(gaps, key=itemgetter(0))
    forward = (ours.first >= nearest.first) == (rung(ours.stage) >= rung(nearest.stage))
    return _fading("progress" if forward else "backwards", gap)


def _after(ours: Milestone, theirs: Milestone) -> bool:
    return ours.first > theirs.last + dt.timedelta(days=weights()["time"]["end-days"])


def _gap(one: Milestone, other: Milestone) -> int:
    if one.first > other.last:
        return (one.first - other.last).days
    return (other.first - one.last).days if other.first > one.last else 0


def _same_time(ours: Milestone, theirs: Milestone, gap: int) -> float:
    """Compare milestones that are so many days apart: none, or one."""
    table = weights()["time"]
    if ours.exact and theirs.exact:
        name = "same-day" if ours.stage == theirs.stage else "same-day-other-stage"
        return float(table[name]) if gap <= 1 else 0.0
    if gap == 0:
        return float(table["overlap"]) * (1.0 if ours.stage == theirs.stage else 0.5)
    return 0.0


def _apart(ours: Milestone, theirs: Milestone, gap: int) -> float:
    table = weights()["time"]
    exact = ours.exact and theirs.exact
    if gap <= 31 and (recurs(ours.stage) or not exact):  # noqa: PLR2004 - days of a month
        return float(table["near"])
    again = recurs(ours.stage) and gap <= table["season"]
    return _fading("apart" if exact else "late", gap) * (float(table["repeatable"]) if again else 1.0)


def _fading(name: str, days: int) -> float:
    """Return a penalty that grows with the time between."""
    table = weights()["time"]
    return max(float(table[f"{name}-most"]), float(table[name]) + float(table[f"{name}-per-month"]) * days / 30)
