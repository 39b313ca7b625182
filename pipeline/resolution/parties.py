"""A party's id comes in; its standing, country and names, which decide how much it tells of a deal, go out."""

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from pipeline.lexicon import HOME, Term, lexicon
from pipeline.words.fold import fold
from pipeline.words.tables import Patterns

UNKNOWN = "x:"  # prefix of a party that no lexicon holds: "x:" and the slug of the name it was met under
_GOVERNMENT = re.compile(r"([a-z]{2})-gov")
_BODIES_OF_STATES = {"government", "ministry", "union"}
_ARMS = {"agency", "institute"}
_VENTURE = "joint-venture"
_WORD = re.compile(r"[a-z]+|[^\W\d_a-z]+")
_ALIKE = (
    (re.compile("^ex"), "eks"),
    (re.compile("[ts]ion|tsiya|shn"), "sn"),
    (re.compile("ch|sh|zh|tz|ts|[jz]|c(?=[eiy])"), "s"),
    (re.compile("ph"), "f"),
    (re.compile("x|kh"), "h"),
)
_SOUNDS = str.maketrans({"q": "k", "c": "k", "g": "k", "w": "v", "d": "t", "b": "p", "l": "r"})
_SIGNS = re.compile(r"[\u3400-\u9fff]")
_LEGAL_SIGNS = Patterns(Path(__file__).with_suffix(".toml"), parts=("legal-form",)).of_all("legal-form")
_MIN_SIGNS = 3
_SILENT = "っッ"  # it doubles the consonant behind it
_SYLLABLES = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\uac00-\ud7a3]")  # kana and Hangul: signs named by their sound
_VOWELS = re.compile("[aeiouyhʼ]")
_DOUBLED = re.compile(r"(.)\1+")
_LEGAL = {"llc", "ltd", "limited", "inc", "corp", "corporation", "company", "co", "group", "gmbh", "plc", "jsc", "sa"}


@lru_cache(maxsize=4096)
def standing(party: str) -> str:
    """Return what kind of party this is.

    ``state``, ``home-state`` (governments, ministries), ``home`` (other bodies of Uzbekistan), ``venture`` (what such a
    body and one from abroad own), ``bank``, ``foreign``, ``unknown`` (not in the lexicon).
    """
    term = _term(party)
    country = country_of(party)
    if _GOVERNMENT.fullmatch(party) or (term and term.type in _BODIES_OF_STATES):
        return "home-state" if country == HOME else "state"
    if term is None:
        return "unknown"
    if country == HOME:
        return "venture" if term.type == _VENTURE else "home"
    return "bank" if term.type == "bank" else "foreign"


@lru_cache(maxsize=4096)
def is_arm(party: str) -> bool:
    """Tell whether a body is one by which states act beside their ministries: a geological survey, an agency."""
    term = _term(party)
    return term is not None and term.type in _ARMS


@lru_cache(maxsize=4096)
def country_of(party: str) -> str | None:
    """Return the ISO code of the party's country, EU for the Union, None where it has none."""
    government = _GOVERNMENT.fullmatch(party)
    if government:
        return government[1].upper()
    term = _term(party)
    return term.country if term else None


def name_of(party: str, surface: str | None = None) -> str:
    """Return the party's English name; one that no lexicon holds goes by the name it was met under."""
    government = _GOVERNMENT.fullmatch(party)
    if government and (country := _term(government[1].upper())):
        return country.names[0]
    if surface and _term(party) is None:
        return surface
    return lexicon().name(party, "en")


@lru_cache(maxsize=4096)
def sound(party: str) -> str:
    """Return the consonants of an unknown party's name, alike in every script; empty where they say too little."""
    if not party.startswith(UNKNOWN):
        return ""
    written = _SYLLABLES.sub(_syllable, party.removeprefix(UNKNOWN).replace("-", " "))
    words = [word for word in _WORD.findall(_latin(written)) if word not in _LEGAL]
    words = [_LEGAL_SIGNS.sub("", word) if is_written_otherwise(word) else word for word in words]
    heard = "-".join(filter(None, (_heard(_minerals().get(word, word)) for word in words)))
    return heard if len(heard) > 2 else ""  # noqa: PLR2004 - two consonants are anybody's


def called(party: str) -> str:
    """Return what a venture, or a party that no lexicon holds, is found by; empty for all others."""
    return party if standing(party) == "venture" else sound(party).replace("-", "")


@lru_cache(maxsize=4096)
def alike(party: str, other: str) -> bool:
    """Tell whether two unknown parties sound alike: in every word, or in all the words of one that has several."""
    short, long = sorted((sound(party), sound(other)), key=len)
    if not short:
        return False
    if is_written_otherwise(short):
        return len(short) >= _MIN_SIGNS and short in long
    return short.replace("-", "") == long.replace("-", "") or ("-" in short and f"-{short}-" in f"-{long}-")


def is_written_otherwise(name: str) -> bool:
    """Tell whether a name is of signs that stand for no sounds, so that it is alike in no other script."""
    return _SIGNS.search(name) is not None


def _latin(text: str) -> str:
    return fold(text, "uz-Cyrl").text


def _syllable(sign: re.Match[str]) -> str:
    """Return how a sign of kana or Hangul sounds, as the end of its name tells: HANGUL SYLLABLE DONG."""
    return unicodedata.name(sign[0]).rpartition(" ")[2].lower() if sign[0] not in _SILENT else ""


@cache
def _minerals() -> dict[str, str]:
    """Return the minerals by their names of one word: a firm of vanadium is called by it in every language."""
    terms = [term for term in lexicon().terms.values() if term.kind == "mineral"]
    return {_latin(name): term.id for term in terms for name in term.names if " " not in name}


def _heard(word: str) -> str:
    for pattern, letter in _ALIKE:
        word = pattern.sub(letter, word)
    word = word.translate(_SOUNDS)
    return _DOUBLED.sub(r"\1", word[:1] + _VOWELS.sub("", word[1:]))


def _term(term_id: str) -> Term | None:
    return lexicon().terms.get(term_id)
