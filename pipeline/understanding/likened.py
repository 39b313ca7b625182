"""A body or a country in a sentence comes in; whether the deal is only likened to what it takes part in goes out."""

import re

from pipeline.tag import Found
from pipeline.understanding.deal_words import Word
from pipeline.understanding.reading import Reading

_IS = re.compile(r"\w{0,12}(?: \w+)?(?: [—–-]|:) ")  # between a part and who takes it: Консультант — X
_LISTED = re.compile(r"\w{0,4}(?:,? (?:\w{1,3}|und|oder|hamda) |, )(?:the )?")  # between two countries of a list
_SAID_BEHIND = ("uz", "tr", "az", "ko", "ja", "kk", "ky", "zh")  # what is said of a name stands behind it


def is_likened(reading: Reading, found: Found) -> bool:
    """Tell whether a body or a country is only of something that a deal is likened to: a similar project with X."""
    alike = [] if reading.title else reading.of("role", "alike")
    if not alike:
        return False
    behind = reading.lang.partition("-")[0] in _SAID_BEHIND
    papers, signed = reading.of("instrument"), bool(reading.of("action", "sign", "found"))
    named = found if behind else _first_of_list(reading, found)
    return any(
        (found.start >= word.end or behind)
        and speak_together(reading, word, named)
        and not (signed and all(reading.gap(word, paper) > 1 for paper in papers))  # such a paper is what was signed
        for word in alike
    )


def speak_together(reading: Reading, word: Word, found: Found) -> bool:
    """Tell whether a word speaks of a body: they stand in a clause, or a dash says of the one that it is the other."""
    dash = _IS.match(reading.document, word.end, max(word.end, found.start))
    behind = word._replace(end=dash.end()) if dash else word
    return reading.same_clause(word, found) or reading.same_clause(behind, found)


def _first_of_list(reading: Reading, found: Found) -> Found:
    """Return the country with which the list begins that a country stands in: similar papers with X, Y and Z."""
    if found.kind != "country":
        return found
    for country in reversed(reading.named("country")):
        if country.end <= found.start and _LISTED.fullmatch(reading.document, country.end, found.start):
            found = country
    return found
