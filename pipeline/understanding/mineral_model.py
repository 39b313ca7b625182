"""What rules say of the minerals of a step comes in, with its sentences; how likely each is one of its own goes out.

A logistic regression over where a mineral is named, what stands right beside it and which others there are. The weights
are those of ``mineral_weights.toml`` (``weighing``).
"""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from pipeline.tag import Found
from pipeline.understanding.facts import Fact, unique
from pipeline.understanding.incidental import is_by_the_way
from pipeline.understanding.reading import Reading
from pipeline.understanding.weighing import EVER, PLACES, Candidate, height, near_words, place

WEIGHTS = Path(__file__).with_name("mineral_weights.toml")
CLASSES = ("critical-minerals", "rare-metals")
PRECIOUS = ("gold", "silver")
_GROUPS = frozenset({"role", "action", "instrument", "modality", "noise", "subject", "scope"})
_NEAR = 20  # characters between a mineral and a word that may speak of it
_MANY = 4  # more make no difference

Mention = tuple[Reading, Found, str]  # where a mineral is named, and in which of the places


def candidates(
    ruled: Sequence[Fact],
    told: Sequence[Reading],
    about: Sequence[Reading],
    readings: Sequence[Reading],
    sides: set[str],
) -> list[Candidate]:
    """Return the minerals that a text names, in its order, then those that rules read out of names alone.

    ``told`` are the sentences that tell the step, ``about`` those and what says more of it, ``sides`` its bodies.
    """
    own = {fact.value: fact for fact in unique(ruled)}
    mentions: dict[str, list[Mention]] = {}
    for reading in readings:
        if named := reading.named("mineral"):
            where = place(reading, told, about)
            for found in named:
                mentions.setdefault(found.term, []).append((reading, found, where))
    made = []
    for rank, (term, named_in) in enumerate(mentions.items()):
        _, found, _ = min(named_in, key=lambda mention: PLACES.index(mention[2]))
        fact = own.get(term) or Fact(term, found.start, found.end)
        made.append(Candidate(fact, term in own, _of_mineral(term, named_in, rank, own, sides)))
    return made + [
        Candidate(fact, ruled=True, found=_of_name(fact, own)) for term, fact in own.items() if term not in mentions
    ]


def _of_mineral(
    term: str, mentions: Sequence[Mention], rank: int, own: Collection[str], sides: set[str]
) -> dict[str, float]:
    """Return what there is to weigh of a mineral: which it is, how often and where it is named."""
    sort = "class" if term in CLASSES else "precious" if term in PRECIOUS else "exact"
    others = sum(one != term for one in own)
    found = dict.fromkeys(
        (
            *(EVER, sort, f"mineral {term}", f"ruled {term in own}", f"first {height(mentions[0][0])}"),
            *(f"named {min(len(mentions), _MANY)}", f"rank {min(rank, _MANY)}", f"others {min(others, _MANY)}"),
        ),
        1.0,
    )
    for mention in mentions:
        found |= dict.fromkeys(_of_mention(mention, own, sides), 1.0)
    return found


def _of_mention(mention: Mention, own: Collection[str], sides: set[str]) -> Iterator[str]:
    """Yield what there is to weigh of a place that names a mineral."""
    reading, found, where = mention
    aside = is_by_the_way(reading, found, sides, told=where in ("title", "told"))
    yield f"in {where}"
    yield f"in {where} {'aside' if aside else 'itself'}"
    yield f"height {height(reading)}"
    beside = {one.term for one in reading.named("mineral")} - {found.term}
    yield f"{where} beside {min(len(beside), _MANY)}"
    yield f"{where} beside own {not beside.isdisjoint(own)}"
    bodies = reading.named("organisation")
    if any(body.start <= found.start < body.end for body in bodies):
        yield "in a name"
    if where != "title":
        yield f"{where} side {any(body.term in sides for body in bodies)}"
    yield from near_words(reading, found, _GROUPS, _NEAR)


def _of_name(fact: Fact, own: Collection[str]) -> dict[str, float]:
    """Return what there is to weigh of a mineral that only a body's name says."""
    sure = "inferred" if fact.detail.get("inferred") else "said"
    return dict.fromkeys((f"name {sure}", f"name {sure} others {min(len(own) - 1, _MANY)}"), 1.0)
