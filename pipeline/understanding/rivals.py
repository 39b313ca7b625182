"""A body in a sentence comes in; whether it bid for, or wanted, what another one got goes out."""

from pathlib import Path

from pipeline.tag import Found
from pipeline.understanding.reading import Reading
from pipeline.words.tables import Patterns

_REACH = 90  # characters before a body in which the others of its list may stand
_WORDS = Patterns(
    Path(__file__).with_suffix(".toml"), parts=("loser-before", "loser-behind", "suitor-before", "suitor-behind")
)
_LOSER_BEFORE, _LOSER_BEHIND = _WORDS.of_all("loser-before"), _WORDS.of_all("loser-behind")
_SUITOR_BEFORE, _SUITOR_BEHIND = _WORDS.of_all("suitor-before"), _WORDS.of_all("suitor-behind")


def is_rival(reading: Reading, found: Found) -> bool:
    """Tell whether a body lost what another one got, ahead of X and Y, or had wanted it: courted before by X and Y."""
    before = reading.document[max(reading.sentence.start, found.start - _REACH) : found.start]
    if _LOSER_BEFORE.search(before) or _LOSER_BEHIND.match(reading.document, found.end):
        return True
    if reading.title or reading.document.endswith("\n\n", 0, reading.sentence.start):
        return False  # there it is the news that somebody wants it
    return bool(_SUITOR_BEFORE.search(before) or _SUITOR_BEHIND.match(reading.document, found.end))
