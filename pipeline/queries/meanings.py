"""Words of a search come in; what the index may have of them, and the terms of the lexicon they may name, go out."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.lexicon import Name, lexicon
from pipeline.words.fold import fold
from pipeline.words.stems import FAMILIES, family, stems
from pipeline.words.wording import term_token, token, unquoted, words

Phrase = tuple[frozenset[str], ...]  # of each word the tokens that it may have in the index
_SCRIPT = {"en": "en", "tr": "en", "ru": "ru", "kk": "ru"}  # whose letters each is written in; Uzbek has both
_READINGS = (("uz", "uz"), ("ru", "en"), ("kk", "en"), ("ru", "tr"), ("kk", "tr"))  # of Cyrillic, of Latin words
_TELLING = 4  # letters; a shorter name is an abbreviation, or another language's everyday word


@dataclass(frozen=True)
class Meaning:
    """The terms that some words of a search name; where they are ``everyday`` words as well, only the terms count."""

    terms: frozenset[str]
    size: int  # words
    everyday: bool


@dataclass(frozen=True)
class _Entry:
    """A name of a term: its words as the index has them, and as they are written."""

    key: tuple[str, ...]
    written: tuple[str, ...]
    term: str
    weak: bool


@lru_cache(maxsize=1000)
def _folded(word: str, kin: str) -> str:
    return unquoted(fold(word, "uz" if kin == "uz" else "und").text)


def _own(word: str, kin: str) -> bool:
    """Tell whether a word is in letters that a family of languages writes."""
    return kin == "uz" or family(_folded(word, kin), "und") == _SCRIPT[kin]


@lru_cache(maxsize=1000)
def _tokens(word: str, kin: str) -> frozenset[str]:
    """Return what the index may have of all forms of a word; elsewhere of the word itself, for names cross over."""
    bare = _folded(word, kin)
    return frozenset(token(one, kin) for one in (stems(bare, kin) if _own(word, kin) else (bare,)))


def phrases(typed: Sequence[str]) -> list[Phrase]:
    """Return in which ways the words may stand one after the other; one word stands alone in whatever language."""
    if len(typed) == 1:
        return [(frozenset().union(*(_tokens(typed[0], kin) for kin in FAMILIES)),)]
    return list(dict.fromkeys(tuple(_tokens(word, _reading(word, *kins)) for word in typed) for kins in _READINGS))


def _reading(word: str, cyrillic: str, latin: str) -> str:
    return cyrillic if cyrillic == "uz" or _own(word, "ru") else latin


def meaning(typed: Sequence[str]) -> Meaning | None:
    """Return what the longest beginning of the typed words names, if anything; a name itself goes before its forms."""
    found = [(kin, entry) for kin in FAMILIES if _own(typed[0], kin) for entry in _candidates(typed, kin)]
    if not found:
        return None
    size = max(len(entry.key) for _, entry in found)
    longest = [(kin, entry) for kin, entry in found if len(entry.key) == size]
    exact = [one for one in longest if one[1].written == tuple(_folded(word, one[0]) for word in typed[:size])]
    named = [entry for _, entry in exact or longest]
    return Meaning(frozenset(entry.term for entry in named), size, all(entry.weak for entry in named))


def _candidates(typed: Sequence[str], kin: str) -> Iterator[_Entry]:
    for first in _tokens(typed[0], kin):
        for entry in _table()[kin].get(first, ()):
            rest = zip(entry.key[1:], typed[1:], strict=False)
            if len(entry.key) <= len(typed) and all(part in _tokens(word, kin) for part, word in rest):
                yield entry


def named(terms: frozenset[str]) -> list[Phrase]:
    """Return how the index says these terms: as terms, and by each name of one word that means nothing else."""
    said: set[str] = set()
    for entry in _entries():
        if entry.term in terms and not entry.weak and len(entry.written) == 1 and len(entry.written[0]) >= _TELLING:
            said |= _forms(entry)
    return [(frozenset(map(term_token, terms)),), *([(frozenset(said),)] if said else [])]


def _forms(entry: _Entry) -> frozenset[str]:
    kin = next(kin for kin, letter in FAMILIES.items() if entry.key[0].startswith(letter))
    return frozenset(token(one, kin) for one in stems(entry.written[0], kin))


@cache
def _table() -> Mapping[str, Mapping[str, list[_Entry]]]:
    """Lay out all names by family and first word."""
    table: dict[str, defaultdict[str, list[_Entry]]] = {kin: defaultdict(list) for kin in FAMILIES}
    letters = {letter: kin for kin, letter in FAMILIES.items()}
    for entry in _entries():
        table[letters[entry.key[0][0]]][entry.key[0]].append(entry)
    return table


@cache
def _entries() -> list[_Entry]:
    return [entry for term in lexicon() for name in term.spellings if (entry := _entry(term.id, name))]


def _entry(term: str, name: Name) -> _Entry | None:
    text = name.text.removesuffix("*")
    spoken = list(words(text, name.lang))
    written = tuple(unquoted(fold(text[word.start : word.end], name.lang).text) for word in spoken)
    weak = name.weak or bool(name.before or name.after)
    return _Entry(tuple(word.token for word in spoken), written, term, weak) if spoken else None
