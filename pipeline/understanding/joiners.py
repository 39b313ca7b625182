"""The sentences that tell of a joining come in; who joins, what is joined and the states they come from go out."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.lexicon import HOME
from pipeline.tag import Found
from pipeline.understanding.acting import acting_states
from pipeline.understanding.actors import home_country
from pipeline.understanding.counterparts import origins
from pipeline.understanding.facts import Bound, Fact, unique
from pipeline.understanding.reading import Reading
from pipeline.understanding.sides import is_state_name, named_in, party, state


def membership(told: Sequence[Reading], everything: Sequence[Reading], joined: set[str]) -> Bound:
    """Bind the body that joins and the association joined; a country that a headline credits is neither."""
    told = [reading for reading in told if not _adds_other_deals(reading, joined)] or told
    named = named_in(told)
    associations = [(found, reading) for found, reading in named if found.term in joined]
    joiners = [
        (found, reading)
        for found, reading in named
        if home_country(found, reading) == HOME and found.term not in joined
    ]
    if not joiners:
        joiners = [pair for pair in named_in(everything) if pair[0].country == HOME and not is_state_name(pair[0])][:1]
    pairs = [pair for pair in joiners if not is_state_name(pair[0])] + associations
    facts = unique(_member(party(found, reading), joined) for found, reading in pairs)
    if not any(fact.detail.get("country") == HOME for fact in facts):
        facts = unique([*facts, *(state(found) for found in _home_states(told))])
    return Bound(facts, origins(pairs, facts))


def _adds_other_deals(reading: Reading, joined: set[str]) -> bool:
    """Tell whether a sentence adds what else a member did, and says nothing of the joining: it also signed with X."""
    further = reading.of("modality", "further") and not reading.of("action", "join")
    return bool(further) and not any(found.term in joined for found in reading.named("organisation"))


def _home_states(readings: Sequence[Reading]) -> list[Found]:
    """Return where the country itself is said to join, or to sign up."""
    return [found for reading in readings for found in acting_states(reading) if found.country == HOME]


def _member(fact: Fact, joined: set[str]) -> Fact:
    """Mark a body that joins."""
    return fact if fact.value in joined else replace(fact, detail=fact.detail | {"part": "member"})
