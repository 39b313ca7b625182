"""The words of bodies' names: lexicon/names.toml comes in, its lists and the patterns made of them go out."""

import re
from functools import lru_cache
from typing import Any

from pipeline.lexicon import FOLDER
from pipeline.tagging.origin import UZBEK_CASE
from pipeline.words.anyof import any_of
from pipeline.words.fold import APOSTROPHES
from pipeline.words.tables import LANGUAGES, filled, read_table

_LISTS = (
    "legal",
    "heads",
    "ends",
    "never",
    "openers",
    "outlets",
    "shared",
    "institutions",
    "given",
    "titles",
    "trades",
    "determiners",
    "portfolios",
)
_BY_LANGUAGE = ("before", "after", "event", "at", "locative", "apart_before", "apart_after")


def _read() -> dict[str, Any]:
    """Return the lists of names.toml; a language's entry may name another list of its part."""
    table = read_table(FOLDER / "names.toml", (*_LISTS, *_BY_LANGUAGE))
    for part in _BY_LANGUAGE:
        of = table[part]
        table[part] = {lang: [*filled(of[lang], lang, of)] for lang in LANGUAGES if lang in of}
    return table


WORDS = _read()
NAME = r"[A-ZÀ-ÞА-ЯЎҚҒҲ][\w’'-]+"  # a word with a capital, of any name
CYRILLIC = ("ru", "uz-Cyrl", "kk", "ky", "tg")  # languages
CJK = "⺀"  # the first letter of scripts that set no spaces
LEGAL_FORMS = any_of(WORDS["legal"])
_INSIDE = rf"(?:[\w.-]|[{APOSTROPHES}](?!s\b))"
CAPITAL = "A-ZÀ-ÞƏ" + "".join(letter for letter in map(chr, range(0x100, 0x180)) if letter.isupper())  # Ş, not ş
LATIN_WORD = (
    rf"\d?[{CAPITAL}]{_INSIDE}*(?:\w|(?<=[gGoO])[{APOSTROPHES}](?=[ \u00a0]))|[A-Z]\.|[A-Z]&[A-Z]\b|\d[A-Z](?= [A-Z])"
)
CYRILLIC_CAPITAL = "А-ЯЁЎҚҒҲӘІҢҮҰӨҺӢӮҶ"
CYRILLIC_WORD = rf"[{CYRILLIC_CAPITAL}]{_INSIDE}*\w"
LEGAL_AFTER = re.compile(rf"[,\u00a0 ]{{1,2}}(?:{LEGAL_FORMS}){UZBEK_CASE}(?!\w)")


@lru_cache(maxsize=16)
def words(key: str) -> frozenset[str]:
    """Return one of the lists of names.toml as a set."""
    return frozenset(WORDS[key])
