"""Listed firms found in a document come in; where their names' beginnings recall them goes out: Weir, of Weir Group."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipeline.tagging.evidence import is_apart
from pipeline.tagging.known import Known, taken
from pipeline.tagging.name_words import words
from pipeline.tagging.origin import UZBEK_CASE
from pipeline.tagging.party import Party, Text
from pipeline.tagging.people import people

_SHORTEST = 4  # letters that may recall a longer name
_ENDS = re.compile(rf"{UZBEK_CASE}(?![\w-])")
_INSIDE = re.compile(r"[\w-]")


def beginnings(
    document: str, lang: str, known: Sequence[Known], firms: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, int]]:
    """Yield the index of a firm, and the start and end of each place that recalls it."""
    recalled: dict[str, int] = {}
    for index, (start, end) in enumerate(firms):
        if short := _beginning(document[start:end]):
            recalled.setdefault(short, index)
    places = [
        (index, start, start + len(short))
        for short, index in recalled.items()
        if not any(True for _ in _places(document, short.lower()))  # an everyday word as well: core, of Core Lithium
        for start in _places(document, short)
        if not taken(known, start, start + len(short))
    ]
    if places:
        text = Text(document, lang, known, people(document))
        for index, start, end in places:
            name = document[start:end]
            if name.split()[-1] not in text.people and not is_apart(text, Party(name, start, end)):
                yield index, start, end


def _places(document: str, name: str) -> Iterator[int]:
    start = document.find(name)
    while start >= 0:
        if not (start and _INSIDE.match(document, start - 1)) and _ENDS.match(document, start + len(name)):
            yield start
        start = document.find(name, start + len(name))


@lru_cache(maxsize=10_000)
def _beginning(name: str) -> str | None:
    """Return a name without the words behind it that many firms share, unless what is left is one that many share."""
    parts = name.split()
    if len(parts) == 1 or not all(part[0].isupper() or part[0].isdigit() for part in parts):
        return None
    core = [*parts]
    while len(core) > 1 and _is_form(core[-1].rstrip(".")):
        core.pop()
    short = " ".join(core)
    common = any(word in words(shared) for word in core for shared in ("heads", "openers", "shared"))
    return short if core != parts and len(short) >= _SHORTEST and not common else None


def _is_form(word: str) -> bool:
    return word in words("heads") or word in words("legal")
