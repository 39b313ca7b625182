"""A table of what was learned comes in; what each feature weighs for each answer goes out.

The tables ``*_weights.toml`` are made by ``make learn`` from the labelled articles: logistic regressions over what the
sentences of a step say, by concepts and not by words, so that what is learned of one language holds in all of them.
"""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pipeline.money import Amount
from pipeline.tag import Found
from pipeline.understanding.facts import Fact
from pipeline.understanding.reading import Reading
from pipeline.words.tables import InvalidTable, read_table

EVER = "ever"  # what is true of everything that is weighed: how common an answer is
PLACES = ("title", "told", "more", "rest")  # from where a step is told to what has little to do with it
_LEAD, _TOP = 1, 3  # paragraphs

Rows = dict[str, list[float]]


class Candidate(NamedTuple):
    """What a text names and a step may have: where, if rules say that it has, what there is to weigh."""

    fact: Fact  # where rules say so with all that they tell
    ruled: bool
    found: dict[str, float]
    named: tuple[Found, Reading] | None = None  # the body that it is, and the sentence that tells most of it

    @property
    def key(self) -> str:
        """What it is one candidate by."""
        return self.fact.value


def load(path: Path) -> tuple[tuple[str, ...], Rows]:
    """Return the answers and of each feature its weights, natural logarithms of odds, one for each answer.

    Raises InvalidTable where a row has not one for each.
    """
    table = read_table(path, ("answers", "weights"))
    answers, rows = tuple(table["answers"]), table["weights"]
    for name, row in rows.items():
        if len(row) != len(answers):
            few = f"{len(row)} numbers for {len(answers)} answers"
            raise InvalidTable(f"{path.name} [weights] {name!r}: {few}; make learn")
    return answers, rows


@cache
def odds(path: Path) -> dict[str, float]:
    """Return of each feature what it weighs for yes, from a table that has one answer."""
    return {name: float(row[0]) for name, row in load(path)[1].items()}


def log_odds(found: Mapping[str, float], table: Path) -> float:
    """Return the natural logarithm of the odds of yes; what was never learned of weighs nothing.

    The same to the last digit in whatever order the features come: a bare majority is one in every process.
    """
    weights = odds(table)
    return math.fsum([value * weights.get(name, 0.0) for name, value in found.items()])


def place(reading: Reading, told: Sequence[Reading], more: Sequence[Reading]) -> str:
    """Say which of the places a sentence has in a step: ``told`` are those that tell it, ``more`` say more of it."""
    if reading.title:
        return "title"
    start = reading.sentence.start
    if any(one.sentence.start == start for one in told):
        return "told"
    return "more" if any(one.sentence.start == start for one in more) else "rest"


def height(reading: Reading) -> str:
    """Say how far up in the text a sentence stands."""
    paragraph = reading.sentence.paragraph
    return "headline" if reading.title else "lead" if paragraph <= _LEAD else "top" if paragraph <= _TOP else "below"


def of_words(reading: Reading, where: str, groups: Collection[str]) -> Iterator[str]:
    """Yield the concepts that a sentence speaks of, each with its place."""
    return (f"{where} {word.group} {word.concept}" for word in reading.words if word.group in groups)


def near_words(reading: Reading, span: Found | Amount, groups: Collection[str], reach: int) -> Iterator[str]:
    """Yield the concepts that stand within so many characters of a span, in its clause: they may speak of it."""
    for word in reading.words:
        if word.group in groups and reading.gap(word, span) <= reach and reading.same_clause(word, span):
            yield f"near {word.group} {word.concept}"
