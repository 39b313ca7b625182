"""The words of sums of money: money.toml comes in, one vocabulary a language goes out."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.words.phrases import Words, plain
from pipeline.words.tables import InvalidTable, check_keys, read_table

_FILE = Path(__file__).with_name("money.toml")
_KEYS = ("languages", "decimals", "scales", "loose_scales", "spelled", "implied", "vague", "between", "currencies")
_CURRENCY_KEYS = ("before", "after", "words", "loose", "to_dollar")


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
    spelled: Words[float]
    implied: Words[float]
    before: Words[Currency]
    behind: Words[Currency]
    filler: Words[bool]  # between a scale and its currency
    vague: Words[bool]
    joins: Words[bool]  # two ends of a range: False only where "between" opened it
    opening: Words[bool]
    parts: Words[bool]  # what a part of a sum is told behind
    counted: Words[bool]  # what is counted or weighed, and is no money
    bare: Words[bool]  # what may stand behind a number that does not say of what it is


@cache
def numerals(lang: str) -> Numerals:
    """Lay out the vocabulary for texts of one language; an unknown language reads English, Russian and Uzbek."""
    table = _table()
    tongues = table["languages"].get(lang) or table["languages"]["und"]
    between, currencies = table["between"], table["currencies"]
    return Numerals(
        point=lang in table["decimals"]["point"],
        dotted=lang in table["decimals"]["dotted"],
        scales=Words(_merged(table["scales"], tongues)),
        loose_scales=Words(table["loose_scales"]),
        spelled=Words(_merged(table["spelled"], tongues)),
        implied=Words(_merged(table["implied"], tongues)),
        before=Words(_signs(currencies, "before")),
        behind=Words(_behind(currencies, tongues)),
        filler=plain(between["filler"]),
        vague=plain(table["vague"]["words"]),
        joins=Words({**dict.fromkeys(between["range"], True), **dict.fromkeys(between["paired"], False)}),
        opening=plain(between["opening"]),
        parts=plain(between["parts"]),
        counted=plain(between["counted"]),
        bare=plain(between["bare"]),
    )


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
def currencies() -> tuple[str, ...]:
    """Return the codes of the currencies that are known."""
    return tuple(_table()["currencies"])


def to_dollar(code: str) -> float:
    """Return roughly how many units of a currency make a dollar; one where the table does not say."""
    units: float = _table()["currencies"].get(code, {}).get("to_dollar", 1)
    return units


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
        _check_numbers({"to_dollar": entry.get("to_dollar", 1)}, where)
    return table


def _check_numbers(words: Mapping[str, Any], where: str) -> None:
    for word, worth in words.items():
        if not word or not isinstance(worth, int | float) or worth <= 0:
            raise InvalidTable(f"{where}: {word!r} must stand for a number above zero, not {worth!r}")
