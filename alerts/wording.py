"""A language of the digest comes in; its words, names, dates and numbers, in that language's habit, go out."""

import datetime as dt
import difflib
import re
import string
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from alerts.cyrillic import cyrillic
from pipeline.hints import nearest
from pipeline.lexicon import lexicon
from pipeline.resolution.parties import UNKNOWN, country_of
from pipeline.text import one_line

FOLDER = Path(__file__).parent / "languages"
CYRILLIC = "uz-Cyrl"
MODEL = "en"  # every other language has the keys of this one
_TWO_STOPS = re.compile(r"(?<=\w)\.\.(?!\.)")  # a Russian date ends in a full stop of its own
_ISO_LENGTHS = {4: "year", 7: "month", 10: "day"}
_FIRST = "0001-01-01"  # what is not known of a date is filled up from it
_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


class InvalidWording(Exception):
    """A language file of the digest cannot be used; give it the keys and {placeholders} of en.toml."""


def _one_other(n: int) -> int:
    return 0 if n == 1 else 1


def _one_few_many(n: int) -> int:
    if n % 10 == 1 and n % 100 != 11:  # noqa: PLR2004 - 21 сделка, but 11 сделок
        return 0
    return 1 if n % 10 in {2, 3, 4} and n % 100 not in {12, 13, 14} else 2


# How many forms a counted noun has, and which of them a number asks for (CLDR's cardinal rules, for whole numbers).
PLURALS: Mapping[str, tuple[int, Callable[[int], int]]] = {
    "none": (1, lambda _: 0),
    "one-other": (2, _one_other),
    "one-few-many": (3, _one_few_many),
}


def languages() -> list[str]:
    """Return the languages that a digest can be written in."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


@dataclass(frozen=True, eq=False)  # there is one of each language
class Wording:
    """One language's words; ``tag`` is its BCP 47 tag."""

    tag: str
    data: Mapping[str, Any]

    def say(self, key: str, **values: object) -> str:
        """Return the phrase of this key with its placeholders filled in; no full stop stands twice."""
        phrase: str = self.data["words"][key]
        said = phrase.format(**values)
        return _TWO_STOPS.sub(".", said) if "}." in phrase else said

    def count(self, key: str, n: int) -> str:
        """Return a number with its noun in the right form: "2 deals"."""
        forms: list[str] = self.data["counts"][key]
        return forms[PLURALS[self.data["plurals"]][1](n)].format(n=self.number(n))

    def and_more(self, shown: str, rest: int) -> str:
        """Return what is shown of a list, and how many more there are."""
        return f"{shown} {self.say('and_more', n=rest)}" if rest > 0 else shown

    def of(self, group: str, key: str) -> str:
        """Return the word for an id of a closed list: ``stages``, ``deal_types``, ``roles`` or ``languages``."""
        return str(self.data[group].get(key, one_line(key)))

    def term(self, term_id: str) -> str:
        """Return the name of a mineral, place or country."""
        return str(self.data["names"].get(term_id) or one_line(self._in_the_lexicon(term_id)))

    def _in_the_lexicon(self, term_id: str) -> str:
        """Return the lexicon's name; Uzbek in Cyrillic is written from Latin where it lacks, and Russian goes next."""
        term = lexicon().terms.get(term_id)
        if self.tag != CYRILLIC or term is None:
            return lexicon().name(term_id, self.tag)
        names = {name.lang: name.text for name in reversed(term.spellings)}
        latin = names.get("uz-Latn")
        return names.get(CYRILLIC) or (cyrillic(latin) if latin else names.get("ru", term.names[0]))

    def party(self, party: str, surface: str | None = None) -> str:
        """Return a party's name; one that no lexicon holds goes by the name it was met under."""
        country = country_of(party)
        if country and party.endswith("-gov") and country in lexicon().terms:
            return self.term(country)
        if party.startswith(UNKNOWN) and surface:
            return one_line(surface)
        return self.term(party)

    def date(self, day: dt.date, precision: str | None = "day") -> str:
        """Return a date as precise as it is known: day, month or year."""
        pattern: str = self.data["dates"].get(precision or "day", self.data["dates"]["day"])
        months = self.data["dates"]["months" if precision == "month" else "months_in_dates"]
        return pattern.format(day=day.day, month=months[day.month - 1], year=day.year)

    def iso(self, text: str) -> str | None:
        """Return an ISO date, 2025-04-01, or as much as is known of one, 2025-04, written out; None if it is none."""
        precision = _ISO_LENGTHS.get(len(text))
        if precision is None:
            return None
        try:
            return self.date(dt.date.fromisoformat(text + _FIRST[len(text) :]), precision)
        except ValueError:
            return None

    def number(self, value: float) -> str:
        """Return a number with the language's separators, with at most two decimals."""
        text = f"{value:,.2f}".rstrip("0").rstrip(".")
        return text.translate({ord(","): self.data["numbers"]["group"], ord("."): self.data["numbers"]["decimal"]})

    def amount(self, value: float, currency: str) -> str:
        """Return a sum of money: "EUR 146 million"."""
        numbers = self.data["numbers"]
        scale, name = next(((size, numbers[name]) for size, name in _SCALES if abs(value) >= size), (1, ""))
        number = f"{self.number(value / scale)}\u00a0{name}".rstrip()
        return str(numbers["amount"].format(number=number, currency=one_line(currency)))


@lru_cache(maxsize=8)
def wording(language: str) -> Wording:
    """Load a language. Raises InvalidWording with file, key and the nearest right key."""
    if language not in languages():
        raise InvalidWording(f"no digest in {language!r}{nearest(language, languages())}")
    data, model = _complete(_read(language)), _read(MODEL)
    _check(f"{language}.toml", data, model, PLURALS.get(data.get("plurals", ""), (0,))[0])
    return Wording(data["tag"], data)


def _complete(data: dict[str, Any]) -> dict[str, Any]:
    """Return a language's data; one that is written from another script's has all that it does not say itself."""
    source = data.pop("written_from", None)
    return _overlaid(_transliterated(_read(str(source))), data) if source else data


def _transliterated(value: Any) -> Any:  # noqa: ANN401 - TOML
    if isinstance(value, Mapping):
        return {key: inner if key == "plurals" else _transliterated(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_transliterated(inner) for inner in value]
    return cyrillic(value) if isinstance(value, str) else value


def _overlaid(under: dict[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    for key, value in over.items():
        under[key] = _overlaid(under.get(key, {}), value) if isinstance(value, Mapping) else value
    return under


def _read(language: str) -> dict[str, Any]:
    try:
        return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise InvalidWording(f"{language}.toml: {error}") from error


def _check(where: str, data: Mapping[str, Any], model: Mapping[str, Any], forms: int) -> None:
    if not forms:
        raise InvalidWording(f"{where}: plurals must be one of {', '.join(PLURALS)}")
    for path, value in _leaves(data):
        expected = dict(_leaves(model)).get(path)
        if expected is None:
            near = difflib.get_close_matches(path, [known for known, _ in _leaves(model)], 1, cutoff=0)
            raise InvalidWording(f"{where}: unknown key {path!r}; did you mean {near[0]!r}?")
        wrong = len(value) != forms if path.startswith("counts.") else _fields(value) != _fields(expected)
        if wrong and not path.startswith(("dates.", "numbers.amount")):
            raise InvalidWording(f"{where}: {path} must have the placeholders of en.toml, and {forms} forms if counted")
    missing = {path for path, _ in _leaves(model)} - {path for path, _ in _leaves(data)}
    if missing:
        raise InvalidWording(f"{where}: missing {', '.join(sorted(missing))}")


def _leaves(data: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in data.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, f"{path}{key}.")
        else:
            yield f"{path}{key}", value


def _fields(value: object) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(str(value)) if name}
