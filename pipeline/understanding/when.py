"""The events of a step come in; the date on which it happened goes out."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from pipeline.dates import When
from pipeline.understanding.acts import Act
from pipeline.understanding.aging import names_a_paper
from pipeline.understanding.draft import Draft
from pipeline.understanding.items import items
from pipeline.understanding.modality import DENIED, ENDING, PAST
from pipeline.understanding.reading import Reading, once
from pipeline.understanding.senses import UPPER
from pipeline.understanding.spans import without_spans
from pipeline.words.tables import Patterns

_NEWS = dt.timedelta(days=60)
_BEHIND = 100  # in March it joined one body and in April another
_SAID_ON = 4  # characters: said on Wednesday it had agreed
_TOLD_AT_THE_END = ("ja", "ko")  # where the day of telling may stand first
_BESIDE = 2  # characters: the memorandum, announced on
_SURELY = 100  # more than there are sentences that may say the day
_RANK = 1000  # more than any distance within a sentence
_TELLERS = ("company", "works", "minister", "state")
_TABLE = Patterns(
    Path(__file__).with_suffix(".toml"),
    parts=("told-apart", "traded", "ceremony", "took-place", "dated", "day", "by-paper", "that", "told-to"),
)
_BY_PAPER = _TABLE.words("by-paper")  # who tells by a paper gives its day
_THAT, _TOLD_TO = map(_TABLE.of_all, ("that", "told-to"))
_TOLD_APART = _TABLE.of_all("told-apart")
_TRADED = _TABLE.of_all("traded")
_CEREMONY, _TOOK_PLACE, _DATED, _DAY = map(_TABLE.of_all, ("ceremony", "took-place", "dated", "day"))


def event_date(acts: Sequence[Act], draft: Draft, published: dt.datetime | None) -> When | None:
    """Return the date of a step: beside its acts first, then in what says more, then that of the ceremony or visit.

    Only its own sentences give a month or a year; elsewhere a day alone can be meant.
    """
    candidates: list[tuple[int, When]] = []
    for rank, act in enumerate(acts):
        aged = act.modality in PAST or bool(act.reading.of("modality", "ongoing", "lately"))
        dated = [when for when in _told_of(act.reading) if _possible(when, published, aged=aged)]
        dated = [when for when in dated if published is None or not names_a_paper(act.reading, when)]
        dated = [when for when in dated if not _only_tells(act, when)]
        places = [rank + len(acts) * _of_saying(act, when) for when in dated]  # said on Monday, signed on Friday
        candidates += [
            (place * _RANK + _distance(act, when, draft.associations), when)
            for place, when in zip(places, dated, strict=True)
        ]
    occasions = [r for r in draft.current if r.dates and _is_of_the_occasion(r)]
    occasions += [r for r in draft.history if r.dates and _tells_of_the_signing(r)]
    telling = {act.reading.sentence.start for act in acts}
    denied = any(act.modality in DENIED for act in acts)  # who denies does so by telling
    beside = [reading for reading in (*draft.about, *occasions) if reading.sentence.start not in telling]
    others = [
        reading
        for reading in _to_the_last_date(beside)
        if not _is_of_a_market(reading) and (denied or not _only_says_that_it_was_told(reading))
    ]
    others.sort(key=lambda reading: not _says_when_it_was(reading))
    for rank, reading in enumerate(others, start=len(acts) + 1):
        dated = [when for when in _told_of(reading) if _possible(when, published, aged=False)]
        days = [when for when in dated if when.precision == "day" and not _is_of_telling(reading, when)]
        first = _DATED.search(reading.document, reading.sentence.start, reading.sentence.end)
        candidates += [(-1 if first else rank * _RANK, when) for when in days]
    exact = [candidate for candidate in candidates if candidate[1].precision == "day"]
    return min(exact or candidates, key=lambda candidate: candidate[0], default=(0, None))[1]


def _is_of_the_occasion(reading: Reading) -> bool:
    """Tell whether a sentence speaks of a visit or a forum of the news, or tells of the ceremony, be it far down."""
    upper = reading.sentence.paragraph <= UPPER and reading.of("role", "event")
    return bool(upper or _tells_of_the_signing(reading))


def _tells_of_the_signing(reading: Reading) -> bool:
    """Tell whether a sentence begins with the ceremony or the paper that was signed, or says when the signing was."""
    return bool(_CEREMONY.match(reading.document, reading.sentence.start)) or _says_when_it_was(reading)


def _says_when_it_was(reading: Reading) -> bool:
    return _TOOK_PLACE.search(reading.document, reading.sentence.start, reading.sentence.end) is not None


def list_date(readings: Sequence[Reading], published: dt.datetime | None) -> When | None:
    """Return the day on which all papers of a list were signed, as a sentence outside it says: all three on June 12."""
    listed = items(readings)
    for reading in readings:
        outside = reading.sentence.paragraph not in listed and not reading.named("organisation")
        if outside and reading.of("action", "sign", "adopt") and not reading.of("modality", "recall"):
            days = [
                when for when in _told_of(reading) if when.precision == "day" and _possible(when, published, aged=False)
            ]
            if days:
                return days[0]
    return None


def _to_the_last_date(readings: Sequence[Reading]) -> Sequence[Reading]:
    """Return the sentences up to the last that names a date: what stands behind it says nothing of when."""
    return readings[: max((place for place, reading in enumerate(readings, start=1) if reading.dates), default=0)]


def _told_of(reading: Reading) -> list[When]:
    """Return the dates of a sentence; where verbs come last, the day right before one of saying is none of them."""
    dated = without_spans(reading, reading.dates)
    if not reading.verb_last:
        return dated
    said = [word.start for word in reading.of("role", "source")]
    apart = [when for when in dated if not any(0 <= start - when.end <= 1 for start in said)]
    further = [when for when in apart if not any(_DAY.fullmatch(reading.document, when.end, start) for start in said)]
    return further or apart


def _of_saying(act: Act, when: When) -> int:
    """Say how surely a date is that of telling: it stands beside such a word and not beside the act, or behind it."""
    said = [word for word in act.reading.of("role", "source") if act.reading.same_clause(word, when)]
    apart = not act.reading.same_clause(act.word, when)
    if (apart or act.word.start > when.end) and any(0 <= when.start - word.end <= _SAID_ON for word in said):
        return _SURELY
    if any(_THAT.search(act.reading.document, max(word.end, when.end), act.word.start) for word in said):
        return _SURELY
    if act.reading.lang in _TOLD_AT_THE_END and _ends_in_telling(act, when):
        return 1
    return int(bool(said) and apart)


def _only_tells(act: Act, when: When) -> bool:
    """Tell whether a day is only that on which what was done before was told: said on Tuesday that it had signed.

    Talks and what ends have no other day. Where verbs come last, who tells of it mostly does so on the day itself.
    """
    if act.reading.verb_last or not act.done or act.kind in ("talk", *ENDING) or not _of_saying(act, when):
        return False
    said = [word for word in act.reading.of("role", "source") if act.reading.same_clause(word, when)]
    to_whom = any(_TOLD_TO.fullmatch(act.reading.document, word.end, when.start) for word in said)
    return (to_whom or _of_saying(act, when) == _SURELY) and not all(word.text.startswith(_BY_PAPER) for word in said)


def _ends_in_telling(act: Act, when: When) -> bool:
    """Tell whether a sentence names a day, then the act, and ends in telling: コマツは23日、受注したと発表した."""
    return when.end <= act.word.start and any(word.start >= act.word.end for word in act.reading.of("role", "source"))


@once
def _only_says_that_it_was_told(reading: Reading) -> bool:
    """Tell whether a sentence says who told the news and when, and nothing of it: об этом 11 марта сообщил комбинат.

    Where nobody in particular tells it, the day of telling stands for it.
    """
    if not reading.of("role", "source") or not _TOLD_APART.match(reading.document, reading.sentence.start):
        return False
    return bool(reading.named("organisation") or reading.of("role", *_TELLERS))


@once
def _is_of_a_market(reading: Reading) -> bool:
    """Tell whether a sentence says how shares went on a day, which is no day of the step: shares rose on Monday."""
    return bool(_TRADED.search(reading.document, reading.sentence.start, reading.sentence.end))


def _is_of_telling(reading: Reading, when: When) -> bool:
    """Tell whether a day is that on which somebody told the news: said on Tuesday that, об этом 10 октября сообщила.

    The day of a paper that is announced, as nobody in particular does, stands for it.
    """
    papers = [paper.end for paper in reading.of("instrument")]
    return any(
        reading.same_clause(word, when) and reading.gap(word, when) <= _SAID_ON
        for word in reading.of("role", "source")
        if not any(0 <= word.start - end <= _BESIDE for end in papers)
    )


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
