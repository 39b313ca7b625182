"""The TOML files beside this module come in; the terms that articles are searched for go out, checked."""

import difflib
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
HOME = "UZ"  # whose deals are watched
FILES = {  # in the order in which a longer name wins over an equally long one
    "organisations.toml": "organisation",
    "places.toml": "place",
    "people.toml": "person",
    "countries.toml": "country",
    "minerals.toml": "mineral",
}
LANGUAGES = ("en", "ru", "uz-Latn", "uz-Cyrl", "kk", "ky", "tg", "tr", "az", "zh", "ja", "ko", "de", "fr", "it")
MARKS = ("asked", "wider")  # of bodies
KEYS = (*LANGUAGES, "type", "country", "minerals", *MARKS, "not")
_PARTS = re.compile(r"(?:\(([^()]*)\))?([^()]+)(?:\(([^()]*)\))?")
_COUNTRY = re.compile(r"[A-Z]{2}")


class InvalidTerm(Exception):
    """An entry of the lexicon cannot be used; correct the named file, entry and key."""


@dataclass(frozen=True)
class Name:
    """One way to write a term.

    A weak one (``?`` in the file) counts only beside a word of its context. ``before`` and ``after`` are the parts in
    brackets, which must stand beside the name and are no part of it: ``lead( smelter)``.
    """

    text: str
    lang: str
    weak: bool
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Term:
    """A mineral, organisation, place, person or country with its names, the first of which is the English one.

    ``minerals`` are those a deposit holds or a body deals in, where that is all it does; ``asked`` are the bodies that
    discovery searches the news for, ``wider`` those whose business is wider than minerals: that they act shows no deal
    on any.
    """

    id: str
    kind: str
    type: str | None
    country: str | None
    names: tuple[str, ...]
    minerals: tuple[str, ...]
    spellings: tuple[Name, ...] = field(repr=False, compare=False)
    rejects: tuple[Name, ...] = field(repr=False, compare=False)
    asked: bool = False
    wider: bool = False


@dataclass(frozen=True)
class Lexicon:
    """All terms by id; countries go by their ISO code."""

    terms: dict[str, Term]

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms.values())

    def term(self, term_id: str) -> Term:
        """Return the term with this id; KeyError if there is none."""
        return self.terms[term_id]

    def name(self, term_id: str, lang: str) -> str:
        """Return a term's name in a language, else in English; an id the lexicon does not hold is made readable."""
        if term_id not in self.terms:
            return term_id.removeprefix("x:").replace("-", " ").title()
        term = self.terms[term_id]
        return next((name.text for name in term.spellings if name.lang == lang), term.names[0])


@lru_cache(maxsize=4)
def lexicon(folder: Path = FOLDER) -> Lexicon:
    """Load and check every file of the folder, once. Raises InvalidTerm with file, entry and the nearest right key."""
    terms: dict[str, Term] = {}
    for file, kind in FILES.items():
        for term_id, entry in _read(folder / file).items():
            if term_id in terms:
                raise InvalidTerm(f"{file} [{term_id}]: this id is already a {terms[term_id].kind}; choose another")
            terms[term_id] = _term(file, term_id, kind, entry)
    for term in terms.values():
        for mineral in term.minerals:
            _known(
                f"{term.kind} [{term.id}] minerals", mineral, tuple(m.id for m in terms.values() if m.kind == "mineral")
            )
    return Lexicon(terms)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise InvalidTerm(f"{path.name}: {error}") from error


def _term(file: str, term_id: str, kind: str, entry: Any) -> Term:  # noqa: ANN401 - what TOML holds is checked here
    where = f"{file} [{term_id}]"
    if not isinstance(entry, dict):
        raise InvalidTerm(f"{where}: an entry is a table of names, e.g. en = [...]")
    for key in entry:
        _known(where, key, KEYS)
    spellings = tuple(_names(where, entry, weak_allowed=True))
    if not spellings or spellings[0].lang != "en":
        raise InvalidTerm(f"{where}: no English name; add en = [...] as the first names")
    country = term_id if kind == "country" else entry.get("country")
    if country is not None and not (isinstance(country, str) and _COUNTRY.fullmatch(country)):
        raise InvalidTerm(f"{where}: country {country!r} is no ISO 3166 code of two capitals (EU for the Union)")
    rejects = tuple(_names(f"{where} not", entry.get("not", {}), weak_allowed=False))
    names = tuple(dict.fromkeys(name.text for name in spellings))
    minerals, marks = tuple(entry.get("minerals", ())), [_marked(where, kind, entry, mark) for mark in MARKS]
    return Term(term_id, kind, entry.get("type"), country, names, minerals, spellings, rejects, *marks)


def _marked(where: str, kind: str, entry: dict[str, Any], mark: str) -> bool:
    marked = entry.get(mark, False)
    if mark in entry and not (marked is True and kind == "organisation"):
        raise InvalidTerm(f"{where}: {mark} is true or left out, and only bodies have it")
    return bool(marked)


def _names(where: str, entry: dict[str, Any], *, weak_allowed: bool) -> Iterator[Name]:
    for lang, texts in entry.items():
        if lang not in LANGUAGES and weak_allowed:
            continue
        _known(where, lang, LANGUAGES)
        if not isinstance(texts, list):
            raise InvalidTerm(f"{where}: {lang} must be a list of names")
        for text in texts:
            parts = _PARTS.fullmatch(text.removesuffix("?")) if isinstance(text, str) else None
            if not parts or not parts[2].strip("* "):
                raise InvalidTerm(f"{where}: {text!r} under {lang} is no name")
            before, name, after = parts.groups("")
            yield Name(name, lang, weak_allowed and text.endswith("?"), before, after)


def _known(where: str, key: str, known: tuple[str, ...]) -> None:
    if key not in known:
        near = difflib.get_close_matches(key, known, n=1, cutoff=0)
        raise InvalidTerm(f"{where}: unknown key {key!r}; did you mean {near[0]!r}?")
