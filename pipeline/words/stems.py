"""A folded word and its family of languages come in; the stem it is indexed under, and those of all its forms, go out.

A stem need not be a word, and one word may have two: a search asks for what the index makes of every form.
"""

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from pipeline.lexicon import lexicon
from pipeline.words.fold import fold
from pipeline.words.inflect import forms
from pipeline.words.tables import read_table

FAMILIES = {"en": "e", "uz": "u", "tr": "t", "ru": "r", "kk": "k"}  # with the letter that the index knows each by
_LEAST = 3  # letters of a stem
_REMEMBERED = 100_000  # words
_TABLE = read_table(Path(__file__).with_name("stems.toml"), ("chains", "changed", "declensions"))
_WORD = re.compile(r"\w+")
_FLEETING = (  # an ending with a vowel, and the same where the vowel has fled: сделок, сделка; китаец, китайца
    (re.compile("(.*[^аеиоуыэюяйь])[ое]([кцнлрв])"), r"\1\2"),
    (re.compile("(.*[аеиоуэюя])е([кц])"), r"\1й\2"),
)
_CLUSTERS = (
    (re.compile("(.*[^аеиоуыэюяйь])([кцнлрв])"), (r"\1о\2", r"\1е\2")),
    (re.compile("(.*[аеиоуэюя])й([кц])"), (r"\1е\2",)),
)


@dataclass(frozen=True)
class _Known:
    """The words of the lexicon: what each form is indexed under, and all that the word it belongs to may be under."""

    stem: dict[str, str]
    stems: dict[str, frozenset[str]]


def family(word: str, lang: str) -> str:
    """Return by whose endings a folded word of a text is read."""
    if lang.startswith("uz"):
        return "uz"
    if "\u0400" <= word[0] <= "\u04ff":
        return "kk" if lang in ("kk", "ky") else "ru"
    return "tr" if lang in ("tr", "az") else "en"


@lru_cache(maxsize=_REMEMBERED)
def stem(word: str, kin: str) -> str:
    """Return the stem under which the index has a folded word."""
    return _stem(word, kin)


@lru_cache(maxsize=1000)
def stems(word: str, kin: str) -> frozenset[str]:
    """Return the stems under which the index has the forms of a folded word, whichever of its forms it is."""
    known = _known(kin)
    if kin in _TABLE["declensions"]:
        return known.stems.get(word) or frozenset(_stem(form, kin) for form in _declensions(word, kin))
    if len(word) < _LEAST or not word.isalpha():
        return frozenset({_stem(word, kin)})
    listed = _listed(word, kin)
    bases = [listed] if listed else [word[:end] for end in _ends(word, kin)]
    return frozenset(_stem(base + chain, kin) for base in bases for chain in _common_chains(kin))


def _stem(word: str, kin: str) -> str:
    if kin == "en":
        return word
    if kin in _TABLE["declensions"]:
        return _known(kin).stem.get(word) or _undeclined(word, kin)
    listed = _listed(word, kin)
    return _known(kin).stem[listed] if listed else _changed(word[: next(_ends(word, kin))], kin)


def _undeclined(word: str, kin: str) -> str:
    longest = max(map(len, _endings(kin)))
    for length in range(min(longest, len(word) - _LEAST), 0, -1):
        if word[-length:] in _endings(kin):
            return word[:-length]
    return word


@cache
def _endings(kin: str) -> frozenset[str]:
    return frozenset(ending for row in _rows(kin) for ending in row if ending)


@cache
def _rows(kin: str) -> list[list[str]]:
    return [["" if ending == "0" else ending for ending in row.split()] for row in _TABLE["declensions"][kin]]


def _declensions(word: str, kin: str) -> Iterator[str]:
    """Give all forms of all words that have this form by some declension."""
    yield word
    for row in _rows(kin):
        for ending in row:
            if word.endswith(ending) and len(word) - len(ending) + len(row[0]) >= _LEAST:
                base = word[: len(word) - len(ending)]
                yield from (base + other for other in row)
    for pattern, bare in _FLEETING:
        if fleeting := pattern.fullmatch(word):
            yield fleeting.expand(bare) + "а"
    for pattern, filled in _CLUSTERS:
        if cluster := pattern.fullmatch(_undeclined(word, kin)):
            yield from map(cluster.expand, filled)


def _listed(word: str, kin: str) -> str | None:
    """Return the longest word of the lexicon that a form is made of."""
    known, chains = _known(kin).stem, _chains(kin)
    ends = range(len(word), _LEAST - 1, -1)
    return next((word[:end] for end in ends if word[:end] in known and word[end:] in chains), None)


def _ends(word: str, kin: str) -> Iterator[int]:
    """Give where the stem may end, the shortest stem first."""
    chains = _chains(kin)
    yield from (end for end in range(min(_LEAST, len(word)), len(word) + 1) if word[end:] in chains)


@cache
def _chains(kin: str) -> frozenset[str]:
    return frozenset(_joined(_TABLE["chains"][kin]))


@cache
def _common_chains(kin: str) -> frozenset[str]:
    """Give the endings of an ordinary noun: number, owner, case."""
    return frozenset(_joined(_TABLE["chains"][kin][1:4]))


def _joined(slots: Iterable[str]) -> Iterator[str]:
    return map("".join, itertools.product(*(["", *slot.split()] for slot in slots)))


def _changed(word: str, kin: str) -> str:
    """Give a stem the shape that it takes before an ending."""
    changed: dict[str, str] = _TABLE["changed"].get(kin, {})
    return changed.get(word) or word[:-1] + changed.get(word[-1], word[-1])


@cache
def _known(kin: str) -> _Known:
    if kin == "ru":
        return _declining()
    names = _names("uz-Latn", "uz-Cyrl") if kin == "uz" else ()
    listed = {fold(name, "uz").text: name for name in names}
    known = {word: word for word in listed if len(word) >= _LEAST}
    return _Known({_changed(word, kin): word for word in known} | known, {})


def _declining() -> _Known:
    """Return the forms of the minerals' Russian names, which are too short and too alike for rules of ending."""
    names = [name.lower().replace("ё", "е") for name in _names("ru", kinds=("mineral",))]
    words = {name: forms(name) | _plurals(name) for name in names}
    under: dict[str, str] = {}
    for word, found in words.items():
        under |= {form: word for form in found if form not in under}
    together: dict[str, set[str]] = {}
    for found in words.values():
        for form in found:
            together.setdefault(form, set()).update(under[other] for other in found)
    return _Known(under, {form: frozenset(found) for form, found in together.items()})


def _plurals(word: str) -> set[str]:
    """Return the forms of a noun or adjective in the nominative by the declension of its ending: свинец, свинцы."""
    if word.endswith("ец"):
        return {f"{word[:-2]}ц{ending}" for ending in _rows("ru")[0] if ending}
    row = max((row for row in _rows("ru") if word.endswith(row[0])), key=lambda row: len(row[0]))
    return {word.removesuffix(row[0]) + ending for ending in row}


def _names(*langs: str, kinds: tuple[str, ...] = ()) -> list[str]:
    terms = [term for term in lexicon() if not kinds or term.kind in kinds]
    names = [name.text for term in terms for name in term.spellings if name.lang in langs]
    return [name for name in names if _WORD.fullmatch(name)]
