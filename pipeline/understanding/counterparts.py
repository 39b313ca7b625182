"""The bodies of a step and its sentences come in; the counterpart states, where they come from, go out."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from pipeline.lexicon import HOME, lexicon
from pipeline.tag import Found
from pipeline.tagging.origin import of_currency
from pipeline.understanding.actors import companies_of, home_country, is_association
from pipeline.understanding.facts import Fact, unique
from pipeline.understanding.reading import Reading
from pipeline.understanding.whereabouts import is_bound_for, is_located

Named = Sequence[tuple[Found, Reading]]

_OWN = 20  # characters between a country and a body of it
_BESIDE = 25  # characters between an association and the country that it is said to be of


def counterparts(
    named: Named,
    facts: Sequence[Fact],
    told: Sequence[Reading],
    more: Sequence[Reading],
    everything: Sequence[Reading],
    history: Sequence[Reading] = (),
) -> tuple[Fact, ...]:
    """Return the counterpart states: by the bodies, by unnamed companies, by owners, by the money, by what is named."""
    beside = [_without_sites(reading) for reading in more]
    kept = {fact.value for fact in facts if not fact.detail.get("inferred")}
    if of_bodies := origins(named, facts):
        return of_bodies
    if _is_stateless(facts):
        return _of_owners([*told, *more])
    return (
        _of_companies([*told, *beside])
        or _of_owners([*told, *more])
        or _of_money(facts, [*told, *more])
        or _first_abroad([*told, *beside], kept)
        or _of_companies([reading for reading in everything if reading.leads])
        or _only_abroad(facts, [*everything, *history])
    )


def _is_stateless(facts: Sequence[Fact]) -> bool:
    """Tell whether home deals with known bodies alone that are of no state: Eurasian Development Bank, REIA."""
    others = [fact for fact in facts if fact.detail.get("country") != HOME]
    terms = lexicon().terms
    return bool(others) and all(
        fact.value in terms and terms[fact.value].country is None and fact.detail.get("country") is None
        for fact in others
    )


def origins(named: Named, facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Return where the bodies come from; an association counts where its country is named."""
    kept = {fact.value for fact in facts}
    found: list[Fact] = []
    for body, reading in named:
        country = home_country(body, reading)
        shy = is_association(body, reading) and country != "EU" and not _beside(reading, body, country)
        if body.term in kept and country and not shy:
            found.append(Fact(country, body.start, body.end))
    found += [Fact(fact.detail["country"], fact.start, fact.end) for fact in facts if fact.detail["role"] == "state"]
    return unique(fact for fact in found if fact.value not in (HOME, "", None))


def _of_companies(readings: Sequence[Reading]) -> tuple[Fact, ...]:
    """Return where unnamed companies come from: with US companies."""
    found = [found for reading in readings for found in companies_of(reading)]
    return unique(Fact(country.country or "", country.start, country.end) for country in found)


def _of_owners(readings: Sequence[Reading]) -> tuple[Fact, ...]:
    """Return where those come from whose a body at home is said to be: X, a subsidiary of Orano, began drilling."""
    owners = [owner for reading in readings for owner in reading.owners]
    return unique(Fact(owner.country, owner.start, owner.end) for owner in owners if owner.country not in (HOME, None))


def _only_abroad(facts: Sequence[Fact], readings: Sequence[Reading]) -> tuple[Fact, ...]:
    """Return the only country abroad that a text names at all, where one body of unsaid origin takes its step."""
    unsaid = {fact.value for fact in facts if fact.detail["role"] == "party" and fact.detail.get("country") is None}
    if len(unsaid) != 1:
        return ()
    kept = {fact.value for fact in facts}
    abroad = [
        found
        for reading in readings
        for found in reading.named("country", "organisation")
        if found.country not in (HOME, None)
        and (found.kind == "country" or found.term.endswith("-gov"))
        and not (_is_site(reading, found) or _is_of_another(reading, found, kept))
    ]
    if len({found.country for found in abroad}) != 1:
        return ()
    return (Fact(str(abroad[0].country), abroad[0].start, abroad[0].end),)


def _of_money(facts: Sequence[Fact], readings: Sequence[Reading]) -> tuple[Fact, ...]:
    """Return the country in whose own money a deal with a body of unsaid origin is first valued."""
    if not any(fact.detail["role"] == "party" and fact.detail.get("country") is None for fact in facts):
        return ()
    amounts = sorted((amount for reading in readings for amount in reading.amounts), key=lambda amount: amount.start)
    country = of_currency(amounts[0].currency) if amounts else None
    return (Fact(country, amounts[0].start, amounts[0].end),) if country else ()


def _first_abroad(readings: Sequence[Reading], kept: Collection[str]) -> tuple[Fact, ...]:
    """Return the first country abroad that is named, but not as that of a body which takes no part."""
    abroad = [
        found
        for reading in readings
        for found in reading.named("country")
        if found.country != HOME and not (kept and _is_of_another(reading, found, kept))
    ]
    return unique(Fact(found.country or "", found.start, found.end) for found in abroad[:1])


def _is_of_another(reading: Reading, country: Found, kept: Collection[str]) -> bool:
    """Tell whether a country only says where another body comes from: Italy's Danieli will supply the furnace."""
    return any(
        0 <= body.start - country.end <= _OWN and body.country == country.country and body.term not in kept
        for body in reading.named("organisation")
    )


def _without_sites(reading: Reading) -> Reading:
    """Return a sentence that says more of a step without the countries where something else is done or sold."""
    sites = [found for found in reading.named("country") if _is_site(reading, found)]
    return replace(reading, found=[found for found in reading.found if found not in sites]) if sites else reading


def _is_site(reading: Reading, found: Found) -> bool:
    return found.country != HOME and (is_located(reading, found) or is_bound_for(reading, found))


def _beside(reading: Reading, found: Found, country: str | None) -> bool:
    return any(
        mention.country == country and reading.gap(mention, found) <= _BESIDE for mention in reading.named("country")
    )
