"""The sentences of a founding come in; the company that is founded, named in them or after them, goes out."""

from collections.abc import Sequence
from pathlib import Path

from pipeline.tag import Found
from pipeline.understanding.reading import Reading
from pipeline.words.tables import Patterns

_REACH = 40  # characters beside a name
_AFTER_FOUNDING = 2  # paragraphs
_WORDS = Patterns(Path(__file__).with_suffix(".toml"), parts=("named-before", "named-behind", "founders"))
_NAMED_BEFORE, _NAMED_BEHIND = _WORDS.of_all("named-before"), _WORDS.of_all("named-behind")
_FOUNDERS = _WORDS.of_all("founders")


def founded(told: Sequence[Reading], everything: Sequence[Reading]) -> list[tuple[Found, Reading]]:
    """Return the bodies that a founding step names as what it founds, each with its sentence."""
    paragraphs = [reading.sentence.paragraph for reading in told if reading.of("action", "found")]
    return [
        (found, reading)
        for reading in everything
        if any(0 <= reading.sentence.paragraph - paragraph <= _AFTER_FOUNDING for paragraph in paragraphs)
        for found in reading.named("organisation")
        if _is_named(reading, found)
    ]


def _is_named(reading: Reading, found: Found) -> bool:
    before = reading.document[max(reading.sentence.start, found.start - _REACH) : found.start]
    behind = reading.document[found.end : found.end + _REACH]
    return bool(_NAMED_BEFORE.search(before) or _NAMED_BEHIND.match(behind))


def names_founders(reading: Reading) -> bool:
    """Tell whether the sentence right behind one says who founded the company that it names: its founders are."""
    return bool(reading.named("organisation") and _FOUNDERS.match(reading.document, reading.sentence.end))
