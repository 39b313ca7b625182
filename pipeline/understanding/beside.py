"""The sentences of a step and its sides come in; who owns a venture of it, and what it is called, goes out."""

from collections.abc import Iterator, Sequence

from pipeline.lexicon import HOME
from pipeline.tag import Found
from pipeline.tagging.party import UNLISTED
from pipeline.understanding.actors import bodies
from pipeline.understanding.facts import Fact, unique
from pipeline.understanding.reading import Reading


def beside(readings: Sequence[Reading], parties: Sequence[Fact]) -> tuple[Fact, ...]:
    """Return the bodies that a text names as a venture or as its owners and that are no sides of its step.

    A side that no lexicon holds is the venture itself where nobody from abroad acts beside it and its owners are named.
    """
    sides = {fact.value for fact in parties}
    found = unique(
        Fact(body.term, body.start, body.end) for body in _owners_and_owned(readings) if body.term not in sides
    )
    unlisted = [fact for fact in parties if fact.value.startswith(UNLISTED)]
    others = [fact for fact in parties if fact not in unlisted]
    alone = len(unlisted) == 1 and all(fact.detail.get("country") in (HOME, None) for fact in others)
    owned = any(not fact.value.startswith(UNLISTED) for fact in found)
    return (*found, *unlisted) if alone and owned else found


def _owners_and_owned(readings: Sequence[Reading]) -> Iterator[Found]:
    for reading in readings:
        if reading.owners or reading.of("instrument", "venture") or reading.of("role", "holding"):
            yield from bodies(reading)
            yield from reading.owners
