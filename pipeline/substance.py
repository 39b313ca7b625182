"""The sentences of a step come in; its minerals, places and sums go out."""

import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.actors import unique
from pipeline.facts import Fact
from pipeline.fold import fold
from pipeline.lexicon import lexicon
from pipeline.money import Amount
from pipeline.reading import Reading

CLASS = "critical-minerals"
_CLASSES = (CLASS, "rare-metals")
_SHORTEST = 4
_NEAR = 60
_PART_OF = re.compile(r"(?:of which|из них|из которых|shundan|undan|шундан|davon|dont)\s*$", re.IGNORECASE)


def minerals(about: Sequence[Reading], readings: Sequence[Reading], bodies: Sequence[Fact]) -> tuple[Fact, ...]:
    """Return the minerals that the step is about; the class alone only where no mineral is named."""
    named = [Fact(found.term, found.start, found.end) for reading in about for found in reading.named("mineral")]
    associations = [fact for fact in bodies if fact.detail.get("role") == "association"]
    if associations or not named:
        named += [fact for body in associations or bodies for fact in _in_name(body, about[0].lang)]
    exact = [fact for fact in named if fact.value not in _CLASSES]
    if exact:
        return unique(exact)
    general = [Fact(CLASS, fact.start, fact.end) for fact in named]
    return unique(general) or _anywhere(readings)


def _anywhere(readings: Sequence[Reading]) -> tuple[Fact, ...]:
    """Fall back on the first mineral that the text names outside its lists of reserves."""
    for reading in readings:
        if not reading.of("noise", "reserves"):
            for found in reading.named("mineral"):
                term = CLASS if found.term in _CLASSES else found.term
                return (Fact(term, found.start, found.end, {"inferred": True}),)
    return ()


def _in_name(body: Fact, lang: str) -> list[Fact]:
    """Read a mineral out of a body's name: a tungsten association, a uranium company."""
    found: list[Fact] = []
    for word in re.findall(r"[^\W_]+(?: [^\W_]+)?", fold(body.detail.get("name", ""), lang).text):
        found += [Fact(term, body.start, body.end) for name, term in _names() if word.startswith(name) or word.endswith(name)]
    return found


@lru_cache(maxsize=1)
def _names() -> tuple[tuple[str, str], ...]:
    """Return every mineral's names, folded."""
    pairs = {
        (fold(name.text, name.lang).text, term.id)
        for term in lexicon()
        if term.kind == "mineral"
        for name in term.spellings
        if len(name.text) >= _SHORTEST and not name.weak
    }
    return tuple(sorted(pairs))


def places(about: Sequence[Reading]) -> tuple[Fact, ...]:
    """Return the places named in the sentences of a step."""
    return unique(Fact(found.term, found.start, found.end) for reading in about for found in reading.named("place"))


def values(about: Sequence[Reading], readings: Sequence[Reading]) -> tuple[Fact, ...]:
    """Return the sums of a step: named where it is told, or with a word of investment; no totals of other things."""
    told = {id(reading) for reading in about}
    facts: dict[tuple[float, str], Fact] = {}
    for reading in readings:
        if id(reading) not in told and not (reading.of("role", "value") and not reading.of("modality", "recall")):
            continue
        for amount in reading.amounts:
            if not _foreign(reading, amount):
                facts.setdefault((amount.amount, amount.currency), _fact(amount))
    return tuple(facts.values())


def _fact(amount: Amount) -> Fact:
    number = int(amount.amount) if amount.amount == int(amount.amount) else amount.amount
    detail = {"amount": number, "currency": amount.currency, "text": amount.text}
    return Fact(f"{number} {amount.currency}", amount.start, amount.end, detail)


def _foreign(reading: Reading, amount: Amount) -> bool:
    """Tell whether a sum is not this step's: a turnover, a portfolio, a reserve, a part of what was named before."""
    if _PART_OF.search(reading.document[max(0, amount.start - 14) : amount.start]):
        return True
    return any(
        reading.gap(word, amount) <= _NEAR
        and (reading.same_clause(word, amount) or reading.gap(word, amount) <= _NEAR // 3)
        for word in reading.of("noise", "total")
    )
