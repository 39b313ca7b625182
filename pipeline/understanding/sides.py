"""A body or a country that a sentence names comes in; the side of a step that it is goes out as a fact."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.tag import Found
from pipeline.understanding.actors import as_state, bodies, body_type, home_country, is_bank
from pipeline.understanding.facts import Fact, unique
from pipeline.understanding.reading import Reading
from pipeline.understanding.roles import role

OPENING_SENTENCES = 6  # in which the sides of a step may be named without acting


def named_in(readings: Sequence[Reading]) -> list[tuple[Found, Reading]]:
    """Return the bodies that act in sentences, each with its sentence; a ministry stands for its state."""
    return [(as_state(found, reading), reading) for reading in readings for found in bodies(reading)]


def is_state_name(found: Found) -> bool:
    """Tell whether a body is a state itself."""
    return found.term.endswith("-gov")


def state(found: Found) -> Fact:
    """Return the state of a country that is named barely, as a side."""
    value = "eu" if found.country == "EU" else f"{(found.country or '').lower()}-gov"
    detail = {"role": "state", "country": found.country, "name": found.surface, "bare": True}
    return Fact(value, found.start, found.end, detail)


def party(found: Found, reading: Reading) -> Fact:
    """Return a body as a side, with its role, its country and the part that it takes."""
    kinds = {
        "association": "association",
        "bank": "lender",
        "ministry": "state",
        "government": "state",
        "union": "state",
    }
    kind = "state" if is_state_name(found) else kinds.get(body_type(found) or "", "party")
    kind = "lender" if kind == "party" and is_bank(found) else kind
    detail = {"role": kind, "country": home_country(found, reading), "name": found.surface}
    part = role(found, reading) if kind == "party" else None
    return Fact(found.term, found.start, found.end, detail | ({"part": part} if part else {}))


def with_parts(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Keep the first fact of each body, with the part that any of them gives it."""
    parts = {fact.value: fact.detail["part"] for fact in reversed(facts) if "part" in fact.detail}
    return tuple(
        replace(fact, detail=fact.detail | {"part": parts[fact.value]}) if fact.value in parts else fact
        for fact in unique(facts)
    )
