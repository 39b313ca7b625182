"""A document comes in; the words a search finds it by go out, each with its place, and all of them as one line."""

import re
import string
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import Any

from pipeline.words.fold import fold
from pipeline.words.parted import Parted
from pipeline.words.phrases import CJK
from pipeline.words.remembered import Remembered
from pipeline.words.stems import FAMILIES, family, stem

_ROOM = 400_000  # characters of the index for one text; PostgreSQL takes a million bytes
_LONGEST = 60  # characters of a word
_REMEMBERED = 20_000  # words of a language
_TERM = "qz"  # no word begins so: what stands for a term of the lexicon, whatever it is called
_WORD = re.compile(rf"[^\W_{CJK}]+(?:'[^\W_{CJK}]+)*|[{CJK}]")
_PARTED = Parted(_WORD, string.ascii_letters + string.digits)
_OWNER = re.compile("'s?$")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as the index has it, and where it stands in the document."""

    token: str
    start: int
    end: int


def words(document: str, lang: str) -> Iterator[Word]:
    """Yield the words of a document; a Chinese, Japanese or Korean sign is a word."""
    folded = fold(document, lang)
    for match in _WORD.finditer(folded.text):
        start, last = folded.offsets[match.start()], folded.offsets[match.end() - 1]
        yield Word(_tokens(lang)[match[0]], start, last + 1)


@cache
def _tokens(lang: str) -> Remembered[str]:
    """Return how the index has each word of a language."""
    return Remembered(partial(_token, lang), _REMEMBERED)


def _token(lang: str, word: str) -> str:
    bare = unquoted(word)
    kin = family(bare, lang)
    return token(stem(bare, kin), kin)


def token(stem: str, kin: str) -> str:
    """Return a stem as the index has it: under its family, for two languages may mean two things by it."""
    return FAMILIES[kin] + plain(stem)


def unquoted(word: str) -> str:
    """Return a folded word without apostrophes and the English genitive."""
    return _OWNER.sub("", word)[:_LONGEST].replace("'", "") or word


@lru_cache(maxsize=100_000)
def plain(word: str) -> str:
    """Return a stem in small Latin letters and digits: no database reads anything else into it."""
    if word.isascii() and word.isalnum():
        return word
    latin = fold(word[:-1] + "j" if word.endswith("ь") else word, "uz").text
    return "".join(sign if sign.isascii() and sign.isalnum() else f"x{ord(sign):x}" for sign in latin)


@lru_cache(maxsize=10_000)
def term_token(term: str) -> str:
    """Return the word that stands for a term of the lexicon."""
    return _TERM + plain("".join(sign for sign in term.lower() if sign.isalnum()))


def line(title: str, text: str, lang: str, terms: Iterable[str]) -> str:
    """Return what the index holds of a document, in three lines: the words of its title, of its text, its terms."""
    folded = fold(f"{title}\n\n{text}", lang).text  # as the whole document is folded for all else
    head, _, body = folded.partition("\n\n")
    return "\n".join((_line(head, lang), _line(body, lang), " ".join(map(term_token, terms))))


def _line(folded: str, lang: str) -> str:
    said = " ".join(map(_tokens(lang).__getitem__, _PARTED.words(folded)))
    return said if len(said) <= _ROOM else said[:_ROOM].rpartition(" ")[0]


def of_deal(title: str, stage: str, who: Iterable[Mapping[str, Any]], terms: Iterable[str]) -> str:
    """Return what the index holds of a deal: its title, its stage, who is in it by name, and all of it as terms."""
    return _of_deal(title, stage, tuple([(one["id"], one["name"]) for one in who]), tuple(terms))


@lru_cache(maxsize=500)  # a deal that is reported again mostly reads as before
def _of_deal(title: str, stage: str, who: Sequence[tuple[str, str | None]], terms: Sequence[str]) -> str:
    names = "\n".join([stage, *(name or one.removeprefix("x:") for one, name in who)])
    return line(title, names, "und", [*(one for one, _ in who), *terms])
