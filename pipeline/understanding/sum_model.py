"""A sum comes in with every place that names it and what rules say of it; how likely it is the step's own goes out.

A logistic regression over where the sum stands, what is said around it and how large it is beside the others. The
weights are those of ``sum_weights.toml`` (``weighing``).
"""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.lexicon import HOME
from pipeline.money import Amount
from pipeline.understanding.draft import Draft
from pipeline.understanding.earmarks import is_earmarked
from pipeline.understanding.reading import Reading
from pipeline.understanding.weighing import EVER, height, near_words, of_words, place
from pipeline.understanding.weighing import log_odds as of_features

WEIGHTS = Path(__file__).with_name("sum_weights.toml")
_GROUPS = frozenset({"role", "action", "instrument", "modality", "noise", "subject", "scope"})
_RULED = 1.0  # what the rules' answer adds to the odds' logarithm: learned where they were made, it would be more
_NEAR = 30  # characters between a sum and a word that may speak of it
_MANY, _MANY_BESIDE, _FAR = 5, 3, 4  # more make no difference

Key = tuple[float, str]  # how much, and in which currency


class ToldAs(NamedTuple):
    """What is known of the step whose sums are asked for: its type, its stage, the bodies that take it."""

    deal_type: str
    stage: str
    sides: Collection[str]


class Mention(NamedTuple):
    """A place that names a sum; by rules it is another's there, no more of the step, far behind it, tells of money."""

    reading: Reading
    amount: Amount
    other: bool
    passed: bool
    far: bool
    tells: bool


class Sum(NamedTuple):
    """A sum that may be the step's own, whether rules say that it is, and what there is to weigh."""

    key: Key
    ruled: bool
    found: dict[str, float]


def log_odds(one: Sum) -> float:
    """Return the natural logarithm of the odds that a sum is the step's own; what rules say counts beside them."""
    return of_features(one.found, WEIGHTS) + by_rules(one)


def by_rules(one: Sum) -> float:
    """Return what the rules' answer adds to the odds' logarithm, which is not learned: everything else is beside it."""
    return _RULED if one.ruled else -_RULED


def candidates(
    mentions: Mapping[Key, Sequence[Mention]], ruled: Collection[Key], draft: Draft, told_as: ToldAs
) -> list[Sum]:
    """Return the sums in the order of the text; ``ruled`` are those of the step by rules."""
    largest = max((amount for amount, _ in mentions), default=0)
    made = []
    for rank, (key, named) in enumerate(mentions.items()):
        found = dict.fromkeys(
            (
                *(EVER, f"others {min(sum(one != key for one in ruled), _MANY_BESIDE)}"),
                *(f"named {min(len(named), _MANY)}", f"sums {min(len(mentions), _MANY)}", f"rank {min(rank, _MANY)}"),
                *(f"type {told_as.deal_type}", f"stage {told_as.stage}"),
                *(f"in {key[1]}", f"digits {int(math.log10(key[0]))}", f"largest {key[0] == largest}"),
            ),
            1.0,
        )
        for mention in named:
            found |= dict.fromkeys(_of_mention(mention, draft, told_as.sides), 1.0)
        made.append(Sum(key, key in ruled, found))
    return made


def _of_mention(mention: Mention, draft: Draft, sides: Collection[str]) -> Iterator[str]:
    """Yield what there is to weigh of a place that names a sum."""
    reading, amount = mention.reading, mention.amount
    where = place(reading, draft.tellers, draft.support)
    yield f"in {where}"
    yield f"height {height(reading)}"
    yield f"passed {mention.passed}"
    yield f"far {mention.far}"
    if is_earmarked(reading, amount):
        yield "earmarked"
    yield f"{where} tells of money {mention.tells}"
    yield from of_words(reading, where, _GROUPS)
    yield from near_words(reading, amount, _GROUPS, _NEAR)
    named = {body.term for body in reading.named("organisation")}
    yield f"{where} beside {min(len(reading.amounts), _MANY_BESIDE)}"
    yield f"{where} side {not named.isdisjoint(sides)}"
    yield f"{where} body {bool(named.difference(sides))}"
    yield f"{where} mineral {bool(reading.named('mineral'))}"
    yield f"{where} abroad {any(found.country != HOME for found in reading.named('country'))}"
    for when in reading.dates:
        yield f"{where} dated"
        yield f"{where} {when.precision}"
    apart = (abs(reading.sentence.paragraph - one.sentence.paragraph) for one in draft.tellers)
    yield f"apart {min(*apart, _FAR, _FAR)}"
