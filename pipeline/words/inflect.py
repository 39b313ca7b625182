"""A Russian name comes in; the forms it takes in a sentence go out, by rules of ending."""

import itertools
from pathlib import Path
from typing import Any

from pipeline.words.tables import InvalidTable, read_table

_FILE = Path(__file__).with_suffix(".toml")
_BY_ENDING = ("adjectives", "nouns", "surnames", "consonants", "plural")
_CASES = 6


def load(path: Path) -> dict[str, Any]:
    """Read and check the table of endings; raise InvalidTable where a row does not have all cases."""
    table = read_table(path, (*_BY_ENDING, "cities", "cities-with", "letters"))
    for part in _BY_ENDING:
        for ending, row in table[part].items():
            if len(row.split()) != _CASES:
                raise InvalidTable(f"{path.name} [{part}] {ending!r}: give {_CASES} cases, not {len(row.split())}")
    return table | {"letters": {key: tuple(listed) for key, listed in table["letters"].items()}}


_TABLE = load(_FILE)
_ADJECTIVES, _NOUNS, _SURNAMES, _CONSONANTS, _PLURAL = (_TABLE[part] for part in _BY_ENDING)
_CITIES, _CITIES_WITH, _LETTERS = _TABLE["cities"], _TABLE["cities-with"], _TABLE["letters"]


def forms(name: str) -> set[str]:
    """Return the case forms of a name: its adjectives and its first noun decline, what follows the noun stays."""
    words = [word if word.isupper() else word.lower().replace("ё", "е") for word in name.split(" ")]
    if len(words) == 1 and _is_adjective(words[0]):
        return _all_genders(words[0])
    stay = (_is_adjective, _is_adverb)  # what stands before the noun
    head = next((i for i, word in enumerate(words) if not any(kind(word) for kind in stay)), len(words) - 1)
    declined = [_cases(word) for word in words[: head + 1]]
    tail = words[head + 1 :]
    found = {
        " ".join((*choice, *tail)) for case in range(6) for choice in itertools.product(*(w[case] for w in declined))
    }
    if len(words) == 1 and name == name.lower() and words[0][-1] not in _LETTERS["no-plural"]:
        found |= {words[0] + ending for case in _PLURAL[""].split() for ending in case.split("|")}
    return found | {" ".join(words)}


def person_forms(name: str) -> set[str]:
    """Return the case forms of a person's name: every word declines, surnames by their own endings."""
    words = [_by_ending(word, _SURNAMES) or _cases(word) for word in name.lower().replace("ё", "е").split(" ")]
    return {" ".join(choice) for case in range(6) for choice in itertools.product(*(word[case] for word in words))}


def city_forms(name: str) -> tuple[str, ...]:
    """Return the forms of a city's name behind "from" and "in": из Дубая, из Вены, из Ухани."""
    return _of_city(name, _CITIES)


def city_with(name: str) -> tuple[str, ...]:
    """Return the forms of a city's name behind "with": с Ташкентом, с Веной, с Ханоем."""
    return _of_city(name, _CITIES_WITH)


def _of_city(name: str, endings: dict[str, str]) -> tuple[str, ...]:
    if name.endswith(_LETTERS["undeclined"]):
        return ()
    ends = next(ends for ends in endings if name.endswith(ends))
    return tuple(name.removesuffix(ends) + ending for ending in endings[ends].split())


def _is_adverb(word: str) -> bool:
    return word.endswith(_LETTERS["adverb"])  # критически важные


def _is_adjective(word: str) -> bool:
    if word.endswith(_LETTERS["behind-velars"]):
        return word[-3:-2] in _LETTERS["velars"]
    return word[-2:] in _ADJECTIVES and len(word) > 3  # noqa: PLR2004 - no adjective is shorter


def _all_genders(word: str) -> set[str]:
    """Decline an adjective through the genders and add the form that begins a compound: узбекско-германский."""
    stem = word[:-2]
    endings = {ending for row in _ADJECTIVES.values() for case in row.split() for ending in case.split("|")}
    return {stem + ending for ending in endings} | {stem + ending for ending in _LETTERS["compound"]}


def _cases(word: str) -> list[list[str]]:
    """Return the word's variants in each of the six cases."""
    if _is_adverb(word):
        return [[word]] * 6
    if _is_adjective(word):
        return _apply(word[:-2], _ADJECTIVES[word[-2:]])
    for ending in (word[-2:], word[-1:]):
        if ending in _NOUNS and len(word) > len(ending) + 1:
            return _apply(word[: -len(ending)], _NOUNS[ending])
    if word.isupper() or not word[-1:].isalpha() or word.isascii() or word[-1] in _LETTERS["vowels"]:
        return [[word]] * 6
    return _by_ending(word, _CONSONANTS)


def _by_ending(word: str, rows: dict[str, str]) -> list[list[str]]:
    """Return the cases of a word by the first of the endings that it has; none where it has none of them."""
    return next((_apply(word.removesuffix(ends), row) for ends, row in rows.items() if word.endswith(ends)), [])


def _apply(stem: str, row: str) -> list[list[str]]:
    return [[stem + ending.strip("-") for ending in case.split("|")] for case in row.split()]
