"""A document and what was searched for come in; the part that shows most of it goes out, with the words found."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.queries.meanings import Phrase
from pipeline.queries.query import Clause
from pipeline.words.wording import Word

WIDTH = 240  # characters
_BEFORE = 60  # of them at most before the first word found
_SPACE = re.compile(r"\s+")
_LAST_SPACE = re.compile(r".*\S(\s+)", re.DOTALL)


@dataclass(frozen=True)
class Mark:
    """A span of a document that was searched for, and by which clause of the search."""

    start: int
    end: int
    clause: int


@dataclass(frozen=True)
class Shown:
    """Some text on one line, with the spans in it that were searched for."""

    text: str
    spans: list[tuple[int, int]]

    @classmethod
    def of(cls, document: str, start: int, end: int, marks: Iterable[Mark]) -> "Shown":
        """Cut a part out of a document; each space is one character still, so that spans keep their places."""
        line = "".join(" " if sign.isspace() else sign for sign in document[start:end])
        whole = (mark for mark in marks if start <= mark.start < mark.end <= end)
        inside = sorted((mark.start - start, mark.end - start) for mark in whole)
        spans: list[tuple[int, int]] = []
        for left, right in inside:
            if spans and left < spans[-1][1]:
                spans[-1] = (spans[-1][0], max(spans[-1][1], right))
            else:
                spans.append((left, right))
        return cls(line, spans)


def marked(spoken: Iterable[Sequence[Word]], clauses: Iterable[Clause]) -> list[Mark]:
    """Return where clauses are said, in each of some sequences of words."""
    wanted = [(number, clause) for number, clause in enumerate(clauses) if not clause.refused]
    return [
        Mark(words[at].start, words[at + len(phrase) - 1].end, number)
        for words in spoken
        for number, clause in wanted
        for phrase in clause.phrases
        for at in _places(words, phrase)
    ]


def _places(words: Sequence[Word], phrase: Phrase) -> Iterable[int]:
    first, *rest = phrase
    for at, word in enumerate(words[: len(words) - len(rest)]):
        if word.token in first and all(words[at + 1 + i].token in tokens for i, tokens in enumerate(rest)):
            yield at


def snippet(document: str, begin: int, marks: Sequence[Mark]) -> Shown:
    """Return the part of a document from ``begin`` on that says most of what was asked for, cut between words."""
    found = [mark for mark in marks if mark.start >= begin]
    best = max(found, key=lambda mark: (*_worth(mark, found), -mark.start), default=None)
    start = max(begin, best.start - _BEFORE) if best else begin
    if best and start > begin:
        space = _SPACE.search(document, start, best.start)
        start = space.end() if space else start
    end = min(len(document), start + WIDTH)
    if end < len(document) and (last := _LAST_SPACE.match(document, start, end)):
        end = max(last.start(1), best.end if best else 0)
    return Shown.of(document, start, end, found)


def _worth(first: Mark, found: Sequence[Mark]) -> tuple[int, int]:
    near = [mark for mark in found if first.start <= mark.start and mark.end <= first.start + WIDTH - _BEFORE]
    return len({mark.clause for mark in near}), len(near)
