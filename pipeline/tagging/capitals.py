"""A document and what is known in it come in; where capitals act for their states goes out: Tashkent and Tokyo sign."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from pipeline.lexicon import HOME
from pipeline.tagging.known import Known
from pipeline.tagging.origin import RUSSIAN, capitals
from pipeline.words.inflect import city_with
from pipeline.words.tables import Patterns

_WORDS = Patterns(Path(__file__).with_suffix(".toml"), parts=("between", "headline", "placed", "named-after"))
_BETWEEN, _HEADLINE, _PLACED, _NAMED_AFTER = map(_WORDS.by_language, ("between", "headline", "placed", "named-after"))
_REACH = 12  # characters before a pair


class Capital(NamedTuple):
    """Where a capital stands for a state, and the country."""

    start: int
    end: int
    country: str


def acting_capitals(document: str, lang: str, known: Sequence[Known]) -> list[Capital]:
    """Return the capitals that a word joins to home, or home's to a country, none where both are only places."""
    cities = [*_named(document)] if lang in _BETWEEN else []
    if not cities:
        return []
    lands = [Capital(one.start, one.end, str(one.country)) for one in known if one.kind == "country" and one.country]
    sides = sorted([*cities, *lands])
    acting: dict[Capital, None] = {}
    for left, right in pairwise(sides):
        if _is_with_home(left, right) and _are_joined(document, lang, left, right):
            acting |= dict.fromkeys(one for one in (left, right) if one in cities)
    return list(acting)


def _named(document: str) -> Iterator[Capital]:
    """Yield the capitals that are named: whole words are looked for only where two letters of one stand."""
    end = 0
    for begun in _beginnings().finditer(document):
        if begun.start() >= end and (match := _cities().match(document, begun.start())):
            end = match.end()
            yield Capital(*match.span(), capitals()[_names()[match[0]]])


def _is_with_home(left: Capital, right: Capital) -> bool:
    return left.country != right.country and HOME in (left.country, right.country)


def _are_joined(document: str, lang: str, left: Capital, right: Capital) -> bool:
    """Tell whether two stand side by side as those who act, and not as places."""
    title = right.end <= document.find("\n")
    joints = [_BETWEEN[lang], *([_HEADLINE[lang]] if title and lang in _HEADLINE else [])]
    if not any(joint.fullmatch(document, left.end, right.start) for joint in joints):
        return False
    placed, behind = _PLACED.get(lang), _NAMED_AFTER.get(lang)
    if placed and placed.search(document, max(0, left.start - _REACH), left.start):
        return False
    return not (behind and behind.match(document, right.end))


@cache
def _cities() -> re.Pattern[str]:
    """Return the pattern of all capitals, Russian ones also as those with whom somebody deals: с Ташкентом."""
    names = sorted(_names(), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])")


def _forms(name: str) -> tuple[str, ...]:
    return (name, *(city_with(name) if RUSSIAN.fullmatch(name) else ()))


@cache
def _names() -> dict[str, str]:
    return {form: name for name in capitals() for form in _forms(name)}


@cache
def _beginnings() -> re.Pattern[str]:
    """Return the pattern of the first letters of all capitals; one that begins with letters is sought far faster."""
    second: defaultdict[str, set[str]] = defaultdict(set)
    for name in _names():
        second[name[0]].add(name[1])
    return re.compile("|".join(f"{letter}(?=[{''.join(sorted(behind))}])" for letter, behind in sorted(second.items())))
