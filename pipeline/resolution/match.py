"""A reported step and a known deal come in; the signals for and against their being one deal go out."""

import math
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from pipeline.lexicon import lexicon
from pipeline.resolution.owned import by_venture
from pipeline.resolution.parties import alike, standing
from pipeline.resolution.timing import Table, follows, timing
from pipeline.resolution.view import STRAY, Traits, View, solid
from pipeline.resolution.weights import weights

_MANY = 2  # sides of a paper between two
_NAMES = (  # of the signals
    *("parties", "home", "countries", "sides", "minerals", "places", "type", "time", "values", "counterparts"),
    *("strangers", "untied", "bare"),
)


def rarity(party: str, known: int, deals: int) -> float:
    """Return how much sharing this party says, where it is in ``known`` of ``deals`` deals."""
    table = weights()
    base, prior = table["parties"]["base"], table["prior"][standing(party)]
    in_hundred = known * min(1.0, 100 / max(deals, 1))
    said: float = math.log((100 + base) / (in_hundred + prior))
    return max(0.0, min(float(table["parties"]["most"]), said))


def compare(step: View, deal: View, weigh: Callable[[str], float]) -> dict[str, float]:
    """Return the signals by name, positive for one and the same deal; those that say nothing are left out."""
    said = signals(step, deal, weigh)
    return named(said) if said else {}


def named(said: Iterable[float]) -> dict[str, float]:
    """Return signals by their names; those that say nothing are left out."""
    return {name: value for name, value in zip(_NAMES, said, strict=True) if value}


def signals(step: View, deal: View, weigh: Callable[[str], float], least: float = -math.inf) -> list[float] | None:
    """Return all signals in their order, positive for one and the same deal, 0 where they say nothing.

    Where parties, minerals and time speak so much against it that the sum is below ``least`` whatever the others say,
    nothing more is asked, and None returned.
    """
    table, venture = weights(), by_venture(step, deal) if step.beside or deal.beside else None
    if venture:
        step, deal = venture
    ours, theirs = step.traits, deal.traits
    facts, between = table["facts"], table["parties"]
    when, partners = timing(step, deal), _partners(ours, theirs)
    goes_on = _goes_on(step, deal) and _between_the_same(step, deal, partners=partners)
    lives_on = venture is not None and ours.lexical <= theirs.counterparts.keys()
    tied = goes_on or lives_on or _tied(step, deal, partners=partners)
    same_time = when > table["time"]["near"]
    parties, minerals = _shared_parties(step, deal, weigh), _minerals(facts, step, deal)
    if goes_on:  # the paper that is recalled was made when the deal moved
        when = max(when, table["time"]["overlap"] if parties and minerals > 0 else 0.0)
    elif lives_on:  # what a venture does it does for years
        when = max(when, 0.0)
    unmet = step.parties and deal.parties and not _names_say_little(step, deal)
    strangers = 0.0 if parties else between["strangers" if unmet else "nobody"]
    untied = 0.0 if tied else min(0.0, when) * table["time"]["untied"]
    if parties + minerals + when + strangers + untied + _most_of_others(bool(ours.assets), bool(step.values)) < least:
        return None
    apart = 1.0 if same_time or tied else between["at-another-time"]
    both = step.countries and deal.countries
    said = (
        parties,
        apart * _home(between, ours, theirs, deal) if (ours.home or theirs.houses) and not goes_on else 0.0,
        _sets(facts, step.countries, deal.countries, "country") if both else 0.0,
        apart * _sides(facts, len(step.countries), theirs.sides) if both else 0.0,
        minerals,
        _places(facts, ours, theirs) if ours.assets and deal.places else _region(facts, ours, theirs),
        _types(facts, ours, theirs, deal),
        when,
        _values(facts, step, deal, same_time=same_time) if step.values and deal.values else 0.0,
        _counterparts(between, step, deal, partners=partners, same_time=same_time or tied),
        strangers,
        untied,
        0.0 if tied or same_time or minerals > 0 else facts["bare"],
    )
    return [value and _rounded(value) for value in said]


@lru_cache(maxsize=4)
def _most_of_others(assets: bool, values: bool) -> float:  # noqa: FBT001 - a key of what is remembered
    """Return the most that all signals but those of parties, minerals and time say for one deal, rounding included."""
    facts = weights()["facts"]
    types = max(facts["type"], facts["type-near"])
    most = facts["country"] + types + facts["deposit" if assets else "region"] + values * facts["amount"]
    return float(most) + len(_NAMES) / 100


@lru_cache(maxsize=10_000)
def _rounded(value: float) -> float:
    return round(value, 2)


def _tied(step: View, deal: View, *, partners: bool) -> bool:
    """Tell whether something makes both one undertaking at any time: a deposit, a sum, a company's unusual mineral."""
    ours = step.traits
    if (ours.assets and _meet(ours.assets, deal.places)) or (step.values and _meet(step.values, deal.values)):
        return True
    return partners and not ours.unusual.isdisjoint(deal.traits.unusual)


def _meet(ours: Mapping[str, float], theirs: Mapping[str, float]) -> bool:
    return not ours.keys().isdisjoint(theirs)


def _partners(ours: Traits, theirs: Traits) -> bool:
    """Tell whether both have a counterpart in common, by its id or by the sound of its name."""
    if not ours.counterparts.keys().isdisjoint(theirs.counterparts):
        return True
    return bool(ours.strangers and theirs.strangers) and any(_alike(one, theirs) for one in ours.strangers)


def _goes_on(step: View, deal: View) -> bool:
    """Tell whether one of the two goes on with a paper of the other, whichever came in first."""
    return bool(step.follows and follows(step, deal)) or bool(deal.follows and follows(deal, step))


def _between_the_same(step: View, deal: View, *, partners: bool) -> bool:
    """Tell whether a step has no other counterparts than the deal, and neither is a state's where the other is not.

    Who leaves the other side out is known by its country and what the deal is on.
    """
    ours, theirs = step.traits, deal.traits
    if not ours.counterparts:
        unnamed = (
            not ours.governments
            and _meet(step.countries, deal.countries)
            and not ours.unusual.isdisjoint(theirs.unusual)
        )
        return not theirs.partners or unnamed or (not theirs.known and _same_states(ours, theirs))
    if not theirs.partners and not ours.lexical:
        return _same_states(ours, theirs)
    return partners and ours.lexical <= theirs.counterparts.keys()


def _same_states(ours: Traits, theirs: Traits) -> bool:
    """Tell whether a state is a side of both: who else is met beside it may be an arm of it, or no body at all."""
    return not ours.governments.isdisjoint(theirs.governments)


def _alike(party: str, theirs: Traits) -> str | None:
    """Return the first party of the deal that sounds like an unknown party."""
    for one in theirs.strangers:
        if alike(party, one):
            return one
    return None


def _names_say_little(step: View, deal: View) -> bool:
    """Tell whether names that no lexicon holds differ, and yet may be one.

    Only one of them is written in signs that stand for no sounds, or both are told with one sum and unusual mineral.
    """
    ours, theirs = step.traits, deal.traits
    if ours.lexical or theirs.known:
        return False
    one_sum = _meet(step.values, deal.values) and not ours.unusual.isdisjoint(theirs.unusual)
    return bool(ours.counterparts and theirs.counterparts) and (one_sum or ours.signs.isdisjoint(theirs.signs))


def _shared_parties(step: View, deal: View, weigh: Callable[[str], float]) -> float:
    known, strangers = deal.parties, step.traits.strangers if deal.traits.strangers else ()
    if not strangers and step.parties.keys().isdisjoint(known):
        return 0.0
    shared = []
    for party, share in step.parties.items():
        match = party if party in known else _alike(party, deal.traits) if party in strangers else None
        if match:
            shared.append(weigh(match) * min(1.0, 2 * known[match]) * min(1.0, 2 * share))
    if len(shared) < _MANY:
        return shared[0] if shared else 0.0
    further: float = weights()["parties"]["further"]
    return sum([weight * further**place for place, weight in enumerate(sorted(shared, reverse=True))])


def _counterparts(table: Table, step: View, deal: View, *, partners: bool, same_time: bool) -> float:
    ours, theirs = step.traits, deal.traits
    if ours.counterparts and theirs.partners:
        if partners:
            missed = not theirs.known.keys() <= ours.counterparts.keys()
            if missed and not ours.lexical <= theirs.counterparts.keys():
                return table["partners-differ"]
            return table["partner-missing"] if missed else 0.0
        elsewhere = step.countries and deal.countries and not _meet(step.countries, deal.countries)
        known = elsewhere or (ours.lexical and theirs.known)
        unlike = "disjoint-unspelt" if _names_say_little(step, deal) else "disjoint-unknown"
        return table["disjoint" if known else unlike]
    unlisted = not ours.lexical and not theirs.known
    if bool(ours.counterparts) != bool(theirs.partners) and unlisted and _same_states(ours, theirs):
        return 0.0 if same_time else table["unnamed"]
    if bool(ours.counterparts) != bool(theirs.partners) and (ours if theirs.partners else theirs).governments:
        return table["state-and-company" if (theirs if theirs.partners else ours).firms else "state-and-agency"]
    return table["unnamed"] if theirs.partners and not same_time else 0.0


def _home(table: Table, ours: Traits, theirs: Traits, deal: View) -> float:
    if ours.home and theirs.houses:
        return 0.0 if _meet(ours.home, deal.parties) else table["home-differs"]
    ministry = theirs.ministries[1] if ours.home else ours.ministries[0]
    return table["state-or-company"] if ministry else 0.0


def _sets(table: Table, ours: Mapping[str, float], theirs: Mapping[str, float], name: str) -> float:
    """Compare what both name some of."""
    if _meet(ours, theirs):
        return table[name] * min(1.0, 2 * max([theirs[value] for value in ours if value in theirs]))
    return table[f"{name}-differs"] if solid(theirs) else 0.0


def _sides(table: Table, here: int, there: int) -> float:
    """Tell a document of many states from one of two."""
    return table["many-sided"] if here != there and min(here, there) == 1 and max(here, there) > _MANY else 0.0


def _minerals(table: Table, step: View, deal: View) -> float:
    ours, theirs = step.traits, deal.traits
    if not ours.unusual.isdisjoint(theirs.unusual):
        return table["mineral"]
    if _meet(step.minerals, deal.minerals):
        return table["mineral-common"]
    return table["mineral-differs"] if ours.named[0] and theirs.named[1] else 0.0


def _places(table: Table, ours: Traits, theirs: Traits) -> float:
    """Compare deposits; a stretch of land in common is something, two of them may hold one deposit."""
    if _meet(ours.assets, theirs.assets):
        return _sets(table, ours.assets, theirs.assets, "deposit")
    here, there = _deposits(ours.assets), _deposits(theirs.assets)
    return _sets(table, here, there, "deposit") if here and there else 0.0


def _region(table: Table, ours: Traits, theirs: Traits) -> float:
    """Tell works in one region, where neither says more of where they are."""
    common = not ours.regions.isdisjoint(theirs.regions) and not ours.unusual.isdisjoint(theirs.unusual)
    return table["region"] if common else 0.0


def _deposits(places: Mapping[str, float]) -> dict[str, float]:
    return {place: share for place, share in places.items() if lexicon().terms[place].type == "deposit"}


def _values(table: Table, step: View, deal: View, *, same_time: bool) -> float:
    """Compare sums, where both name some."""
    if _meet(step.values, deal.values):
        return table["amount"]
    return 0.0 if same_time else table["amount-differs"]


def _types(table: Table, ours: Traits, theirs: Traits, deal: View) -> float:
    kind, main = ours.deal_type, theirs.deal_type
    if main is None or kind is None:
        return 0.0
    if kind == main:
        return table["type"]
    if "membership" in (kind, main):
        return table["membership"]
    near = deal.types.get(kind, 0.0) >= STRAY or _near_types(kind, main)
    return table["type-near" if near else "type-far"]


@lru_cache(maxsize=1000)
def _near_types(one: str, other: str) -> bool:
    """Tell whether reports of one undertaking are filed under both."""
    return any({one, other} <= set(group) for group in weights()["near-types"].values())
