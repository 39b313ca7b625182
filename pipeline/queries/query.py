"""What a reader types comes in; what must and must not stand in an article, in each database's own words, goes out.

Words must all be there, in any form; "words in quotes" one after the other; -word must not. Nothing else is read:
what reaches a database is made of small letters and digits.
"""

import itertools
import math
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass

from pipeline.hints import nearest
from pipeline.lexicon import lexicon
from pipeline.queries.meanings import Phrase, meaning, named, phrases
from pipeline.text import one_line
from pipeline.words.phrases import APOSTROPHES, CJK
from pipeline.words.wording import term_token

LONGEST = 1000  # characters of a search
MOST = 32  # words of it
_VARIANTS = 500  # ways to say one phrase
_CODE = 3  # letters, at most, of a code that stands for a country
_QUOTES = str.maketrans(dict.fromkeys("“”„«»‟＂", '"'))
_PIECE = re.compile(r'(?:(?<!\S)(-))?(?:"([^"]*)"?|([^\s"]+))')
_WORD = re.compile(rf"[{CJK}]|[^\W_{CJK}]+(?:[{APOSTROPHES}][^\W_{CJK}]+)*")


class BadSearch(Exception):
    """There is nothing to search for: give words, e.g. konchi search tungsten "joint venture" -gold."""


@dataclass(frozen=True)
class Clause:
    """One thing asked for: any of some phrases, or none of them where it is ``refused``."""

    phrases: tuple[Phrase, ...]
    refused: bool = False


def parse(typed: str) -> list[Clause]:
    """Read a search. Raises BadSearch where it asks for nothing, or for too much."""
    if len(typed) > LONGEST:
        raise BadSearch(f"a search has at most {LONGEST} characters")
    clauses = list(_clauses(typed.translate(_QUOTES)))
    if not any(not clause.refused for clause in clauses):
        raise BadSearch(str(BadSearch.__doc__))
    if sum(len(max(clause.phrases, key=len)) for clause in clauses) > MOST:
        raise BadSearch(f"a search has at most {MOST} words")
    return clauses


def _clauses(typed: str) -> Iterator[Clause]:
    run: list[str] = []
    for minus, quoted, word in _PIECE.findall(typed):
        found = _WORD.findall(quoted or word)
        if not (quoted or minus):
            run += found
            continue
        yield from _named(run)
        run = []
        if quoted and found:
            yield Clause(tuple(phrases(found)), refused=bool(minus))
        elif found:
            yield from (Clause(clause.phrases, refused=True) for clause in _named(found))
    yield from _named(run)


def _named(run: Sequence[str]) -> Iterator[Clause]:
    """Read words as the names they make, else one by one; a name counts in every language, an everyday word only so."""
    left = list(run)
    while left:
        meant = meaning(left)
        size = meant.size if meant else 1
        said = named(meant.terms) if meant else []
        if not (meant and meant.everyday):
            said += phrases(left[:size])
        yield Clause(tuple(said))
        left = left[size:]


def mineral(name: str) -> Clause:
    """Return the clause that asks for a mineral, by its id or its name in any language. Raises BadSearch."""
    return Clause(((frozenset(map(term_token, called(name, "mineral"))),),))


def called(name: str, kind: str) -> AbstractSet[str]:
    """Return the ids of the terms of a kind that a name means, in any language, or that id alone. Raises BadSearch."""
    terms = {term.id.lower(): term.id for term in lexicon() if term.kind == kind}
    if name.lower() in terms:
        return {terms[name.lower()]}
    typed = _WORD.findall(name)
    meant = meaning(typed) if typed else None
    found = meant.terms & set(terms.values()) if meant and meant.size == len(typed) else set()
    if not found:
        raise BadSearch(one_line(f"{name[:50]!r} is no {kind} of the lexicon{_hint(name[:50], kind, terms)}"))
    return found


def parties_called(name: str) -> AbstractSet[str]:
    """Return the ids of the parties that a name means: bodies, and of a country its government. Raises BadSearch."""
    with suppress(BadSearch):
        return {f"{country.lower()}-gov" for country in called(name, "country")} | _bodies_called(name)
    return called(name, "organisation")


def _bodies_called(name: str) -> AbstractSet[str]:
    with suppress(BadSearch):
        return called(name, "organisation")
    return set()


def _hint(name: str, kind: str, ids: Collection[str]) -> str:
    """Return what may have been meant; of countries a name, for a code of two letters is like any other."""
    if kind != "country":
        return nearest(name.lower(), ids)
    names = [spelling.text for term in lexicon() if term.kind == kind for spelling in term.spellings]
    return nearest(name.title() if name.islower() else name, names) if len(name) > _CODE else ""


def for_sqlite(clauses: Iterable[Clause]) -> str:
    """Return the search as FTS5 reads it."""
    wanted = " AND ".join(_fts5(clause) for clause in clauses if not clause.refused)
    refused = " OR ".join(_fts5(clause) for clause in clauses if clause.refused)
    return f"({wanted}) NOT ({refused})" if refused else wanted


def _fts5(clause: Clause) -> str:
    return "(" + " OR ".join(map(_fts5_phrase, clause.phrases)) + ")"


def _fts5_phrase(phrase: Phrase) -> str:
    """FTS5 knows no choice within a phrase: all are written out, and of a long one all its pairs of words."""
    if len(phrase) > 2 and math.prod(map(len, phrase)) > _VARIANTS:  # noqa: PLR2004 - a pair is short enough
        return "(" + " AND ".join(map(_fts5_phrase, itertools.pairwise(phrase))) + ")"
    return "(" + " OR ".join(f'"{" ".join(words)}"' for words in itertools.product(*map(sorted, phrase))) + ")"


def for_postgresql(clauses: Iterable[Clause]) -> str:
    """Return the search as a tsquery."""
    return " & ".join(("!" if clause.refused else "") + _tsquery(clause) for clause in clauses)


def _tsquery(clause: Clause) -> str:
    said = (" <-> ".join(f"({' | '.join(sorted(tokens))})" for tokens in phrase) for phrase in clause.phrases)
    return "(" + " | ".join(f"({phrase})" for phrase in said) + ")"
