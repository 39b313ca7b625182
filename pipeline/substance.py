"""The sentences of a step come in; its minerals and places go out."""

import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.facts import Fact, unique
from pipeline.fold import fold
from pipeline.lexicon import HOME, lexicon
from pipeline.reading import Reading
from pipeline.tag import Found

CLASS = "critical-minerals"
_CLASSES = (CLASS, "rare-metals")
_RAW = {"quartz": "silicon", "fluorine": "fluorspar"}
_SHORTEST = 4
_WHAT_IT_IS = re.compile(  # X, a maker of copper and zinc wire
    r"(?:, |\b)(?:an?|the|one of [^,;]*) (?:[\w'’-]+ ){0,4}(?:makers?|producers?|miners?|suppliers?|manufacturers?|"
    r"smelters?|refiners?|exporters?|importers?) of "
    r"(?:(?!will\b|has\b|have\b|is\b|was\b|to\b|signed\b|agreed\b|said\b)[\w-]+(?:,| and)? ){0,4}$"
)
_SORT_OF_COMPANY = re.compile(
    r"[ -](?:producers?|makers?|miners?|giant|majors?|traders?|suppliers?|smelters?|refiners?|explorers?|company|group|"
    r"firm|manufacturers?|combine|holding|specialists?|importers?|exporters?)\b"
)
_SITE = re.compile(r"\b(?:mines?|projects?|propert(?:y|ies)|deposits?|tenements?|operations?|fields?) in [A-Z]")
_SOURCE = re.compile(
    r"\bfrom (?:[\w-]+ ){0,2}\|[ -](?:mill )?(?:tailings|dumps|waste|slags?|residues?|wastewater|anode slimes?|"
    r"slimes?|ash|scrap|dust)\b"
)
_ADJECTIVE = re.compile(r"(?<=\w{3}н)ый$")  # медный, медную, медной


def minerals(
    about: Sequence[Reading], told: Sequence[Reading], readings: Sequence[Reading], bodies: Sequence[Fact]
) -> tuple[Fact, ...]:
    """Return the minerals that the step is about; the class alone only where no mineral is named.

    Of the sentences that say more of it than those that have ``told`` it, what only describes a side says none.
    """
    said = [(reading, found) for reading in about for found in reading.named("mineral")]
    own = [
        found
        for reading, found in said
        if not _is_by_the_way(reading, found) and (reading.title or reading in told or not _describes(reading))
    ]
    own = own or [found for _, found in said]
    named = [Fact(found.term, found.start, found.end) for found in own]
    associations = [fact for fact in bodies if fact.detail.get("role") == "association"]
    if associations or not named:
        named += [
            fact for body in associations or bodies for fact in _in_name(body, about[0].lang, sure=bool(associations))
        ]
    exact = _without_raw([fact for fact in named if fact.value not in _CLASSES])
    if exact:
        return unique(exact)
    general = [Fact(CLASS, fact.start, fact.end) for fact in named]
    return unique(general) or _anywhere(readings)


def _without_raw(named: list[Fact]) -> list[Fact]:
    """Leave out what is only the ore or the element of another mineral that is named: the quartz of silicon."""
    values = {fact.value for fact in named}
    return [fact for fact in named if _RAW.get(fact.value) not in values]


def _describes(reading: Reading) -> bool:
    """Tell whether a sentence says what somebody is known for or what a metal is for, or what found no buyer."""
    return bool(reading.of("noise", "portrait")) or _is_of_another_site(reading)


def _is_of_another_site(reading: Reading) -> bool:
    """Tell whether a sentence names a mine or a project elsewhere, and no place of the country."""
    home = any(found.country == HOME for found in reading.named("place", "country"))
    return not home and bool(_SITE.search(reading.text))


def _is_by_the_way(reading: Reading, found: Found) -> bool:
    """Tell whether a mineral only says what a company is, what it is known for, or what another is won from."""
    if not reading.of("action") and reading.of("noise", "portrait"):
        return True
    before, behind = (
        reading.document[reading.sentence.start : found.start],
        reading.document[found.end : found.end + 24],
    )
    return bool(
        _WHAT_IT_IS.search(before) or _SORT_OF_COMPANY.match(behind) or _SOURCE.search(before[-30:] + "|" + behind)
    )


def _anywhere(readings: Sequence[Reading]) -> tuple[Fact, ...]:
    """Fall back on the first sentence that names minerals outside the lists of reserves."""
    for reading in readings:
        named = [] if reading.of("noise", "reserves") else reading.named("mineral")
        exact = [found for found in named if found.term not in _CLASSES]
        if named:
            terms = [(found, found.term) for found in exact] or [(named[0], CLASS)]
            return unique(Fact(term, found.start, found.end, {"inferred": True}) for found, term in terms)
    return ()


def _in_name(body: Fact, lang: str, *, sure: bool) -> list[Fact]:
    """Read a mineral out of a body's name: a tungsten association, a uranium company."""
    detail = {} if sure else {"inferred": True}
    return [Fact(term, body.start, body.end, dict(detail)) for term in _said(body.detail.get("name", ""), lang)]


@lru_cache(maxsize=10_000)
def _said(name: str, lang: str) -> tuple[str, ...]:
    """Return the minerals that a name says."""
    folded = fold(name, lang).text
    words = re.findall(r"[^\W_]+", folded)
    return tuple(term for said, term in _names() if _is_in(said, words, folded))


def _is_in(said: str, words: list[str], name: str) -> bool:
    """Tell whether a body's name says a mineral: a word of it begins or ends so; a short one must be the whole word."""
    if len(said) < _SHORTEST:
        return said in words
    return said in name if " " in said else any(word.startswith(said) or word.endswith(said) for word in words)


@lru_cache(maxsize=1)
def _names() -> tuple[tuple[str, str], ...]:
    """Return every mineral's names, folded."""
    pairs = {
        (_ADJECTIVE.sub("", fold(name.text, name.lang).text), term.id)
        for term in lexicon()
        if term.kind == "mineral"
        for name in term.spellings
        if not name.weak or len(name.text) < _SHORTEST
    }
    return tuple(sorted(pairs))


def places(about: Sequence[Reading]) -> tuple[Fact, ...]:
    """Return the places named in the sentences of a step."""
    return unique(Fact(found.term, found.start, found.end) for reading in about for found in reading.named("place"))
