"""A sum comes in with its sentence; whether it is the part of a larger one that is meant for what is dug goes out."""

import re
from pathlib import Path

from pipeline.money import Amount
from pipeline.understanding.reading import Reading, once_each
from pipeline.words.tables import Patterns

_WORDS = Patterns(Path(__file__).with_suffix(".toml"), parts=("meant", "part", "whole"))
_MEANT, _PART, _WHOLE = map(_WORDS.by_language, ("meant", "part", "whole"))
_BEFORE = 300  # characters before a sentence in which the whole is named


@once_each
def is_earmarked(reading: Reading, amount: Amount) -> bool:
    """Tell whether a sum is the part of a package that goes to raw materials: 2 billion of it are meant for mining."""
    around = reading.around(amount)
    if not _says(_MEANT, reading.lang, around):
        return False
    start = reading.sentence.start
    before = reading.document[max(0, start - _BEFORE) : start]
    return _says(_PART, reading.lang, around) or _says(_WHOLE, reading.lang, before)


def _says(patterns: dict[str, re.Pattern[str]], lang: str, text: str) -> bool:
    pattern = patterns.get(lang)
    return pattern is not None and pattern.search(text) is not None
