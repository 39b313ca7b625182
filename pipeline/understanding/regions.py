"""The sides of a step and its sentences come in; the five states of Central Asia go out with them where all take it.

A dialogue or a declaration of a power and "the five Central Asian countries" is one of each of them; whom a sentence
lists by name is a side, and all of them are counterparts.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.lexicon import HOME
from pipeline.tag import Found
from pipeline.understanding.actors import type_of
from pipeline.understanding.facts import SIDES, Fact, unique
from pipeline.understanding.reading import Reading, once
from pipeline.understanding.sides import OPENING_SENTENCES, is_state_name, state
from pipeline.words.tables import Patterns

_ABROAD = ("KZ", "KG", "TJ", "TM")
_LISTED = 3  # of the five, that a sentence names which lists them
_AMONG_THEM = 4  # of them, home among these, who take a step of their own
_REACH = 24  # characters before the region
_WORDS = Patterns(Path(__file__).with_suffix(".toml"), parts=("together", "placed", "with-america", "aside"))
_TOGETHER, _PLACED = _WORDS.of_all("together"), _WORDS.of_all("placed")
_WITH_AMERICA, _ASIDE = _WORDS.of_all("with-america"), _WORDS.of_all("aside")


def all_of_region(facts: Sequence[Fact], told: Sequence[Reading], everything: Sequence[Reading]) -> bool:
    """Tell whether a step is one of states alone, and of all five: they are called so, or listed where it is told."""
    if any(fact.detail["role"] != "state" or _is_ministry(fact) for fact in facts):
        return False
    opening = [*told, *(reading for reading in everything if reading.leads)]
    lists = [members for reading in opening if len(members := _members(reading)) >= _LISTED]
    if any(HOME in members and len(members) >= _AMONG_THEM for members in lists):
        return True  # with a power, or among themselves
    return bool(_powers(facts) or _america(opening)) and (bool(lists) or any(map(_acts_together, told)))


def with_region(facts: Sequence[Fact], told: Sequence[Reading], everything: Sequence[Reading]) -> list[Fact]:
    """Add the states of the five that are listed by name, home among them, and America where it is one with them."""
    readings = [*told, *everything[:OPENING_SENTENCES]]
    lists = [reading for reading in readings if len(_members(reading)) >= _LISTED]
    added = [state(found) for reading in lists for found in _members(reading).values()]
    added += [*_home(readings)] + ([] if _powers(facts) else _america(readings))
    return [*unique([*facts, *added])]


def of_region(told: Sequence[Reading]) -> list[Fact]:
    """Return the four countries abroad, with the sentence that speaks of all; none where they are only listed."""
    speaks = next((reading.sentence for reading in told if _acts_together(reading)), None)
    return [Fact(country, speaks.start, speaks.end) for country in _ABROAD] if speaks else []


def is_aside(reading: Reading) -> bool:
    """Tell whether a sentence names a meeting of others only as where something was done."""
    return _ASIDE.search(reading.text) is not None


def is_of_many(parties: Sequence[Fact]) -> bool:
    """Tell whether home takes a step as one of many states."""
    states = {fact.value for fact in parties if fact.detail.get("role") == "state" and not fact.detail.get("inferred")}
    return "uz-gov" in states and len(states) > SIDES


def is_of_region(countries: Sequence[Fact]) -> bool:
    """Tell whether the counterparts are all four that are abroad, and a power."""
    found = {fact.value for fact in countries}
    return found > set(_ABROAD)


@once
def _acts_together(reading: Reading) -> bool:
    """Tell whether a sentence speaks of all five as of one side."""
    text = reading.text
    if reading.of("noise", "many"):  # of many papers each is between two
        return False
    return any(not _PLACED.search(text, max(0, one.start() - _REACH), one.start()) for one in _TOGETHER.finditer(text))


@once
def _members(reading: Reading) -> dict[str, Found]:
    """Return the states of the five that a sentence names, beside whose meeting nothing else is told to be done."""
    if is_aside(reading):
        return {}
    named = [*reading.named("country"), *(one for one in reading.named("organisation") if is_state_name(one))]
    return {str(one.country): one for one in named if one.country in (*_ABROAD, HOME)}


def _powers(facts: Sequence[Fact]) -> list[Fact]:
    """Return the states that are none of the five, and the unions that are of no land."""
    return [
        fact
        for fact in facts
        if fact.detail.get("country") not in (*_ABROAD, HOME, None) or type_of(fact.value) == "union"
    ]


def _america(readings: Sequence[Reading]) -> list[Fact]:
    """Return the United States where the five and they are called by one name."""
    for reading in readings:
        if named := _WITH_AMERICA.search(reading.document, reading.sentence.start, reading.sentence.end):
            detail = {"role": "state", "country": "US", "name": named[0], "bare": True}
            return [Fact("us-gov", named.start(), named.end(), detail)]
    return []


def _home(readings: Sequence[Reading]) -> Iterator[Fact]:
    """Yield home where a sentence names it."""
    for reading in readings:
        if HOME in (named := _members(reading)):
            yield state(named[HOME])


def _is_ministry(fact: Fact) -> bool:
    return type_of(fact.value) != "union" and not fact.value.endswith("-gov")
