"""A document comes in, its sentences go out with their spans, the headline first."""

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pipeline.words.tables import Patterns

_ENDS = re.compile(  # what may begin an end comes first, as one set: it is sought ten times as fast
    r"[.!?…。！？\n;](?:(?<=[.!?…])[.!?…]*[\"'»”’)\]]*\s+|(?<=[。！？])[。！？]*[」』”]?|(?<=\n)\n*|(?<=;)\s+)"
)
_WORDS = Patterns(
    Path(__file__).with_suffix(".toml"), parts=("abbreviations", "german-month", "counted", "firm-forms", "opening")
)
_ABBREVIATIONS = frozenset(_WORDS.words("abbreviations"))
_FORMS = frozenset(_WORDS.words("firm-forms"))
_GERMAN_MONTH = _WORDS.of_all("german-month")
_SIGNED = _WORDS.of_all("counted")  # $58 млн. Всего подписано: nothing more follows
_OPENING = _WORDS.of_all("opening")  # Orchid Co. Ltd. The firm pays: nothing more is of the name
_SUM = 20  # characters
_DAY_DIGITS = 2
_BORDER = re.compile(r"[\s(«“\"]")  # before a word
_LONGEST_WORD = 60  # characters: a longer one is no abbreviation


class Sentence(NamedTuple):
    """A stretch of the document; paragraph 0 is the headline."""

    start: int
    end: int
    paragraph: int


@lru_cache(maxsize=8)  # a document's steps and its relevance ask for them
def sentences(document: str) -> Sequence[Sentence]:
    """Split at sentence ends, lines and semicolons, but not behind abbreviations, initials and German ordinals."""
    found: list[Sentence] = []
    start, paragraph = 0, 0
    for mark in _ENDS.finditer(document):
        line_ends = "\n" in mark[0]
        if not line_ends and not _is_end(document, start, mark):
            continue
        if document[start : mark.start()].strip():
            found.append(Sentence(start, start + len(document[start : mark.end()].rstrip()), paragraph))
        start = mark.end()
        paragraph += line_ends
    if document[start:].strip():
        found.append(Sentence(start, len(document), paragraph))
    return found


def _is_end(document: str, start: int, mark: re.Match[str]) -> bool:
    """Tell a full stop from the dot of an abbreviation, an initial or a number."""
    if mark[0][0] in "。！？!?…;":
        return True
    following = document[mark.end() : mark.end() + 1]
    if not following or following.islower():
        return not following
    if _SIGNED.search(document, max(start, mark.start() - _SUM), mark.start()):
        return True
    last = _BORDER.split(document[max(start, mark.start() - _LONGEST_WORD) : mark.start()])[-1]
    if last.lower() in _FORMS and _OPENING.match(document, mark.end()):
        return True
    if last.isdigit() and len(last) <= _DAY_DIGITS and _GERMAN_MONTH.match(document, mark.end()):
        return False
    return not (
        last.lower() in _ABBREVIATIONS or (len(last) == 1 and last.isupper()) or re.fullmatch(r"(?:\w\.)+\w", last)
    )
