"""A party's id comes in; its standing, country and names, which decide how much it tells of a deal, go out."""

import re
from functools import lru_cache

from pipeline.lexicon import HOME, Term, lexicon
from pipeline.words.fold import fold

UNKNOWN = "x:"  # prefix of a party that no lexicon holds: "x:" and the slug of the name it was met under
_GOVERNMENT = re.compile(r"([a-z]{2})-gov")
_BODIES_OF_STATES = {"government", "ministry", "union"}
_ARMS = {"agency", "institute"}
_WORD = re.compile(r"[a-z]+|[^\W\d_a-z]+")
_ALIKE = ((re.compile("ch|sh|zh|tz|ts|[jz]"), "s"), (re.compile("ph"), "f"), (re.compile("x|kh"), "h"))
_SOUNDS = str.maketrans({"q": "k", "c": "k", "g": "k", "w": "v", "d": "t", "b": "p"})
_VOWELS = re.compile("[aeiouyhʼ]")
_DOUBLED = re.compile(r"(.)\1+")
_LEGAL = {"llc", "ltd", "limited", "inc", "corp", "corporation", "company", "co", "group", "gmbh", "plc", "jsc", "sa"}


@lru_cache(maxsize=4096)
def standing(party: str) -> str:
    """Return what kind of party this is.

    ``state``, ``home-state`` (governments, ministries), ``home`` (other bodies of Uzbekistan), ``bank``, ``foreign``,
    ``unknown`` (not in the lexicon).
    """
    term = _term(party)
    country = country_of(party)
    if _GOVERNMENT.fullmatch(party) or (term and term.type in _BODIES_OF_STATES):
        return "home-state" if country == HOME else "state"
    if term is None:
        return "unknown"
    if country == HOME:
        return "home"
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
    latin = fold(party.removeprefix(UNKNOWN).replace("-", " "), "uz-Cyrl").text
    words = [word for word in _WORD.findall(latin) if word not in _LEGAL]
    heard = "-".join(filter(None, map(_heard, words)))
    return heard if len(heard) > 2 else ""  # noqa: PLR2004 - two consonants are anybody's


@lru_cache(maxsize=4096)
def alike(party: str, other: str) -> bool:
    """Tell whether two unknown parties sound alike: in every word, or in all the words of one that has several."""
    short, long = sorted((sound(party), sound(other)), key=len)
    return bool(short) and (short == long or ("-" in short and f"-{short}-" in f"-{long}-"))


def _heard(word: str) -> str:
    for pattern, letter in _ALIKE:
        word = pattern.sub(letter, word)
    word = word.translate(_SOUNDS)
    return _DOUBLED.sub(r"\1", word[:1] + _VOWELS.sub("", word[1:]))


def _term(term_id: str) -> Term | None:
    return lexicon().terms.get(term_id)
