"""A document comes in; the surnames of the people whom it introduces go out."""

import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.tagging.name_words import NAME, words
from pipeline.words.tables import Patterns

_LAST = re.compile(r"(?<!\w)([\w’'-]++)\.?\Z")
_KINDS = ("office", "office-comma", "of-a-body", "of-a-firm", "envoy", "possessed-office", "led")
_WORDS = Patterns(Path(__file__).with_suffix(".toml"), parts=(*_KINDS, "no-name"))
_NEXT = re.compile(rf" (?!{_WORDS.of_all('no-name').pattern})({NAME})")
_OFFICES = tuple(map(_WORDS.of_all, _KINDS))


def people(document: str) -> frozenset[str]:
    """Return the surnames that a document introduces: behind a title or a common first name, or beside an office."""
    pairs = set(_pairs(document))
    found = {last for first, last in pairs if first in words("given") or first in words("titles")}
    found |= {second for first, second in pairs if first in found}
    return frozenset(found | {match[1] for office in _OFFICES for match in office.finditer(document)})


def _pairs(document: str) -> Iterator[tuple[str, str]]:
    """Yield the capitalised words behind a space, each with the word before: spaces are found at once."""
    for name in _NEXT.finditer(document):
        space = name.start()
        if last := _LAST.search(document, document.rfind(" ", 0, space) + 1, space):
            yield last[1], name[1]
