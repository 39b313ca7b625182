"""The acts and sentences of a step come in; how likely each type of deal is goes out, by weights that were learned.

A multinomial logistic regression over concepts, not words: what is learned of one language holds in all of them. The
weights are those of ``type_weights.toml``, which ``make learn`` makes from the labelled articles.
"""

import math
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pipeline.lexicon import HOME
from pipeline.understanding.actors import type_of
from pipeline.understanding.acts import Act
from pipeline.understanding.facts import Fact
from pipeline.understanding.reading import Reading
from pipeline.understanding.weighing import EVER, load, of_words

WEIGHTS = Path(__file__).with_name("type_weights.toml")
_GROUPS = frozenset({"instrument", "action", "subject", "role", "noise"})
_FURTHER = 0.5  # what a word further down is worth of one in the headline or the lead
DIGITS = 6  # behind the point: finer differences are those of machines
_MANY_STATES, _MANY_PARTIES, _MANY_COUNTRIES = 2, 4, 3  # more make no difference

Array = npt.NDArray[np.float64]


def features(
    lead: Sequence[Act], about: Sequence[Reading], parties: Sequence[Fact], history: Sequence[Reading]
) -> dict[str, float]:
    """Return what there is to weigh of a step, each with a value from 0 to 1."""
    found = {EVER: 1.0}
    for act in lead:
        found |= dict.fromkeys((f"kind {act.kind}", f"paper {act.paper}"), 1.0)
        found |= dict.fromkeys((f"deed {act.kind} {act.paper}", f"deed {act.kind} {act.modality}"), 1.0)
        found |= dict.fromkeys(_concepts("act", act.reading), 1.0)
    for reading in about:
        place = "title" if reading.title else "lead" if reading.sentence.paragraph <= 1 else "further"
        found |= dict.fromkeys(_concepts(place, reading), _FURTHER if place == "further" else 1.0)
    found |= {f"recalled {word.concept}": 1.0 for reading in history for word in reading.of("instrument")}
    states = sum(fact.detail.get("role") == "state" for fact in parties)
    countries = len({fact.detail.get("country") for fact in parties})
    found[f"states {min(states, _MANY_STATES)}"] = 1.0
    found[f"parties {min(len(parties), _MANY_PARTIES)}"] = 1.0
    found[f"countries {min(countries, _MANY_COUNTRIES)}"] = 1.0
    found |= {f"party {fact.detail.get('role')}": 1.0 for fact in parties}
    home = {_kind(fact) for fact in parties if fact.detail.get("country") == HOME}
    abroad = {_kind(fact) for fact in parties if fact.detail.get("country") != HOME}
    found |= {f"home {kind}": 1.0 for kind in home} | {f"abroad {kind}": 1.0 for kind in abroad}
    return found | {f"sides {one} {other}": 1.0 for one in home for other in abroad}


def _kind(fact: Fact) -> str:
    """Say what a side is: a state by the part it takes, a bank or an agency by the lexicon, else a body."""
    if fact.detail.get("role") == "state":
        return "state"
    return type_of(fact.value) or "body"


def _concepts(place: str, reading: Reading) -> list[str]:
    named = [*of_words(reading, place, _GROUPS)]
    return [*named, f"{place} money"] if reading.amounts else named


def log_likelihoods(found: dict[str, float]) -> dict[str, float]:
    """Return the natural logarithm of each type's probability; what was never learned of weighs nothing.

    In whatever order the features come they are added up in that of the table: two types that are as likely stay so.
    """
    types, places, weights = model()
    known = sorted((places[name], value) for name, value in found.items() if name in places)
    values = np.fromiter((value for _, value in known), dtype=float)
    scores: Array = values @ weights[[place for place, _ in known]] if known else np.zeros(len(types))
    scores = scores - scores.max()
    likely: Array = (scores - math.log(np.exp(scores).sum())).round(DIGITS)
    return dict(zip(types, likely.tolist(), strict=True))


@cache
def model() -> tuple[tuple[str, ...], dict[str, int], Array]:
    """Return the types, the row of each feature, and the rows: of each feature what it weighs for each type."""
    types, rows = load(WEIGHTS)
    return types, {name: place for place, name in enumerate(rows)}, np.array([*rows.values()], dtype=float)
