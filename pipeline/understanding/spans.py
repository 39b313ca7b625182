"""The dates of a sentence come in; those go out that are no first or last day of a visit, a forum, talks or a term."""

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
_PARTS = ("between", "first-day", "from-to", "until", "until-behind")
_TABLE = Patterns(Path(__file__).with_suffix(".toml"), parts=_PARTS)
_BETWEEN, _FIRST_DAY, _FROM_TO = map(_TABLE.of_all, ("between", "first-day", "from-to"))
_UNTIL, _UNTIL_BEHIND = _TABLE.by_language("until"), _TABLE.of_all("until-behind")


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
    """Tell whether a day is the last: the number of an earlier one stands before it (5./6. Februar), or until does."""
    before = reading.document[max(reading.sentence.start, when.start - _FIRST) : when.start]
    until = _UNTIL.get(reading.lang)
    if _FIRST_DAY.search(before) or (until and until.search(before)):
        return True
    return _UNTIL_BEHIND.search(reading.document, when.start, min(when.end + _BEHIND, reading.sentence.end)) is not None
