"""The events of a step come in; the date on which it happened goes out."""

import datetime as dt
from collections.abc import Sequence

from pipeline.acts import Act
from pipeline.dates import When
from pipeline.drafts import Draft

_NEWS = dt.timedelta(days=60)
_UPPER = 3  # paragraphs in which the news stands
_BEHIND = 100  # in March it joined one body and in April another
_RANK = 1000  # more than any distance within a sentence


def event_date(acts: Sequence[Act], draft: Draft, published: dt.datetime | None) -> When | None:
    """Return the date of a step: beside its acts first, then in what says more, then that of the ceremony or visit.

    Only its own sentences give a month or a year; elsewhere a day alone can be meant.
    """
    candidates: list[tuple[int, When]] = []
    for rank, act in enumerate(acts):
        aged = act.modality in ("recalled", "stale") or bool(act.reading.of("modality", "ongoing", "lately"))
        dated = [when for when in act.reading.dates if _possible(when, published, aged=aged)]
        places = [rank + len(acts) * _is_of_saying(act, when) for when in dated]  # said on Monday, signed on Friday
        candidates += [
            (place * _RANK + _distance(act, when, draft.associations), when)
            for place, when in zip(places, dated, strict=True)
        ]
    occasions = [r for r in draft.current if r.sentence.paragraph <= _UPPER and r.of("role", "event")]
    for rank, reading in enumerate([*draft.about, *occasions], start=len(acts) + 1):
        dated = [when for when in reading.dates if _possible(when, published, aged=False)]
        candidates += [(rank * _RANK, when) for when in dated if when.precision == "day"]
    exact = [candidate for candidate in candidates if candidate[1].precision == "day"]
    return min(exact or candidates, key=lambda candidate: candidate[0], default=(0, None))[1]


def _is_of_saying(act: Act, when: When) -> bool:
    """Tell whether a date stands beside a word of telling, and not beside what is told."""
    said = [word for word in act.reading.of("role", "source") if act.reading.same_clause(word, when)]
    return bool(said) and not act.reading.same_clause(act.word, when)


def _distance(act: Act, when: When, associations: set[str]) -> int:
    """Return how far a date stands from what it dates: before the association that is joined, else around the act."""
    joined = [body for body in act.reading.named("organisation") if body.term in associations]
    behind = [_BEHIND * (when.start > body.start) + act.reading.gap(when, body) for body in joined]
    return min(behind, default=act.reading.gap(when, act.word))


def _possible(when: When, published: dt.datetime | None, *, aged: bool) -> bool:
    """Tell whether a date can be that of a step reported: not after the report, and not long before news."""
    if published is None:
        return True
    age = published.date() - when.day
    return age >= -dt.timedelta(days=1) and (aged or age <= _NEWS)
