"""Sentences that tell news come in; what they recall in passing goes out, and which of them only go on recalling."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.understanding.deal_words import Word
from pipeline.understanding.facts import SIDES
from pipeline.understanding.reading import Reading

_PAPERS = ("memorandum", "roadmap", "partnership", "agreement", "contract", "loan", "licence", "offtake")
_BESIDE = 12  # characters between "last year's" and the paper
_OPENING = 3  # characters before the word with which a paragraph begins to recall
_OF_NOW = ("weekday", "relative")  # days told from that of publication: on Monday, yesterday
_NEWS = 2  # paragraphs in which what was before only leads up to the news


def is_recalled_on(readings: Sequence[Reading]) -> frozenset[int]:
    """Return where sentences begin that go on with a paragraph which opens with former times: Earlier, X did. Y .."""
    recalled, opened = set(), -1
    for reading in readings:
        sentence = reading.sentence
        if sentence.paragraph == opened and not _is_of_now(reading):
            recalled.add(sentence.start)
        elif sentence.paragraph > _NEWS and any(
            word.start - sentence.start <= _OPENING for word in reading.of("modality", "recall")
        ):
            opened = sentence.paragraph
        else:
            opened = opened if sentence.paragraph == opened else -1
    return frozenset(recalled)


def _is_of_now(reading: Reading) -> bool:
    return bool(reading.of("modality", "ongoing", "lately")) or any(when.kind in _OF_NOW for when in reading.dates)


def recalled_papers(reading: Reading) -> Iterator[tuple[Word, Reading]]:
    """Yield the papers between two sides that a word of former times stands before: last year's memorandum between ..

    What is said of a paper is all of its clause from the paper on.
    """
    for paper in reading.of("instrument", *_PAPERS):
        if any(0 <= paper.start - word.end <= _BESIDE for word in reading.of("modality", "recall")):
            said = _from(reading, paper)
            if len({found.term for found in said.named("organisation", "country")}) >= SIDES:
                yield paper, said
                return


def _from(reading: Reading, paper: Word) -> Reading:
    return replace(
        reading,
        words=[word for word in reading.words if word.start >= paper.start and reading.same_clause(paper, word)],
        found=[found for found in reading.found if found.start > paper.start and reading.same_clause(paper, found)],
        dates=[when for when in reading.dates if when.start > paper.start and reading.same_clause(paper, when)],
        amounts=[],
    )
