"""The words of sums of money: money.toml comes in, one compiled vocabulary a language goes out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.phrases import NO_LETTER_BEFORE, SPACE, Words, alternatives
from pipeline.tables import InvalidTable, check_keys, read_table

_FILE = Path(__file__).with_name("money.toml")
_KEYS = ("languages", "decimals", "scales", "loose_scales", "spelled", "implied", "vague", "between", "currencies")
_CURRENCY_KEYS = ("before", "after", "words", "loose")
_JOINT = rf"(?:{SPACE}|[\u2011-]){{0,2}}"  # a space, or the hyphen of an adjective


@dataclass(frozen=True)
class Currency:
    """A currency by its code; a loose word is also an everyday word, so it needs a scale before it."""

    code: str
    loose: bool = False
    sign: bool = False


@dataclass(frozen=True)
class Numerals:
    """What the words of one language's sums are worth, and what may join them."""

    point: bool  # the point marks the fraction, the comma groups thousands
    dotted: bool  # the point groups thousands, also before a scale
    scales: Words[float]
    loose_scales: Words[float]
    spelled: re.Pattern[str]
    spelled_words: Words[float]
    implied: Words[float]
    before: Words[Currency]
    after: Words[Currency]
    vague: re.Pattern[str]
    joins: re.Pattern[str]  # two ends of a range
    pairs: re.Pattern[str]  # two ends after "between"
    opening: re.Pattern[str]


@cache
def numerals(lang: str) -> Numerals:
    """Compile the vocabulary for texts of one language; an unknown language reads English, Russian and Uzbek."""
    table = _table()
    tongues = table["languages"].get(lang) or table["languages"]["und"]
    spelled = _merged(table["spelled"], tongues)
    word, between, currencies = alternatives(spelled), table["between"], table["currencies"]
    behind = rf"{_JOINT}(?:(?:{alternatives(between['filler'])}){SPACE}{{0,2}})?"
    return Numerals(
        point=lang in table["decimals"]["point"],
        dotted=lang in table["decimals"]["dotted"],
        scales=Words(_merged(table["scales"], tongues), head=_JOINT, tail=r"\.?"),
        loose_scales=Words(table["loose_scales"], head=f"{SPACE}?"),
        spelled=re.compile(rf"{NO_LETTER_BEFORE}(?:{word})(?:{_JOINT}(?:{word})){{0,4}}", re.IGNORECASE),
        spelled_words=Words(spelled, head=_JOINT),
        implied=Words(_merged(table["implied"], tongues), head=NO_LETTER_BEFORE),
        before=Words(_signs(currencies, "before"), head=NO_LETTER_BEFORE, tail=rf"{SPACE}{{0,2}}\Z"),
        after=Words(_behind(currencies, tongues), head=behind),
        vague=_between(table["vague"]["words"], rf"{SPACE}{{0,2}}\Z"),
        joins=_between(between["range"], rf"{SPACE}{{0,2}}\Z", head=rf"\A{SPACE}{{0,2}}"),
        pairs=_between(between["paired"], rf"{SPACE}{{0,2}}\Z", head=rf"\A{SPACE}{{0,2}}"),
        opening=_between(between["opening"], rf"{SPACE}{{0,2}}\Z"),
    )


def _between(words: list[str], tail: str, head: str = "") -> re.Pattern[str]:
    return re.compile(f"{head}(?:{alternatives(words)}){tail}", re.IGNORECASE)


def _merged(section: Mapping[str, Mapping[str, float]], tongues: list[str]) -> dict[str, float]:
    merged: dict[str, float] = {}
    for tongue in tongues:
        for word, worth in section.get(tongue, {}).items():
            merged.setdefault(word, worth)
    return merged


def _signs(currencies: Mapping[str, Any], side: str) -> dict[str, Currency]:
    return {sign: Currency(code, sign=True) for code, entry in currencies.items() for sign in entry.get(side, ())}


def _behind(currencies: Mapping[str, Any], tongues: list[str]) -> dict[str, Currency]:
    words = _signs(currencies, "after")
    for tongue in tongues:
        for kind in ("words", "loose"):
            for code, entry in currencies.items():
                for word in entry.get(kind, {}).get(tongue, ()):
                    words.setdefault(word, Currency(code, loose=kind == "loose"))
    return words


@cache
def _table() -> dict[str, Any]:
    table = read_table(_FILE, _KEYS)
    languages = [*table["languages"]]
    for name in ("scales", "spelled", "implied"):
        check_keys(table[name], languages, f"{_FILE.name} [{name}]")
        for tongue, words in table[name].items():
            _check_numbers(words, f"{_FILE.name} [{name}.{tongue}]")
    _check_numbers(table["loose_scales"], f"{_FILE.name} [loose_scales]")
    for code, entry in table["currencies"].items():
        where = f"{_FILE.name} [currencies.{code}]"
        check_keys(entry, _CURRENCY_KEYS, where)
        for kind in ("words", "loose"):
            check_keys(entry.get(kind, {}), languages, f"{where} {kind}")
    return table


def _check_numbers(words: Mapping[str, Any], where: str) -> None:
    for word, worth in words.items():
        if not word or not isinstance(worth, int | float) or worth <= 0:
            raise InvalidTable(f"{where}: {word!r} must stand for a number above zero, not {worth!r}")
