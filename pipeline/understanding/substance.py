"""The sentences of a step come in; its minerals and places go out."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from pipeline.lexicon import lexicon
from pipeline.tag import Found
from pipeline.understanding.facts import Fact, unique
from pipeline.understanding.incidental import BREATH, is_by_the_way, is_left_out, is_of_a_company, is_won_from
from pipeline.understanding.mineral_model import CLASSES, PRECIOUS, WEIGHTS, candidates
from pipeline.understanding.reading import Reading
from pipeline.understanding.weighing import log_odds
from pipeline.understanding.yields import following, lists_reserves, yielded
from pipeline.words.fold import fold
from pipeline.words.phrases import CJK_SIGN
from pipeline.words.tables import Patterns

CLASS = "critical-minerals"
_OTHER_THINGS = ("price", "review", "opinion", "reserves", "portrait")
_RAW = {"quartz": "silicon", "fluorine": "fluorspar"}
_SHORTEST = 4
_WORDS = Patterns(Path(__file__).with_suffix(".toml"), parts=("other-things", "adjective", "iron-ore"))
_ENDINGS = _WORDS.words("other-things")
_ADJECTIVE = _WORDS.of_all("adjective")
_IRON_ORE = _WORDS.of_all("iron-ore")


def likely_minerals(
    ruled: Sequence[Fact],
    about: Sequence[Reading],
    told: Sequence[Reading],
    readings: Sequence[Reading],
    bodies: Sequence[Fact],
) -> tuple[Fact, ...]:
    """Return what is likely the step's own of all minerals that a text names; ``ruled`` are those by rules."""
    weighed = candidates(ruled, told, about, readings, {fact.value for fact in bodies})
    likely = [one.fact for one in weighed if log_odds(one.found, WEIGHTS) > 0]
    left = _left_out(told, readings) | _of_companies(readings) if likely else set()
    left |= _only_recalled(readings) - {fact.value for fact in ruled}
    left |= _of_iron_ore(readings)
    likely = [fact for fact in likely if fact.value not in left] or likely
    exact = _without_raw([fact for fact in likely if fact.value not in CLASSES])
    return unique(exact) or unique(Fact(CLASS, fact.start, fact.end, fact.detail) for fact in likely) or tuple(ruled)


def of_what_is_joined(named: Sequence[Fact], told: Sequence[Reading], bodies: Sequence[Fact]) -> tuple[Fact, ...]:
    """Leave out what only other sentences name, where what is joined beside the news says in its name what it is of."""
    associations = [fact for fact in bodies if fact.detail.get("role") == "association"]
    own = {fact.value for body in associations for fact in _in_name(body, told[0].lang, sure=True)}
    spoken = {found.term for reading in told if not reading.title for found in reading.named("mineral")}
    return tuple(fact for fact in named if not own or fact.value in own | spoken) or tuple(named)


def _left_out(told: Sequence[Reading], readings: Sequence[Reading]) -> set[str]:
    """Return what a text says that the deal does without, and names nowhere in what tells it."""
    dealt = {found.term for one in told for found in one.named("mineral") if not is_left_out(one, found)}
    return {found.term for one in readings for found in one.named("mineral") if is_left_out(one, found)} - dealt


def _only_recalled(readings: Sequence[Reading]) -> set[str]:
    """Return what a text names only where it recalls something: last year a Korean firm began to look for lanthanum."""
    named = [(reading, found.term) for reading in readings for found in reading.named("mineral")]
    return {term for _, term in named} - {term for reading, term in named if not reading.of("modality", "recall")}


def _of_iron_ore(readings: Sequence[Reading]) -> set[str]:
    """Return titanium where a text names iron, and titanium only by its ore, titanomagnetite, or among reserves."""
    named = [(reading, found) for reading in readings for found in reading.named("mineral")]
    ores = {found.term for _, found in named if _IRON_ORE.match(found.surface)}
    spoken = {
        found.term
        for reading, found in named
        if not (_IRON_ORE.match(found.surface) or reading.of("noise", "reserves"))
    }
    return ores - spoken if "iron" in spoken else set()


def _of_companies(readings: Sequence[Reading]) -> set[str]:
    """Return what a text names only to say what sort of companies it speaks of: the world's largest copper producer."""
    named = [(reading, found) for reading in readings for found in reading.named("mineral")]
    rest = {found.term for reading, found in named if not is_of_a_company(reading, found)}
    return {found.term for _, found in named} - rest


def minerals(
    about: Sequence[Reading], told: Sequence[Reading], readings: Sequence[Reading], bodies: Sequence[Fact]
) -> tuple[Fact, ...]:
    """Return the minerals that the step is about by rules; the class alone only where no mineral is named.

    ``about`` are the sentences of the step, and of them ``told`` those that tell it.
    """
    said = [(reading, found) for reading in about for found in reading.named("mineral")]
    sides = {fact.value for fact in bodies}
    telling = {reading.sentence.start for reading in told}
    own = [
        found
        for reading, found in said
        if not is_by_the_way(reading, found, sides, told=reading.title or reading.sentence.start in telling)
    ]
    further = list(yielded(about, told, readings, sides))
    associations = [fact for fact in bodies if fact.detail.get("role") == "association"]
    joined = [fact for body in associations for fact in _in_name(body, about[0].lang, sure=True)]
    if said:  # what is only named by the way counts where nothing else does, not even the name of what is joined
        own = [*own, *further] or ([] if joined else _not_left_out(said))
    left = {found.start for reading, found in said if is_left_out(reading, found)}
    named = [*(_dealt_in(found, left=found.start in left) for found in own), *joined]
    if not (associations or named):
        named = [fact for body in bodies for fact in _in_name(body, about[0].lang, sure=False)]
    exact = _without_raw([fact for fact in named if fact.value not in CLASSES])
    if exact:
        return unique(exact)
    if named:
        spelled = unique(_spelled_out(readings)) or unique(_described(told, readings, sides))
        return spelled or unique(Fact(CLASS, fact.start, fact.end) for fact in named)
    return _anywhere(readings, further)


def _dealt_in(found: Found, *, left: bool) -> Fact:
    """Return a mineral as a fact, which says so where the deal leaves out even this one: no helium is extracted."""
    return Fact(found.term, found.start, found.end, {"left_out": True} if left else {})


def _not_left_out(said: Sequence[tuple[Reading, Found]]) -> list[Found]:
    """Return what is named by the way, without what the deal is said to leave out: uranium is no part of it."""
    return [found for reading, found in said if not is_left_out(reading, found)] or [found for _, found in said]


def _spelled_out(readings: Sequence[Reading]) -> Iterator[Fact]:
    """Yield the minerals that a sentence counts up behind their class: critical materials, tungsten among them."""
    for reading in readings:
        if reading.of("noise", *_OTHER_THINGS) or reading.of("modality", "recall", "further"):
            continue
        classes = [found.end for found in reading.named("mineral") if found.term == CLASS]
        for found in reading.named("mineral") if classes else ():
            beside = found.start - min(classes) <= BREATH  # is not counted up
            if found.term not in CLASSES and not beside:
                yield Fact(found.term, found.start, found.end)


def _described(told: Sequence[Reading], readings: Sequence[Reading], sides: Collection[str]) -> Iterator[Fact]:
    """Yield the minerals of the sentences that go on with a step of which only the class is told: they say of which."""
    for reading in following(told, readings, sides):
        named = reading.named("mineral")
        other = {found.term for found in named} & {*CLASSES, *PRECIOUS}
        if other or reading.of("modality", "recall", "hearsay"):
            continue
        for found in named:
            if not is_by_the_way(reading, found, sides, told=False):
                yield Fact(found.term, found.start, found.end)


def _without_raw(named: list[Fact]) -> list[Fact]:
    """Leave out what is only the ore or the element of another mineral that is named: the quartz of silicon."""
    values = {fact.value for fact in named}
    return [fact for fact in named if _RAW.get(fact.value) not in values]


def _anywhere(readings: Sequence[Reading], further: Sequence[Found]) -> tuple[Fact, ...]:
    """Fall back on what is said to be sought or covered, and on the first sentence that names minerals, no reserves."""
    sure = [Fact(found.term, found.start, found.end) for found in further]
    for reading in readings:
        named = [] if lists_reserves(reading) else reading.named("mineral")
        if named:
            exact = [found for found in named if found.term not in CLASSES and not is_won_from(reading, found)]
            guessed = [Fact(found.term, found.start, found.end, {"inferred": True}) for found in exact]
            return unique([*sure, *guessed]) or (Fact(CLASS, named[0].start, named[0].end, {"inferred": True}),)
    return unique(sure)


def _in_name(body: Fact, lang: str, *, sure: bool) -> list[Fact]:
    """Read a mineral out of a body's name: a tungsten association, a uranium company."""
    detail = {} if sure else {"inferred": True}
    names = [body.detail.get("name", ""), lexicon().name(body.value, lang)]
    said = dict.fromkeys(term for name in names for term in _said(name, lang))
    return [Fact(term, body.start, body.end, dict(detail)) for term in said]


@lru_cache(maxsize=10_000)
def _said(name: str, lang: str) -> tuple[str, ...]:
    """Return the minerals that a name says."""
    folded = fold(name, lang).text
    words = re.findall(r"[^\W_]+", folded)
    return tuple(term for said, term in _names() if _is_in(said, words, folded))


def _is_in(said: str, words: list[str], name: str) -> bool:
    """Tell whether a body's name says a mineral: a word of it begins or ends so; a short one must be the whole word."""
    if CJK_SIGN.match(said):  # one sign alone is part of too many words: 金 of 金属
        return len(said) > 1 and said in name
    if len(said) < _SHORTEST:
        return said in words
    if " " in said:
        return f" {said}" in f" {name}"
    return any(word.startswith(said) or (said not in _ENDINGS and word.endswith(said)) for word in words)


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
