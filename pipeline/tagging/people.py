"""A document comes in; the surnames of the people whom it introduces go out."""

import re
from pathlib import Path

from pipeline.tagging.name_words import NAME, words
from pipeline.words.tables import Patterns

_PAIR = re.compile(rf"(?<!\w)([\w’'-]++)\.? (?=(?!of\b)({NAME}))")
_OFFICE = Patterns(Path(__file__).with_suffix(".toml"), parts=("office",)).of_all("office")


def people(document: str) -> frozenset[str]:
    """Return the surnames that a document introduces: behind a title or a common first name, or before an office."""
    pairs = {match.groups() for match in _PAIR.finditer(document)}
    found = {last for first, last in pairs if first in words("given") or first in words("titles")}
    found |= {second for first, second in pairs for last in found if first == last}
    return frozenset(found | {match[1] for match in _OFFICE.finditer(document)})
