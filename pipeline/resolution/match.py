"""A reported step and a known deal come in; the signals for and against their being one deal go out."""

import math
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from pipeline.lexicon import lexicon
from pipeline.resolution.parties import alike, standing
from pipeline.resolution.timing import timing
from pipeline.resolution.view import STRAY, Traits, View, solid
from pipeline.resolution.weights import weights

_MANY = 2  # sides of a paper between two


def rarity(party: str, known: int, deals: int) -> float:
    """Return how much sharing this party says, where it is in ``known`` of ``deals`` deals."""
    table = weights()
    base, prior = table["parties"]["base"], table["prior"][standing(party)]
    in_hundred = known * min(1.0, 100 / max(deals, 1))
    said: float = math.log((100 + base) / (in_hundred + prior))
    return max(0.0, min(float(table["parties"]["most"]), said))


def compare(step: View, deal: View, weigh: Callable[[str], float]) -> dict[str, float]:
    """Return the signals by name, positive for one and the same deal; those that say nothing are left out."""
    table, ours, theirs = weights(), step.traits, deal.traits
    when, tied = timing(step, deal), _tied(step, deal)
    same_time = when > table["time"]["near"]
    apart = 1.0 if same_time or tied else float(table["parties"]["at-another-time"])
    parties, minerals = _shared_parties(step, deal, weigh), _minerals(step, deal)
    signals = {
        "parties": parties,
        "home": apart * _home(ours, theirs, deal) if ours.home or theirs.houses else 0.0,
        "countries": _sets(step.countries, deal.countries, "country"),
        "sides": apart * _sides(step, deal),
        "minerals": minerals,
        "places": _places(step, deal) if ours.assets and deal.places else 0.0,
        "type": _types(step, deal),
        "time": when,
        "values": _values(step, deal, same_time=same_time) if step.values and deal.values else 0.0,
        "counterparts": _counterparts(step, deal, same_time=same_time),
        "strangers": 0.0 if parties else float(table["parties"]["strangers"]),
    }
    if not tied:
        signals["untied"] = min(0.0, when) * float(table["time"]["untied"])
        signals["bare"] = 0.0 if same_time or minerals > 0 else float(table["facts"]["bare"])
    return {name: _rounded(value) for name, value in signals.items() if value}


@lru_cache(maxsize=10_000)
def _rounded(value: float) -> float:
    return round(value, 2)


def _tied(step: View, deal: View) -> bool:
    """Tell whether something makes both one undertaking at any time: a deposit, a sum, a company's unusual mineral."""
    ours, theirs = step.traits, deal.traits
    if (ours.assets and _meet(ours.assets, deal.places)) or (step.values and _meet(step.values, deal.values)):
        return True
    return not ours.unusual.isdisjoint(theirs.unusual) and _partners(ours, theirs)


def _meet(ours: Mapping[str, float], theirs: Mapping[str, float]) -> bool:
    return not ours.keys().isdisjoint(theirs)


def _partners(ours: Traits, theirs: Traits) -> bool:
    """Tell whether both have a counterpart in common, by its id or by the sound of its name."""
    if _meet(ours.counterparts, theirs.counterparts):
        return True
    return bool(theirs.strangers) and any(_alike(one, theirs) for one in ours.strangers)


def _alike(party: str, theirs: Traits) -> str | None:
    """Return the first party of the deal that sounds like an unknown party."""
    for one in theirs.strangers:
        if alike(party, one):
            return one
    return None


def _shared_parties(step: View, deal: View, weigh: Callable[[str], float]) -> float:
    shared = []
    known, strangers = deal.parties, step.traits.strangers if deal.traits.strangers else ()
    for party, share in step.parties.items():
        match = party if party in known else _alike(party, deal.traits) if party in strangers else None
        if match:
            shared.append(weigh(match) * min(1.0, 2 * known[match]) * min(1.0, 2 * share))
    if not shared:
        return 0.0
    further = float(weights()["parties"]["further"])
    return sum([weight * further**place for place, weight in enumerate(sorted(shared, reverse=True))])


def _counterparts(step: View, deal: View, *, same_time: bool) -> float:
    table = weights()["parties"]
    ours, theirs = step.traits.counterparts, deal.traits.partners
    if ours and theirs:
        if _partners(step.traits, deal.traits):
            own, missed = set(ours) - set(deal.traits.counterparts), set(theirs) - set(ours)
            if _lexical(own) and _lexical(missed):
                return float(table["partners-differ"])
            return float(table["partner-missing"]) if _lexical(missed) else 0.0
        elsewhere = step.countries and deal.countries and not _meet(step.countries, deal.countries)
        known = elsewhere or (_lexical(ours) and _lexical(theirs))
        return float(table["disjoint" if known else "disjoint-unknown"])
    if bool(ours) != bool(theirs) and (step if theirs else deal).traits.states:
        return float(table["state-and-company"])
    return float(table["unnamed"]) if theirs and not ours and not same_time else 0.0


def _lexical(parties: Iterable[str]) -> bool:
    return any(standing(party) != "unknown" for party in parties)


def _home(ours: Traits, theirs: Traits, deal: View) -> float:
    table = weights()["parties"]
    if ours.home and theirs.houses:
        return 0.0 if _meet(ours.home, deal.parties) else float(table["home-differs"])
    ministry = theirs.ministries[1] if ours.home else ours.ministries[0]
    return float(table["state-or-company"]) if ministry else 0.0


def _sets(ours: Mapping[str, float], theirs: Mapping[str, float], name: str) -> float:
    if not ours or not theirs:
        return 0.0
    shares = [theirs[value] for value in ours if value in theirs]
    if shares:
        return float(weights()["facts"][name]) * min(1.0, 2 * max(shares))
    return float(weights()["facts"][f"{name}-differs"]) if solid(theirs) else 0.0


def _sides(step: View, deal: View) -> float:
    """Tell a document of many states from one of two."""
    if not step.countries or not deal.countries:
        return 0.0
    here, there = len(step.countries), deal.traits.sides
    return float(weights()["facts"]["many-sided"]) if min(here, there) == 1 and max(here, there) > _MANY else 0.0


def _minerals(step: View, deal: View) -> float:
    table = weights()["facts"]
    if not step.traits.unusual.isdisjoint(deal.traits.unusual):
        return float(table["mineral"])
    if _meet(step.minerals, deal.minerals):
        return float(table["mineral-common"])
    return float(table["mineral-differs"]) if step.traits.named[0] and deal.traits.named[1] else 0.0


def _places(step: View, deal: View) -> float:
    """Compare deposits; a stretch of land in common is something, two of them may hold one deposit."""
    if _meet(step.traits.assets, deal.traits.assets):
        return _sets(step.traits.assets, deal.traits.assets, "deposit")
    return _sets(_deposits(step.traits.assets), _deposits(deal.traits.assets), "deposit")


def _deposits(places: Mapping[str, float]) -> dict[str, float]:
    return {place: share for place, share in places.items() if lexicon().terms[place].type == "deposit"}


def _values(step: View, deal: View, *, same_time: bool) -> float:
    """Compare sums, where both name some."""
    table = weights()["facts"]
    if _meet(step.values, deal.values):
        return float(table["amount"])
    return 0.0 if same_time else float(table["amount-differs"])


def _types(step: View, deal: View) -> float:
    table = weights()["facts"]
    ours, main = step.traits.deal_type, deal.traits.deal_type
    if main is None or ours is None:
        return 0.0
    if ours == main:
        return float(table["type"])
    if "membership" in {ours, main}:
        return float(table["membership"])
    near = deal.types.get(ours, 0.0) >= STRAY or _near_types(ours, main)
    return float(table["type-near" if near else "type-far"])


@lru_cache(maxsize=1000)
def _near_types(one: str, other: str) -> bool:
    """Tell whether reports of one undertaking are filed under both."""
    return any({one, other} <= set(group) for group in weights()["near-types"].values())
