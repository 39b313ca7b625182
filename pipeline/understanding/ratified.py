"""The acts of a step come in; when the paper was signed that they put into force goes out."""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.dates import When, of_former_times
from pipeline.understanding.acts import Act
from pipeline.understanding.facts import Fact, unique
from pipeline.understanding.reading import Reading, once
from pipeline.words.fold import fold_part
from pipeline.words.tables import Patterns

_PATTERNS = Patterns(Path(__file__).with_suffix(".toml"), parts=("ratified",))
_LATELY = 5  # days: what was signed since then is the news itself
_YEARS = 3  # within which a paper of states is ratified, where nothing says when it was signed
_WRITTEN = {"month": 7, "day": 10}  # characters of an ISO date


def is_ratified(acts: Sequence[Act]) -> bool:
    """Tell whether the acts of a step put its paper into force: it was signed before."""
    return _ratifying(acts) is not None


def signed(acts: Sequence[Act], readings: Sequence[Reading], published: dt.datetime) -> tuple[Fact, ...]:
    """Return the month or the day when a paper was signed that is ratified; the years before where none is told."""
    dates = unique(_fact(when) for reading in readings if (when := _signing(reading, published)))
    act = _ratifying(acts)
    if dates or act is None:
        return dates
    last = (published.date().replace(day=1) - dt.timedelta(days=1)).isoformat()[: _WRITTEN["month"]]
    return (Fact(f"{int(last[:4]) - _YEARS}{last[4:]}/{last}", act.word.start, act.word.end),)


def _ratifying(acts: Sequence[Act]) -> Act | None:
    """Return the act by which a paper comes into force, where that is done and opens the news."""
    return next(
        (one for one in acts if one.modality != "planned" and one.reading.leads and _says_so(one.reading)), None
    )


def _signing(reading: Reading, published: dt.datetime) -> When | None:
    """Return the date beside the word for signing: before or behind it, whichever is nearer."""
    found = list(_past(reading, published))
    words = reading.of("action", "sign")
    near = ((reading.gap(word, when), when.start, when) for word in words for when in found)
    return min(near, key=lambda one: one[:2], default=(0, 0, None))[2]


def _past(reading: Reading, published: dt.datetime) -> Iterator[When]:
    for when in reading.dates:
        told = of_former_times(when, reading.document, published.date())
        if told.precision in _WRITTEN and (published.date() - told.day).days > _LATELY:
            yield told


def _fact(when: When) -> Fact:
    return Fact(when.day.isoformat()[: _WRITTEN[when.precision]], when.start, when.end)


@once
def _says_so(reading: Reading) -> bool:
    pattern = _PATTERNS.get("ratified", reading.lang)
    told = fold_part(reading.document, reading.lang, reading.sentence.start, reading.sentence.end) if pattern else ""
    return bool(pattern and pattern.search(told))
