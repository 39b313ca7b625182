"""What understanding hands to resolution: one reported step of a deal, every fact with the span it was read from."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

SIDES = 2  # of a deal, at least
DOUBTED = -5.0  # the most that one report says against a type, as a natural logarithm: alone it rules none out
HUNDREDTHS = 2  # digits behind the point to which that is told


@dataclass(frozen=True)
class Fact:
    """One value and the characters of the document (title, blank line, text) it was read from."""

    value: str  # canonical id, ISO date, or "146000000 EUR"
    start: int
    end: int
    detail: dict[str, Any] = field(default_factory=dict)  # a party's role; an amount's number and currency


@dataclass(frozen=True)
class Bound:
    """The bodies of a step, and the states that are counterparts even where no body of theirs is named."""

    parties: tuple[Fact, ...]
    countries: tuple[Fact, ...]
    by_rules: "Bound | None" = None  # the same by rules alone, where the parties were weighed


@dataclass(frozen=True)
class Ruled:
    """What rules alone say of a step where it was weighed: relevance judges this."""

    parties: tuple[Fact, ...]
    countries: tuple[Fact, ...]
    minerals: tuple[Fact, ...]


@dataclass(frozen=True)
class Step:
    """Who does what with whom about which minerals, as one article reports it."""

    role: str  # primary: the article's news; background: only recalled
    deal_type: str
    stage: str
    anchor: Fact  # the deal words; value is the instrument or verb class
    types: Mapping[str, float] = field(default_factory=dict)  # beside deal_type, see dealtype.likely_types
    event_date: dt.date | None = None
    date_precision: str | None = None  # day, month, year
    date_fact: Fact | None = None
    parties: tuple[Fact, ...] = ()
    ruled: Ruled | None = None
    minerals: tuple[Fact, ...] = ()
    countries: tuple[Fact, ...] = ()  # counterparts, without UZ
    places: tuple[Fact, ...] = ()
    values: tuple[Fact, ...] = ()
    people: tuple[Fact, ...] = ()  # who signed
    deadlines: tuple[Fact, ...] = ()  # what is promised by when
    follows: tuple[Fact, ...] = ()  # when the papers were made that it goes on with: a day, a month, or a span
    beside: tuple[Fact, ...] = ()  # a venture of it and who owns it, where they are no sides
    score: float = 0.0
    modality: str = "stated"  # stated, negated, planned, recalled


def unique(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Keep the first fact of each value."""
    seen: dict[str, Fact] = {}
    for fact in facts:
        seen.setdefault(fact.value, fact)
    return tuple(seen.values())
