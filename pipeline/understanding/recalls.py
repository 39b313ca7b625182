"""A sentence that tells news comes in; the papers that it recalls in passing go out, each with what is said of it."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.understanding.deal_words import Word
from pipeline.understanding.reading import Reading

_PAPERS = ("memorandum", "roadmap", "partnership", "agreement", "contract", "loan", "licence", "offtake")
_BESIDE = 12  # characters between "last year's" and the paper
_SIDES = 2


def recalled_papers(reading: Reading) -> Iterator[tuple[Word, Reading]]:
    """Yield the papers between two sides that a word of former times stands before: last year's memorandum between ..

    What is said of a paper is all of its clause from the paper on.
    """
    for paper in reading.of("instrument", *_PAPERS):
        if any(0 <= paper.start - word.end <= _BESIDE for word in reading.of("modality", "recall")):
            said = _from(reading, paper)
            if len({found.term for found in said.named("organisation", "country")}) >= _SIDES:
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
