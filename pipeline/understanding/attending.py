"""A sentence that opens with who was there comes in; whether a body acts behind those who only attended goes out."""

from pathlib import Path

from pipeline.tag import Found
from pipeline.understanding.deal_words import Word
from pipeline.understanding.reading import Reading
from pipeline.words.tables import Patterns

_OPENING = 8  # characters before the words of presence with which a sentence begins
_REACH = 24  # characters before a body in which the office of its head stands
_WORDS = Patterns(Path(__file__).with_suffix(".toml"), parts=("office", "and-then"))
_OFFICE, _ONLY_AND = _WORDS.of_all("office"), _WORDS.of_all("and-then")


def acts_behind(reading: Reading, presence: Word, found: Found) -> bool:
    """Tell whether a body signs behind those who were there: in the presence of ministers, X signed."""
    acts = [act for act in reading.of("action", "sign", "agree", "found") if act.start > found.end]
    if presence.start - reading.sentence.start > _OPENING:
        return False
    if "," in reading.document[presence.end : found.start]:
        return any("," not in reading.document[found.end : act.start] for act in acts)
    return reading.lang == "ru" and any(_stands_before(reading, found, act) for act in acts)


def _stands_before(reading: Reading, found: Found, act: Word) -> bool:
    """Tell whether nothing but other bodies stands between a body and its verb: в присутствии посла X и Y подписали."""
    if found.surface[:1].islower():  # посла Японии
        return False
    if _OFFICE.search(reading.document, max(reading.sentence.start, found.start - _REACH), found.start):
        return False
    between = reading.document[found.end : act.start]
    for other in reading.named("organisation"):
        if found.end <= other.start and other.end <= act.start:
            between = between.replace(reading.document[other.start : other.end], "")
    return _ONLY_AND.fullmatch(between) is not None
