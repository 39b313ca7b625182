"""A document and what is found in it come in; where the text itself says that its companies sit goes out."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from pipeline.lexicon import HOME
from pipeline.tagging.known import Span
from pipeline.tagging.name_words import WORDS
from pipeline.words.fold import fold
from pipeline.words.tables import Patterns


class Mention(Span, Protocol):
    """A mention of a term: what it is, where it stands, which country it belongs to."""

    @property
    def kind(self) -> str:
        """What is named: a country, an organisation."""
        ...

    @property
    def term(self) -> str:
        """The id of what is named."""
        ...

    @property
    def country(self) -> str | None:
        """The country it belongs to."""
        ...


_REACH = 50  # characters between a country and the name of what is of it
_WORDS = Patterns(Path(__file__).with_suffix(".toml"), parts=("based", "adjective", "definite"))
_BASED = _WORDS.of_all("based")
_ADJECTIVE, _DEFINITE = _WORDS.by_language("adjective"), _WORDS.words("definite")


def seats(document: str, lang: str, found: Sequence[Mention]) -> dict[str, str]:
    """Return the countries, by term, that a text gives its companies: Сингапурский трейдер X, the Oslo-based trader."""
    said: dict[str, str] = {}
    for country in found:
        of_two = document[max(0, country.start - 1) : country.start] == "-"  # the Tajik-Chinese venture X
        if country.kind == "country" and country.country not in (HOME, None) and not of_two:
            for body in (*_named_behind(document, lang, country, found), *_meant(document, lang, country, found)):
                said.setdefault(body.term, str(country.country))
    return said


def _named_behind(document: str, lang: str, country: Mention, found: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the company that a country's adjective and a word of trade introduce."""
    shape = _ADJECTIVE.get(lang)
    if shape is None:
        return
    for body in found:
        if body.kind == "organisation" and 0 < body.start - country.end <= _REACH:
            between = shape.fullmatch(document, country.end, body.start)
            if between and _is_trade(between[1].strip(), lang):
                yield body
            return


def _meant(document: str, lang: str, country: Mention, found: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the company named last before one is spoken of as "the Singapore-based trader"."""
    based = _BASED.match(document, country.end) if lang == "en" else None
    if based and document[: country.start].endswith(_DEFINITE) and _is_trade(based[1], lang):
        before = [body for body in found if body.kind == "organisation" and body.end <= country.start]
        abroad = [body for body in before if body.country != HOME]
        yield from abroad[-1:]


def _is_trade(words: str, lang: str) -> bool:
    """Tell whether the last word says what a company does: сырьевой трейдер."""
    return _trades(lang).match(fold(words, lang).text.rpartition(" ")[2]) is not None


@lru_cache(maxsize=4)
def _trades(lang: str) -> re.Pattern[str]:
    return re.compile("|".join(word for word in WORDS["before"][lang] if " " not in word))
