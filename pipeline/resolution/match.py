"""A reported step and a known deal come in; the signals for and against their being one deal go out."""

import math
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from pipeline.lexicon import lexicon
from pipeline.resolution.parties import alike, sound, standing
from pipeline.resolution.timing import timing
from pipeline.resolution.view import GENERIC, STRAY, View, solid
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
    when, tied = timing(step, deal), _tied(step, deal)
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
    return {name: _rounded(value) for name, value in signals.items() if value}


@lru_cache(maxsize=10_000)
def _rounded(value: float) -> float:
    return round(value, 2)


def _tied(step: View, deal: View) -> bool:
    """Tell whether something makes both one undertaking at any time: a deposit, a sum, a company's unusual mineral."""
    if _meet(step.traits.assets, deal.places) or _meet(step.values, deal.values):
        return True
    return not step.traits.unusual.isdisjoint(deal.traits.unusual) and _partners(step, deal)


def _meet(ours: Mapping[str, float], theirs: Mapping[str, float]) -> bool:
    return not ours.keys().isdisjoint(theirs)


def _partners(step: View, deal: View) -> bool:
    """Tell whether both have a counterpart in common, by its id or by the sound of its name."""
    if _meet(step.traits.counterparts, deal.traits.counterparts):
        return True
    return any(_alike(one, deal) for one in step.traits.strangers)


def _alike(party: str, deal: View) -> str | None:
    """Return the first party of the deal that sounds like an unknown party."""
    return next((one for one in deal.traits.strangers if alike(party, one)), None)


def _shared_parties(step: View, deal: View, weigh: Callable[[str], float]) -> float:
    shared = []
    for party, share in step.parties.items():
        match = party if party in deal.parties else _alike(party, deal) if sound(party) else None
        if match:
            shared.append(weigh(match) * min(1.0, 2 * deal.parties[match]) * min(1.0, 2 * share))
    further = float(weights()["parties"]["further"])
    return sum([weight * further**place for place, weight in enumerate(sorted(shared, reverse=True))])


def _counterparts(step: View, deal: View, *, same_time: bool) -> float:
    table = weights()["parties"]
    ours, theirs = step.traits.counterparts, solid(deal.traits.counterparts)
    if ours and theirs:
        if _partners(step, deal):
            own, missed = set(ours) - set(deal.traits.counterparts), set(theirs) - set(ours)
            if _lexical(own) and _lexical(missed):
                return float(table["partners-differ"])
            return float(table["partner-missing"]) if _lexical(missed) else 0.0
        elsewhere = step.countries and deal.countries and not _meet(step.countries, deal.countries)
        known = elsewhere or (_lexical(ours) and _lexical(theirs))
        return float(table["disjoint" if known else "disjoint-unknown"])
    if bool(ours) != bool(theirs) and (step if theirs else deal).standing("state"):
        return float(table["state-and-company"])
    return float(table["unnamed"]) if theirs and not ours and not same_time else 0.0


def _lexical(parties: Iterable[str]) -> bool:
    return any(standing(party) != "unknown" for party in parties)


def _home(step: View, deal: View) -> float:
    table = weights()["parties"]
    ours, theirs = step.traits.home, solid(deal.traits.home)
    if ours and theirs:
        return 0.0 if _meet(ours, deal.parties) else float(table["home-differs"])
    if not ours and not theirs:
        return 0.0
    ministry = solid(deal.standing("home-state")) if ours else step.standing("home-state")
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
    fewer, more = sorted((len(step.countries), len(solid(deal.countries))))
    return float(weights()["facts"]["many-sided"]) if fewer == 1 and more > _MANY else 0.0


def _minerals(step: View, deal: View) -> float:
    table = weights()["facts"]
    if not step.traits.unusual.isdisjoint(deal.traits.unusual):
        return float(table["mineral"])
    if _meet(step.minerals, deal.minerals):
        return float(table["mineral-common"])
    named = step.minerals.keys() - GENERIC and solid(deal.minerals).keys() - GENERIC
    return float(table["mineral-differs"]) if named else 0.0


def _places(step: View, deal: View) -> float:
    """Compare deposits; a stretch of land in common is something, two of them may hold one deposit."""
    if not step.traits.assets or not deal.places:
        return 0.0
    if _meet(step.traits.assets, deal.traits.assets):
        return _sets(step.traits.assets, deal.traits.assets, "deposit")
    return _sets(_deposits(step.traits.assets), _deposits(deal.traits.assets), "deposit")


def _deposits(places: Mapping[str, float]) -> dict[str, float]:
    return {place: share for place, share in places.items() if lexicon().terms[place].type == "deposit"}


def _values(step: View, deal: View, *, same_time: bool) -> float:
    table = weights()["facts"]
    if _meet(step.values, deal.values):
        return float(table["amount"])
    return float(table["amount-differs"]) if step.values and deal.values and not same_time else 0.0


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
