"""What is understood of a document comes in; it goes out without the listed names that are part of longer ones."""

import re
from collections.abc import Sequence
from pathlib import Path

from pipeline.tagging.known import Known
from pipeline.tagging.name_words import words
from pipeline.words.tables import Patterns

_HEAD = re.compile(r"[«“„\"]([A-ZА-ЯЁЎҚҒҲ][\w’‘ʻ-]{2,}) $")
_CLOSES = re.compile(r"[»”\"]")
_LONGEST_HEAD = 24
_WORDS = Patterns(Path(__file__).with_suffix(".toml"), parts=("of-kind", "placed"))
_OF_KIND, _PLACED = _WORDS.of_all("of-kind"), _WORDS.of_all("placed")
_OPENS = '«“„"'
_LATIN = re.compile(r"[A-Z][\w’‘ʻ-]+")
_PLACED_REACH = 8  # characters before a place in which its preposition stands
_SPACE = 4  # characters between a place's name and what it begins
_GOES_ON = re.compile(r"(?: [A-Z][\w-]+){1,3} ([A-Z][\w-]+)(?![\w-])")


def without_parts(document: str, known: Sequence[Known]) -> list[Known]:
    """Return what is understood but the listed bodies whose names only begin or end another's."""
    bodies = [span for span in known if span.kind == "organisation"]
    places = [span for span in known if span.kind == "place"] if bodies else []
    parts = {span.start for span in bodies if _is_part(document, span, places, known)}
    return [span for span in known if span.start not in parts]


def _is_part(document: str, span: Known, places: Sequence[Known], known: Sequence[Known]) -> bool:
    """Tell whether a name only begins or ends another's: Khandiza Polymetal, Cauldron Peak Energy."""
    before = [place for place in places if 0 < span.start - place.end <= _SPACE]
    return (
        _ends_quoted(document, span, before)
        or any(_ends_unquoted(document, span, place) for place in before)
        or _begins(document, span, known)
    )


def _ends_quoted(document: str, span: Known, places: Sequence[Known]) -> bool:
    """Tell whether the name only ends a quoted one that begins with a place: «Хондиза Полиметалл»."""
    if (head := _HEAD.search(document, max(0, span.start - _LONGEST_HEAD), span.start)) and _CLOSES.match(
        document, span.end
    ):
        return head[1] not in words("legal") | words("shared") and not _OF_KIND.match(head[1])
    return any(_is_quoted(document, place) and document[place.end : span.start] == " " for place in places)


def _is_quoted(document: str, place: Known) -> bool:
    return place.start > 0 and document[place.start - 1] in _OPENS


def _ends_unquoted(document: str, span: Known, place: Known) -> bool:
    """Tell whether one word of Latin letters stands right behind an Uzbek place's, which no preposition governs."""
    if document[place.end : span.start] != " " or _is_quoted(document, place):
        return False
    both = (document[place.start : place.end], document[span.start : span.end])
    if not all(_LATIN.fullmatch(name) for name in both) or both[1].isupper():
        return False
    return _PLACED.search(document, max(0, place.start - _PLACED_REACH), place.start) is None


def _begins(document: str, span: Known, known: Sequence[Known]) -> bool:
    """Tell whether one word begins a name of three or more that ends as companies' names do: Cauldron Peak Energy."""
    if not _LATIN.fullmatch(document, span.start, span.end):
        return False
    on = _GOES_ON.match(document, span.end)
    if on is None or on[1] not in words("heads") or on[1] in words("legal"):
        return False
    if all(word in words("heads") for word in on[0].split()):  # Orano Energy Trading says only what Orano does
        return False
    return not any(other.start < on.end() and span.end <= other.start for other in known)
