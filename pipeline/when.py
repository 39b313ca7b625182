"""The events of a step come in; the date on which it happened goes out."""

import datetime as dt
from collections.abc import Sequence

from pipeline.dates import When
from pipeline.acts import Act
from pipeline.reading import Reading

_REACH = 90  # characters between an act and its date


def event_date(events: Sequence[Act], about: Sequence[Reading], published: dt.datetime | None) -> When | None:
    """Return the date beside the acts of a step: in the clause first, then in the sentence, then in what says more."""
    candidates: list[tuple[int, When]] = []
    for rank, event in enumerate(events):
        for when in event.reading.dates:
            if _possible(when, published):
                candidates.append((rank * 1000 + event.reading.gap(when, event.word), when))
    for rank, reading in enumerate(about):
        candidates += [(100_000 + rank * 1000, when) for when in reading.dates if _possible(when, published)]
    exact = [candidate for candidate in candidates if candidate[1].precision == "day"]
    return min(exact or candidates, key=lambda candidate: candidate[0], default=(0, None))[1]


def _possible(when: When, published: dt.datetime | None) -> bool:
    """Tell whether a date can be that of a step reported: not after the report."""
    return published is None or when.day <= published.date() + dt.timedelta(days=1)
