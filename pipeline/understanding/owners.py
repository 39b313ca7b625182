"""A sentence comes in; it goes out without the bodies that only make up another: "X is a joint venture of A and B"."""

import itertools
from dataclasses import replace
from pathlib import Path

from pipeline.tag import Found
from pipeline.tagging.runs import LEGAL_AFTER
from pipeline.understanding.reading import Reading
from pipeline.words.fold import fold
from pipeline.words.tables import Patterns

_PATTERNS = Patterns(
    Path(__file__).with_suffix(".toml"),
    parts=("is", "aside", "whose", "of", "beside"),
)
_REACH = 60  # characters between an owner and what it owns
_BESIDE = _PATTERNS.of_all("beside")
_DEALS = ("sign", "adopt", "agree", "join", "award", "fund", "acquire", "cancel", "suspend")


def without_owners(reading: Reading) -> Reading:
    """Return a sentence without what it says a body is made up of; a headline and a founding tell their sides so."""
    if reading.title or not reading.named("organisation") or reading.of("modality", "plan"):
        return reading
    span = _statement(reading) or _aside(reading) or _owner(reading)
    return _without(reading, *span) if span else reading


def _statement(reading: Reading) -> tuple[int, int] | None:
    """Return where a sentence says what its first body is, and no deal besides."""
    if reading.of("action", *_DEALS):
        return None
    first = reading.named("organisation")[0]
    found = _found("is", reading, first.end)
    return (first.end, reading.sentence.end) if found else None


def _aside(reading: Reading) -> tuple[int, int] | None:
    """Return where an aside says what a body is: from its name to the comma before the verb."""
    for body in reading.named("organisation"):
        verb = next((word for word in reading.of("action") if word.start > body.end), None)
        if verb and _found("aside", reading, body.end):
            comma = max(reading.document.rfind(mark, body.end, verb.start) for mark in (",", " –", " —", " -"))
            return (body.end, comma) if comma > body.end else None
    return None


def _owner(reading: Reading) -> tuple[int, int] | None:
    """Return where the owner of a body is named right before it: Rosatom's mining arm Uranium One."""
    named = reading.named("organisation")
    for owner, body in itertools.pairwise(named):
        if body.start - owner.end <= _REACH and (_between(reading, owner, body) or _before(reading, owner, body)):
            return (owner.start, owner.end)
    return None


def _between(reading: Reading, owner: Found, body: Found) -> bool:
    pattern = _PATTERNS.get("whose", reading.lang)
    return pattern is not None and bool(pattern.fullmatch(_folded(reading, owner.end, body.start)))


def _before(reading: Reading, owner: Found, body: Found) -> bool:
    pattern = _PATTERNS.get("of", reading.lang)
    if pattern is None or not _BESIDE.fullmatch(reading.document, owner.end, body.start):
        return False
    before = _folded(reading, max(reading.sentence.start, owner.start - _REACH), owner.start)
    return any(match.end() == len(before) for match in pattern.finditer(before))


def _folded(reading: Reading, start: int, end: int) -> str:
    return fold(reading.document[start:end], reading.lang).text


def _found(part: str, reading: Reading, start: int) -> bool:
    pattern = _PATTERNS.get(part, reading.lang)
    if pattern is None:
        return False
    form = LEGAL_AFTER.match(reading.document, start)
    return pattern.match(_folded(reading, form.end() if form else start, reading.sentence.end)) is not None


def _without(reading: Reading, start: int, end: int) -> Reading:
    return replace(
        reading,
        words=[word for word in reading.words if not start <= word.start < end or word.concept == "holding"],
        found=[found for found in reading.found if found.kind != "organisation" or not start <= found.start < end],
    )
