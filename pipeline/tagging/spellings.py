"""A folded document comes in; every spelling of the lexicon that stands in it as a whole word goes out."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from pipeline.lexicon import FOLDER, Name, Term, lexicon
from pipeline.words.fold import Folded, fold
from pipeline.words.inflect import forms, person_forms
from pipeline.words.tables import read_table

GRAMMAR = read_table(FOLDER / "grammar.toml", ("endings", "reads", "context", "rewrite", "official", "state"))
_LOCAL_KINDS = ("mineral", "country")  # everyday words: searched for in the text's own language only
_ACRONYM = 6  # up to this length a name in capitals is an abbreviation and demands capitals: US, not us


@dataclass(frozen=True, slots=True)
class Spelling:
    """One folded spelling of a term, and what it demands of the text; ``rejected`` masks instead of naming.

    ``before`` and ``after`` are the numbers of characters that must stand beside the name and are no part of it.
    """

    term: Term
    weak: bool
    capital: bool
    capitals: bool
    rejected: bool
    open: bool
    before: int
    after: int
    of_mineral: bool  # a body's name that ends with a mineral's: Georgian Manganese, not Georgian manganese


class Hit(NamedTuple):
    """A spelling found, with its span in the folded text."""

    spelling: Spelling
    left: int
    right: int


class Mention(NamedTuple):
    """A term that the text names, with its span in the folded text."""

    kind: str
    term: str
    type: str | None
    country: str | None
    left: int
    right: int


class Matcher:
    """All spellings that a text of one language is searched for."""

    def __init__(self, lang: str) -> None:
        endings = GRAMMAR["endings"].get(lang.partition("-")[0], "")
        self._ending = re.compile(rf"(?:{endings})(?![^\W_])")
        table: dict[str, dict[Spelling, None]] = defaultdict(dict)
        for term in lexicon():
            for pattern, spelling in _spellings(term, lang):
                table[pattern][spelling] = None
        self._spellings = [tuple(found) for found in table.values()]
        self._automaton = AhoCorasick(list(table))

    def hits(self, folded: Folded, document: str) -> Iterator[Hit]:
        """Yield every spelling that stands between word borders and is written as it demands."""
        text, offsets = folded.text, folded.offsets
        for index, left, right in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if left and _letter(text[left - 1]) and _letter(text[left]):
                continue
            closed = self._closes(text, right)
            for spelling in self._spellings[index]:
                first, last = left + spelling.before, right - spelling.after
                start, end = offsets[first], offsets[last - 1] + 1
                if (closed or spelling.open) and _written(spelling, document[start:end]):
                    yield Hit(spelling, first, last)

    def _closes(self, text: str, right: int) -> bool:
        """Tell whether a word ends here, if need be after an ending of the language."""
        if right == len(text) or not _letter(text[right - 1]):
            return True
        return not _letter(text[right]) or self._ending.match(text, right) is not None


def _letter(char: str) -> bool:
    """Tell letters and digits of scripts that part words by spaces from all other signs."""
    return char.isalnum() and char < "⺀"


def _written(spelling: Spelling, surface: str) -> bool:
    if spelling.capitals:
        return surface.isupper()
    if spelling.of_mineral and surface.rpartition(" ")[2][0].islower():
        return False
    return not spelling.capital or not surface[0].islower()


@lru_cache(maxsize=1)
def _minerals() -> frozenset[str]:
    """Return the English names of minerals."""
    minerals = [term for term in lexicon() if term.kind == "mineral"]
    return frozenset(name.text.lower() for term in minerals for name in term.spellings if name.lang == "en")


@lru_cache(maxsize=32)
def matcher(lang: str) -> Matcher:
    """Return the matcher for texts of a language, built once; an unknown language reads as ``und``."""
    return Matcher(lang if lang in GRAMMAR["reads"] else "und")


def _spellings(term: Term, lang: str) -> Iterator[tuple[str, Spelling]]:
    reads = _reads(lang, term.kind)
    for name in term.spellings:
        if name.lang in reads:
            yield from _folded(term, name, lang, rejected=False)
    for name in term.rejects:
        if name.lang in reads:
            yield from _folded(term, name, lang, rejected=True)


def _reads(lang: str, kind: str) -> list[str]:
    reads: list[str] = GRAMMAR["reads"][lang]
    if kind not in _LOCAL_KINDS or lang == "und":
        return reads
    return [other for other in reads if other.partition("-")[0] == reads[0].partition("-")[0]]


def _folded(term: Term, name: Name, lang: str, *, rejected: bool) -> Iterator[tuple[str, Spelling]]:
    before, after = fold(name.before, lang).text, fold(name.after, lang).text
    for text in _rewritten(name.text.removesuffix("*"), name.lang):
        capitals = text.isupper() and len(text) <= _ACRONYM
        capital = all(word[0].isupper() or not word[0].isalpha() for word in text.split()) and not text[0].isdigit()
        open_end = name.text.endswith("*")
        of_mineral = term.kind == "organisation" and capital and text.rpartition(" ")[2].lower() in _minerals()
        spelling = Spelling(term, name.weak, capital, capitals, rejected, open_end, len(before), len(after), of_mineral)
        inflected = name.lang == "ru" and not capitals and not lang.startswith("uz")
        for form in _inflected(text, term.kind) if inflected else (text,):
            if pattern := fold(form, lang).text:
                yield before + pattern + after, spelling


def _rewritten(text: str, lang: str) -> set[str]:
    """Return a listed name and what the rules of rewriting make of it."""
    variants = {text}
    for rule in GRAMMAR["rewrite"]:
        if rule["lang"] == lang and (match := re.fullmatch(rule["name"], text)):
            variants |= {form.format(match[1]) for form in rule["also"]}
    return variants


def _inflected(text: str, kind: str) -> set[str]:
    return person_forms(text) if kind == "person" else forms(text)
