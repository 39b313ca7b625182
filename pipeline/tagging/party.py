"""What the search for bodies hands around: a name with its span, and the text in which it stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.tagging.known import Known
from pipeline.words.fold import fold

UNLISTED = "x:"  # prefix of the id of a body that only its name identifies


@dataclass(frozen=True, slots=True)
class Party:
    """A body named in the text: its name without legal form and quotation marks, its span and its country."""

    name: str
    start: int
    end: int
    country: str | None = None
    quoted: bool = False

    @property
    def term(self) -> str:
        """Return the id of a body that only its name identifies."""
        return _term(self.name)


@lru_cache(maxsize=10_000)
def _term(name: str) -> str:
    letters = fold(name, "en" if name.isascii() else "uz-Cyrl").text
    return UNLISTED + (re.sub(r"[^\w]+", "-", letters).strip("-"))


@dataclass(frozen=True, slots=True)
class Text:
    """A document, its language, and what is understood in it."""

    document: str
    lang: str
    known: Sequence[Known]
    people: frozenset[str]

    @property
    def tongue(self) -> str:
        """The language without its script."""
        return self.lang.partition("-")[0]
