"""Sentences come in; the papers of before by which their news is done go out, and the sentences without them."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from pipeline.dates import When, of_former_times
from pipeline.lexicon import HOME
from pipeline.tag import Found
from pipeline.understanding.deal_words import Word
from pipeline.understanding.draft import is_known
from pipeline.understanding.facts import SIDES
from pipeline.understanding.reading import Reading
from pipeline.understanding.senses import UPPER
from pipeline.words.tables import Patterns

_WORDS = Patterns(Path(__file__).with_suffix(".toml"), parts=("before", "unspaced", "behind", "relative"))
_BEFORE, _BEHIND = _WORDS.by_language("before") | _WORDS.by_language("unspaced"), _WORDS.by_language("behind")
_RELATIVE = _WORDS.of_all("relative")
_PAPERS = ("memorandum", "roadmap", "partnership", "agreement", "contract", "loan", "licence", "offtake", "document")
_MADE = ("sign", "agree", "adopt", "found")  # acts by which a paper came into being
_REACH = 70  # characters between the words that say that something is done by a paper, and the paper
_STEP = 40  # characters between a paper and what is said of its making
_LATELY = dt.timedelta(days=20)  # what was signed since then may be the news itself
_START, _END = attrgetter("start"), attrgetter("end")


class Paper(NamedTuple):
    """A paper of before, by which the news of a sentence is done."""

    word: Word  # the paper
    said: Reading  # what the sentence says of it
    start: int
    end: int


def without_papers(readings: Sequence[Reading], published: dt.datetime | None) -> tuple[list[Reading], list[Paper]]:
    """Return the sentences without what the first of them say of papers of before, and these papers."""
    papers: list[Paper] = []
    rest = []
    known = {
        name
        for reading in readings
        if reading.sentence.paragraph <= 1
        for found in _abroad(reading)
        for name in (found.term, found.country or found.term)
    }
    for reading in readings:
        told = all(found.country in known or is_known(found.term, known) for found in _abroad(reading))
        of_news = reading.sentence.paragraph <= UPPER and told  # further down others do what is no news
        found = next(_papers(reading, published), None) if published and of_news else None
        done = bool(reading.of("action"))  # else the paper is not said to be made, nor anything done by it
        papers += [found] if found and done else []
        rest.append(_without(reading, found, done=done) if found else reading)
    return rest, papers


def _abroad(reading: Reading) -> list[Found]:
    """Return the bodies and countries that a sentence names, but for those at home."""
    return [found for found in reading.named("organisation", "country") if found.country != HOME]


def _papers(reading: Reading, published: dt.datetime) -> Iterator[Paper]:
    for word in reading.of("instrument", *_PAPERS):
        start = _start(reading, word)
        if start is None:
            continue
        spans: list[Word | When] = [*_making(reading, word), word]
        begin, end = min(start, *(one.start for one in spans)), max(one.end for one in spans)
        dates = [when for when in reading.dates if begin <= when.start and when.end <= end]
        recalled = [sign for sign in reading.of("modality", "recall") if begin <= sign.start and sign.end <= end]
        days = [_last(of_former_times(when, reading.document, published.date())) for when in dates]
        if (dates or recalled) and all(published.date() - day > _LATELY for day in days):
            yield Paper(word, _said(reading, begin, end), begin, end)


def _last(when: When) -> dt.date:
    """Return the last day that a date may mean, as far as it matters: of a month its end."""
    return when.day + dt.timedelta(days={"day": 0, "month": 27}.get(when.precision, 364))


def _start(reading: Reading, paper: Word) -> int | None:
    """Return where a paper is begun to be spoken of as what the news is done by; None where it is not."""
    lang = reading.lang
    if behind := _BEHIND.get(lang):
        return paper.start if behind.match(reading.document, paper.end) else None
    before = _BEFORE.get(lang)
    if before is None:
        return None
    begin = max(reading.sentence.start, paper.start - _REACH)
    signs = list(before.finditer(reading.document, begin, paper.start))
    if not signs or not _is_free(reading, signs[-1].end(), paper.start):
        return None
    return signs[-1].start()


def _is_free(reading: Reading, start: int, end: int) -> bool:
    """Tell whether nothing between two places is another act or paper."""
    words = [*reading.of("action"), *reading.of("instrument")]
    return not any(start <= word.start < end and word.concept not in (*_MADE, *_PAPERS) for word in words)


def _making(reading: Reading, paper: Word) -> Iterator[Word | When]:
    """Yield what is said of how a paper was made, beside it: one act, and its dates."""
    signs: list[Word | When] = [*reading.of("action", *_MADE), *reading.of("modality", "recall"), *reading.dates]
    if reading.lang in _BEHIND:  # all that is said of a paper stands before it
        row = sorted([one for one in signs if one.end <= paper.start], key=_END, reverse=True)
    else:
        row = sorted([one for one in signs if one.start >= paper.end and _is_of(reading, one, paper)], key=_START)
    yield from _row(reading, paper, row)


def _is_of(reading: Reading, one: Word | When, paper: Word) -> bool:
    """Tell whether what stands behind a paper is said of it: it is no act by which another paper is made."""
    if not isinstance(one, Word) or one.group != "action":
        return True
    others = [other for other in reading.of("instrument") if 0 <= other.start - one.end <= _STEP]
    if any(reading.same_clause(one, other) for other in others):
        return False
    between = reading.document[paper.end : one.start]
    return reading.same_clause(paper, one) or _RELATIVE.fullmatch(between) is not None


def _row(reading: Reading, paper: Word, signs: Sequence[Word | When]) -> Iterator[Word | When]:
    """Yield the signs that stand beside a paper one behind the other, up to a second act."""
    last: Word | When = paper
    made = 0
    for one in signs:
        made += isinstance(one, Word) and one.group == "action" and one.start != last.start
        between = min(one.end, last.end), max(one.start, last.start)
        if made > 1 or reading.gap(one, last) > _STEP or not _is_free(reading, *between):
            return
        last = one
        yield one


def _said(reading: Reading, start: int, end: int) -> Reading:
    """Return what a sentence says of a paper; of whose it is all that it names, where nobody else is said to be."""
    inside = _within(reading, start, end)
    return replace(
        reading,
        words=[word for word in reading.words if start <= word.start and word.end <= end],
        found=inside if _are_sides(inside) else [*reading.found],
        dates=[when for when in reading.dates if start <= when.start and when.end <= end],
    )


def _within(reading: Reading, start: int, end: int) -> list[Found]:
    return [found for found in reading.found if start <= found.start and found.end <= end]


def _are_sides(found: Sequence[Found]) -> bool:
    return len({one.term for one in found if one.kind in ("organisation", "country")}) >= SIDES


def _without(reading: Reading, paper: Paper, *, done: bool) -> Reading:
    """Return a sentence without the words and dates of a paper of before, and without its sides, where others act.

    The paper itself stays where there is a sum, which may be its price, and where nothing is done by it.
    """
    told = [word for word in reading.words if not (paper.start <= word.start and word.end <= paper.end)]
    inside = _within(reading, paper.start, paper.end)
    outside = [found for found in reading.found if found not in inside]
    apart = _are_sides(inside) and any(found.kind == "organisation" for found in outside)
    return replace(
        reading,
        words=sorted([*told, paper.word], key=_START) if reading.amounts or not done else told,
        found=outside if apart else [*reading.found],
        dates=[when for when in reading.dates if not (paper.start <= when.start and when.end <= paper.end)],
    )
