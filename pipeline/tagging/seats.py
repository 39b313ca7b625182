"""A document and what is found in it come in; where the text itself says that its companies sit goes out."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from pipeline.lexicon import HOME, lexicon
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
_WORDS = Patterns(
    Path(__file__).with_suffix(".toml"),
    parts=("based", "adjective", "seated", "sits", "before-seat", "behind-seat", "definite"),
)
_BASED = _WORDS.of_all("based")
_ADJECTIVE, _DEFINITE = _WORDS.by_language("adjective"), _WORDS.words("definite")
_SEATED, _SITS = _WORDS.by_language("seated"), _WORDS.by_language("sits")
_BEFORE_SEAT, _BEHIND_SEAT = _WORDS.by_language("before-seat"), _WORDS.by_language("behind-seat")


def seats(document: str, lang: str, found: Sequence[Mention]) -> dict[str, str]:
    """Return the countries, by term, that a text gives its companies: Сингапурский трейдер X, the Oslo-based trader."""
    said: dict[str, str] = {}
    firms = [body for body in found if _is_firm(body)]
    for country in found:
        of_two = document[max(0, country.start - 1) : country.start] == "-"  # the Tajik-Chinese venture X
        if country.kind == "country" and country.country not in (HOME, None) and not of_two:
            named = _named_behind(document, lang, country, found)
            for body in (*named, *_meant(document, lang, country, found), *_registered(document, lang, country, firms)):
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


def _registered(document: str, lang: str, country: Mention, firms: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the listed company beside a country in which it is said to sit, or of which it is said to be."""
    seated, sits, behind = _SEATED.get(lang), _SITS.get(lang), _BEHIND_SEAT.get(lang)
    opens = _BEFORE_SEAT[lang].search(document, max(0, country.start - _REACH), country.start) if behind else None
    shapes = [shape for shape in (seated, behind if opens else None) if shape]
    for body in firms:
        if 0 < body.start - country.end <= _REACH:
            if any(shape.fullmatch(document, country.end, body.start) for shape in shapes):
                yield body
        elif sits and 0 < country.start - body.end <= _REACH and sits.fullmatch(document, body.end, country.start):
            yield body


def _is_firm(body: Mention) -> bool:
    """Tell whether a body is a firm that a list gives a country: what belongs to no state belongs to none."""
    term = lexicon().terms.get(body.term)
    listed = term is not None and term.type in ("company", "joint-venture")
    return body.kind == "organisation" and body.country is not None and listed


def _is_trade(words: str, lang: str) -> bool:
    """Tell whether the last word says what a company does: сырьевой трейдер."""
    return _trades(lang).match(fold(words, lang).text.rpartition(" ")[2]) is not None


@lru_cache(maxsize=4)
def _trades(lang: str) -> re.Pattern[str]:
    return re.compile("|".join(word for word in WORDS["before"][lang] if " " not in word))
