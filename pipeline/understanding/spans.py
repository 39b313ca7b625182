"""The dates of a sentence come in; those go out that are no first or last day of a visit, a forum or talks."""

import datetime as dt
from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

from pipeline.dates import When
from pipeline.understanding.reading import Reading
from pipeline.words.tables import Patterns

_LONGEST = dt.timedelta(days=10)
_FIRST = 10  # characters before a day in which the first of its span stands
_BEHIND = 8  # characters behind the last day that say so
_TABLE = Patterns(Path(__file__).with_suffix(".toml"), parts=("between", "first-day", "from-to"))
_BETWEEN, _FIRST_DAY, _FROM_TO = map(_TABLE.of_all, ("between", "first-day", "from-to"))


def without_spans(reading: Reading, dated: Sequence[When]) -> list[When]:
    """Leave out the days between which something happened: on which of them it did, the text does not say."""
    days = [when for when in dated if when.precision == "day"]
    ends = {end for pair in permutations(days, 2) if _are_of_one_span(reading, *pair) for end in pair}
    return [when for when in dated if when not in ends and not (when in days and _is_last(reading, when))]


def _are_of_one_span(reading: Reading, first: When, last: When) -> bool:
    """Tell whether two days are the first and the last of something: 5–6 February, from 5 to 6 February."""
    if not dt.timedelta() < last.day - first.day <= _LONGEST or last.start < first.start:
        return False
    if last.start < first.end or _BETWEEN.fullmatch(reading.document, first.end, last.start):
        return True
    told = reading.document[first.start : min(last.end + _BEHIND, reading.sentence.end)]
    return any(match.end() + first.start >= last.end for match in _FROM_TO.finditer(told))


def _is_last(reading: Reading, when: When) -> bool:
    """Tell whether the number of an earlier day stands right before a day: 5./6. Februar."""
    start = max(reading.sentence.start, when.start - _FIRST)
    return _FIRST_DAY.search(reading.document[start : when.start]) is not None
