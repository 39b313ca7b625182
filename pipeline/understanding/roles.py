"""A body in a sentence comes in; the part it takes there (buyer, supplier, lender ...) goes out."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from pipeline.lexicon import FOLDER
from pipeline.tag import Found
from pipeline.understanding.reading import Reading
from pipeline.words.fold import fold_part
from pipeline.words.tables import check_keys, read_table

ROLES = ("lender", "buyer", "seller", "investor", "contractor", "supplier", "owner")
_LANGUAGES = ("en", "ru", "uz")
_REACH = 70
_MARKS = '«»“”„"‹›'


def role(found: Found, reading: Reading) -> str | None:
    """Return the part that the words right beside a body's name give it; None where they give none."""
    sentence, document, lang = reading.sentence, reading.document, reading.lang
    tongue = lang.partition("-")[0]
    if tongue not in _LANGUAGES:
        return None
    start, end = max(sentence.start, found.start - _REACH), min(sentence.end, found.end + _REACH)
    left = fold_part(document, lang, start, start + len(document[start : found.start].rstrip(_MARKS)))
    right = fold_part(document, lang, end - len(document[found.end : end].lstrip(_MARKS)), end)
    some_end, some_begin = _any(tongue)
    if not (some_begin.match(right) or some_end.search(left)):
        return None
    for name, ends, begins in _patterns(tongue):
        if begins.match(right) or ends.search(left):
            return name
    return None


@lru_cache(maxsize=8)
def _patterns(tongue: str) -> list[tuple[str, re.Pattern[str], re.Pattern[str]]]:
    table = _table()
    return [(name, *_beside(table["before"][name][tongue], table["after"][name][tongue])) for name in ROLES]


@lru_cache(maxsize=8)
def _any(tongue: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of all parts in one: beside most names stands none."""
    before, after = ([word for name in ROLES for word in _table()[side][name][tongue]] for side in ("before", "after"))
    return _beside(before, after)


def _beside(before: Sequence[str], after: Sequence[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    ends, begins = ("|".join(words) or r"(?!)" for words in (before, after))
    return re.compile(rf"\b(?:{ends}) $"), re.compile(rf"[^\s,]{{0,6}}(?: \([^)]*\))? (?:{begins})")


@cache
def _table() -> dict[str, dict[str, dict[str, list[str]]]]:
    table: dict[str, dict[str, dict[str, list[str]]]] = read_table(FOLDER / "roles.toml", ("before", "after"))
    for side, roles in table.items():
        check_keys(roles, ROLES, f"roles.toml [{side}]")
        for name in ROLES:
            check_keys(roles[name], _LANGUAGES, f"roles.toml [{side}.{name}]")
    return table
