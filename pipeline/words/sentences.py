"""A document comes in, its sentences go out with their spans, the headline first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_ENDS = re.compile(  # what may begin an end comes first, as one set: it is sought ten times as fast
    r"[.!?…。！？\n;](?:(?<=[.!?…])[.!?…]*[\"'»”’)\]]*\s+|(?<=[。！？])[。！？]*[」』”]?|(?<=\n)\n*|(?<=;)\s+)"
)
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st ltd co inc corp jr no vs feb jan mar apr aug sept sep oct nov dec gen gov rep sen approx est "  # noqa: SIM905 - a list of words reads as words
    "г гг млн млрд тыс долл руб им ул т д п стр обл р тн янв фев мар апр авг сен сент окт ноя дек "
    "mln mlrd ming bn mn mio mrd nr bzw ca etc al art kh sh ch yu минг".split()
)
_GERMAN_MONTH = re.compile(r"(?:Jan|Feb|März|April|Mai|Juni|Juli|Aug|Sept|Okt|Nov|Dez)")
_SIGNED = re.compile(r"[$€£¥₽]\s?[\d.,]+\s?(?:млн|млрд|mln|mlrd)$")  # $58 млн. Всего подписано: nothing more follows
_SUM = 20  # characters
_DAY_DIGITS = 2


@dataclass(frozen=True)
class Sentence:
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
    last = re.split(r"[\s(«“\"]", document[start : mark.start()])[-1]
    if last.isdigit() and len(last) <= _DAY_DIGITS and _GERMAN_MONTH.match(document, mark.end()):
        return False
    return not (
        last.lower() in _ABBREVIATIONS or (len(last) == 1 and last.isupper()) or re.fullmatch(r"(?:\w\.)+\w", last)
    )
