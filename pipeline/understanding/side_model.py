"""What rules say of the sides of a step comes in, with its sentences; each body with how likely it is a side goes out.

Every body that the text names is weighed, and the states that rules name: a logistic regression over where it stands,
what stands beside it and who the other sides are. The weights are those of ``side_weights.toml`` (``weighing``).
"""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from pipeline.lexicon import HOME, lexicon
from pipeline.tag import Found
from pipeline.understanding.acting import acting_states
from pipeline.understanding.actors import (
    as_state,
    bodies,
    home_country,
    is_present,
    is_source,
    takes_no_part,
    type_of,
)
from pipeline.understanding.facts import Fact, unique
from pipeline.understanding.reading import Reading, once_each
from pipeline.understanding.weighing import EVER, PLACES, Candidate, height, of_words, place

WEIGHTS = Path(__file__).with_name("side_weights.toml")
_GROUPS = frozenset({"role", "action", "instrument", "modality", "noise"})
_NO_PARTS = ("takes no part", "attends")  # who does nothing else in a text is no side of what it tells
_DEALING = ("sign", "agree", "join", "found", "talk")  # actions of states
_BESIDE = 5  # characters between the names of a list
_MANY, _MANY_BESIDE = 4, 3  # more make no difference

Mention = tuple[Reading, Found, str]  # where a body is named, and in which of the places


def candidates(
    ruled: Sequence[Fact], told: Sequence[Reading], more: Sequence[Reading], readings: Sequence[Reading]
) -> list[Candidate]:
    """Return what may be a side, in the order of the text: the bodies that it names, then states that rules name.

    ``told`` are the sentences that tell the step, ``more`` those that say more of it, ``readings`` those of the text.
    """
    sides = {fact.value: fact for fact in unique(ruled)}
    mentions: dict[str, list[Mention]] = {}
    for reading in readings:
        if named := reading.named("organisation"):
            where = place(reading, told, more)
            for body in named:
                mentions.setdefault(as_state(body, reading).term, []).append((reading, body, where))
    told_of = [
        _candidate(term, named_in, rank, sides)
        for rank, (term, named_in) in enumerate(mentions.items())
        if term in sides or any(_part(reading, body) not in _NO_PARTS for reading, body, _ in named_in)
    ]
    bare = [fact for value, fact in sides.items() if value not in mentions]
    tellers = {reading.sentence.start: reading for reading in (*more, *told)}.values()
    return told_of + [Candidate(fact, ruled=True, found=_of_state(fact, sides, tellers)) for fact in bare]


def _candidate(term: str, mentions: Sequence[Mention], rank: int, sides: dict[str, Fact]) -> Candidate:
    reading, body, _ = min(mentions, key=lambda mention: PLACES.index(mention[2]))
    named = as_state(body, reading)
    fact = sides.get(term) or Fact(term, named.start, named.end)
    return Candidate(fact, term in sides, _of_body(term, mentions, rank, sides), (named, reading))


def _of_body(term: str, mentions: Sequence[Mention], rank: int, sides: dict[str, Fact]) -> dict[str, float]:
    """Return what there is to weigh of a body: what it is, where it stands, who the others are."""
    first, body, _ = mentions[0]
    country = home_country(body, first)
    land = "home" if country == HOME else "abroad" if country else "unsaid"
    listed = lexicon().terms.get(term)
    kind = _kind(term)
    found = dict.fromkeys(
        (
            *(EVER, f"kind {kind}", f"land {land}", f"kind {kind} {land}", f"first {height(first)}"),
            *(f"named {min(len(mentions), _MANY)}", f"rank {min(rank, _MANY)}", f"ruled {term in sides}"),
            *_of_others(term, country, land, sides),
        ),
        1.0,
    )
    if listed and listed.wider:
        found["wider"] = 1.0
    for reading, mention, where in mentions:
        found |= dict.fromkeys(_of_mention(reading, mention, where, kind), 1.0)
        if where != "rest":
            found |= dict.fromkeys(_of_sentence(reading, mention, where, land, sides), 1.0)
    return found


def _kind(term: str) -> str:
    return type_of(term) or ("state" if term.endswith("-gov") else "company")


def _of_others(term: str, country: str | None, land: str, sides: dict[str, Fact]) -> Iterator[str]:
    """Yield what the other sides say of a body: how many there are, and from where."""
    lands = {fact.detail.get("country") for value, fact in sides.items() if value != term}
    yield f"others {min(len(sides.keys() - {term}), _MANY_BESIDE)}"
    yield f"land {land} home {HOME in lands}"
    yield f"land {land} abroad {bool(lands - {HOME, None})}"
    yield f"their land {country in lands}"


def _of_mention(reading: Reading, body: Found, where: str, kind: str) -> Iterator[str]:
    """Yield what there is to weigh of where a body is named."""
    yield f"in {where}"
    yield f"in {where} {_part(reading, body)}"
    yield f"in {where} {kind}"
    yield f"height {height(reading)}"


@once_each
def _part(reading: Reading, body: Found) -> str:
    """Say in a word what a body does in a sentence by the rules."""
    if any(one.start == body.start for one in bodies(reading)):
        return "acts"
    if is_source(reading, body):
        return "tells"
    if takes_no_part(reading, body):
        return "takes no part"
    return "attends" if is_present(reading, body) else "idle"


def _of_sentence(reading: Reading, body: Found, where: str, land: str, sides: dict[str, Fact]) -> Iterator[str]:
    """Yield what there is to weigh of a sentence of a step that names a body."""
    yield from of_words(reading, where, _GROUPS)
    everyone = reading.named("organisation")
    others = [one for one in everyone if one.term != body.term]
    near = [one for one in others if reading.gap(one, body) <= _BESIDE]
    yield f"{where} beside {min(len(others), _MANY_BESIDE)}"
    yield f"{where} beside side {any(one.term in sides for one in others)}"
    yield f"{where} beside home {any(one.country == HOME for one in others)} {land}"
    yield f"{where} listed {bool(near)}"
    yield f"{where} listed side {any(one.term in sides for one in near)}"
    yield f"{where} mineral {bool(reading.named('mineral'))}"
    yield f"{where} money {bool(reading.amounts)}"
    yield f"{where} day {bool(reading.dates)}"
    yield f"{where} leads {all(body.start <= one.start for one in everyone)}"


def _of_state(fact: Fact, sides: dict[str, Fact], tellers: Collection[Reading]) -> dict[str, float]:
    """Return what there is to weigh of a state that rules name without a body of it."""
    sort = " ".join(mark for mark in ("bare", "inferred") if fact.detail.get(mark)) or "member"
    home = "home" if fact.detail.get("country") == HOME else "abroad"
    others = [one for value, one in sides.items() if value != fact.value]
    among = "states" if all(one.detail.get("role") == "state" for one in others) else "bodies"
    alone = all((one.detail.get("country") == HOME) == (fact.detail.get("country") == HOME) for one in others)
    return dict.fromkeys(
        (
            *(f"state {sort}", f"state {home}", f"state {sort} {home}", f"state among {among}"),
            *(f"state {sort} among {among}", f"state {home} among {among}", f"state across {not alone}"),
            *(f"state {home} across {not alone}", f"state beside {min(len(others), _MANY_BESIDE)}"),
            *_of_other_side(home, others),
            *_of_pairs(fact, home, tellers),
        ),
        1.0,
    )


def _of_other_side(home: str, others: Sequence[Fact]) -> Iterator[str]:
    """Yield what the other sides say of a state: whether it is the only one of its side, and whom it deals with."""
    lands = [(one.detail.get("country"), _kind(one.value)) for one in others]
    across = {kind for land, kind in lands if land and (land == HOME) != (home == "home")}
    beside = any(land and (land == HOME) == (home == "home") for land, _ in lands)
    alone = "unsaid" if any(land is None for land, _ in lands) else "with others" if beside else "alone"
    yield f"state {home} {alone}"
    for kind in across or {"nobody"}:
        yield f"state {home} opposite {kind}"
        yield f"state {home} {alone} opposite {kind}"


def _of_pairs(fact: Fact, home: str, tellers: Collection[Reading]) -> Iterator[str]:
    """Yield what there is to weigh of the sentences in which a state acts: if it deals there with another one."""
    country = fact.detail.get("country")
    acting = [(reading, {found.country for found in acting_states(reading)}) for reading in tellers]
    acting = [(reading, lands) for reading, lands in acting if country in lands]
    yield f"state {home} acts {min(len(acting), _MANY_BESIDE)}"
    for reading, lands in acting:
        with_whom = "states" if len(lands) > 1 else "bodies" if bodies(reading) else "nobody"
        where = "title" if reading.title else "body"
        yield f"state {home} acts in {where} with {with_whom}"
        for word in reading.of("action", *_DEALING):
            yield f"state {where} {word.concept} with {with_whom}"
