"""A country in a sentence comes in; whether something is only done there, or goes there, goes out."""

from pathlib import Path

from pipeline.tag import Found
from pipeline.understanding.reading import Reading
from pipeline.words.tables import Patterns

_PLACE_REACH = 24  # characters before a country in which a word of place may stand
_LIST_REACH = 90  # characters before a country in which a list of others may stand
_WORDS = Patterns(
    Path(__file__).with_suffix(".toml"), parts=("located-before", "located-behind", "bound-before", "bound-behind")
)
_LOCATED_BEFORE, _LOCATED_BEHIND = _WORDS.of_all("located-before"), _WORDS.of_all("located-behind")
_BOUND_BEFORE, _BOUND_BEHIND = _WORDS.of_all("bound-before"), _WORDS.of_all("bound-behind")


def is_located(reading: Reading, found: Found) -> bool:
    """Tell whether a country is only where something is done: drilled in Laos, в Лаосе, Laosda, 在老挝."""
    before = reading.document[max(reading.sentence.start, found.start - _PLACE_REACH) : found.start]
    return bool(_LOCATED_BEFORE.search(before) or _LOCATED_BEHIND.match(reading.document, found.end))


def is_bound_for(reading: Reading, found: Found) -> bool:
    """Tell whether a country is only where goods go: sold to Oman, в Казахстан, Xitoyga."""
    before = reading.document[max(reading.sentence.start, found.start - _LIST_REACH) : found.start]
    return bool(_BOUND_BEFORE.search(before) or _BOUND_BEHIND.match(reading.document, found.end))
