"""A document comes in; the names go out that it gives to what is no body: to exhibitions, to guarantees."""

import re
from functools import lru_cache

from pipeline.tagging.runs import WORDS
from pipeline.words.fold import fold

_QUOTED = r"[«“„\"]([^«»“”„\"\n]{2,60})[»”“\"]"
_AROUND = 40  # characters on each side of a quoted name in which an event's word may stand
_ACRONYM = re.compile(r"((?:(?<![\w-])[^\W\d_A-ZА-ЯЁЎҚҒҲӘІҢҮҰӨҺ][^\W\d_]*[ -]){2,6})\(([A-Z][A-Z-]{1,6})\)")
_SPACED_CYRILLIC = ("ru", "uz-Cyrl", "kk")
_CASE = 2  # letters of an ending: на «Иннопроме»


def is_thing(name: str, things: frozenset[str]) -> bool:
    """Tell whether a name is one of these, be it in another case."""
    return any(name.startswith(thing) and len(name) - len(thing) <= _CASE for thing in things)


def things(document: str, lang: str) -> frozenset[str]:
    """Return the names of events and of things which a document introduces as such."""
    return frozenset({*_events(document, lang), *_abbreviations(document, lang)})


def _events(document: str, lang: str) -> set[str]:
    """Return the quoted names beside a word for an event, and what such a name begins with: «Иннопром. Азия»."""
    words = _alternatives("event", lang.partition("-")[0])
    if words is None or not words.search(fold(document, lang).text):
        return set()
    names = set()
    for match in re.finditer(_QUOTED, document):
        left = fold(document[max(0, match.start() - _AROUND) : match.start()], lang).text
        right = fold(document[match.end() : match.end() + _AROUND], lang).text
        if _last(words, left) or words.match(right.lstrip()):
            names |= {match[1], match[1].partition(".")[0]}
    return names


def _last(words: re.Pattern[str], left: str) -> bool:
    """Tell whether the last word before a name is an event's: международной выставке «X»."""
    return words.match(left.rstrip().rpartition(" ")[2]) is not None


def _abbreviations(document: str, lang: str) -> set[str]:
    """Return what stands in brackets behind words in lower case that speak of no body: гарантией (UFK)."""
    kinds = _alternatives("before", lang.partition("-")[0]) if lang in _SPACED_CYRILLIC else None
    if kinds is None:
        return set()
    found = _ACRONYM.finditer(document)
    return {match[2] for match in found if not kinds.search(fold(match[1], lang).text)}


@lru_cache(maxsize=32)
def _alternatives(part: str, tongue: str) -> re.Pattern[str] | None:
    words = WORDS[part].get(tongue)
    return re.compile(rf"\b(?:{'|'.join(words)})") if words else None
