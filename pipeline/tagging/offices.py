"""A document and what is known in it come in; the ministries that it names by their charge alone go out, as states.

A country's own press writes "Minister of Mining and Energy" and never says whose; where a text tells of one country
abroad, and says of Uzbek offices that they are Uzbek, such an office is the other one's.
"""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pipeline.lexicon import HOME
from pipeline.tagging.known import Known
from pipeline.tagging.name_words import words
from pipeline.words.tables import Patterns

_WORDS = Patterns(Path(__file__).with_suffix(".toml"), parts=("before", "behind", "joint", "whose", "of", "at-home"))
_BEFORE, _BEHIND, _JOINT = map(_WORDS.by_language, ("before", "behind", "joint"))
_WHOSE, _OF, _AT_HOME = map(_WORDS.of_all, ("whose", "of", "at-home"))
_RANK = 7  # characters of a rank before an office: Deputy, Acting


class Office(NamedTuple):
    """Where a ministry or its minister is named, and the country whose state it acts for."""

    start: int
    end: int
    country: str


def offices(document: str, lang: str, known: Sequence[Known]) -> list[Office]:
    """Return the ministries that no lexicon holds: of a country beside them, or of the one that the text tells of."""
    if lang not in _BEFORE:
        return []
    found = [match.span() for match in _pattern(lang).finditer(document)]
    found = [span for span in found if not any(_is_known(*span, one) for one in known)]
    if not found:
        return []
    lands = [one for one in known if one.kind == "country"]
    abroad = _told_of(document, known, lands)
    whose = [(start, end, _beside(document, start, end, lands) or abroad) for start, end in found]
    return [Office(start, end, country) for start, end, country in whose if country not in (HOME, None)]


@cache
def _pattern(lang: str) -> re.Pattern[str]:
    word = rf"(?:{'|'.join(sorted(words('portfolios'), key=len, reverse=True))})(?!\w)"
    one = rf"{word}(?: {word})*"
    before, behind, joint = (table[lang].pattern for table in (_BEFORE, _BEHIND, _JOINT))
    charge = rf"{one}(?:{joint}{one})*"
    return re.compile(rf"(?<!\w)(?:{before}{charge}|{charge}{behind})")


def _is_known(start: int, end: int, one: Known) -> bool:
    """Tell whether an office is a body that is known as another state's, or by as many words."""
    if one.kind != "organisation" or one.end <= start or end <= one.start:
        return False
    return one.country != HOME or (one.start <= start + _RANK and end <= one.end)


def _beside(document: str, start: int, end: int, lands: Sequence[Known]) -> str | None:
    """Return the country right beside an office: Kazakh Minister of, the Ministry of ... of Bulgaria."""
    beside = (
        one.country
        for one in lands
        if (one.end <= start and _WHOSE.fullmatch(document, one.end, start))
        or (end <= one.start and _OF.fullmatch(document, end, one.start))
    )
    return next(beside, None)


def _told_of(document: str, known: Sequence[Known], lands: Sequence[Known]) -> str | None:
    """Return the only country abroad of the headline or else the text, if that says of Uzbek offices whose they are."""
    at_home = (one for one in known if one.kind == "organisation" and one.country == HOME)
    if not any(_says_whose(document, one, lands) for one in at_home):
        return None
    for limit in (document.find("\n"), len(document)):
        abroad = {one.country for one in lands if one.start < limit} - {HOME, None}
        if abroad:
            return abroad.pop() if len(abroad) == 1 else None
    return None


def _says_whose(document: str, office: Known, lands: Sequence[Known]) -> bool:
    named = _AT_HOME.search(document, office.start, office.end)
    return named is not None or _beside(document, office.start, office.end, lands) == HOME
