"""The acts of a step, its sentences and its parties come in; whether states deal with each other goes out."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.lexicon import HOME
from pipeline.tag import Found
from pipeline.understanding.acting import acting_states
from pipeline.understanding.actors import body_type, companies_of, is_present, is_source
from pipeline.understanding.acts import Act
from pipeline.understanding.deal_words import Word
from pipeline.understanding.facts import Fact
from pipeline.understanding.reading import Reading
from pipeline.understanding.sides import is_state_name

_STATES = ("government", "ministry", "union")
_LEADERS = ("head", "minister", "diplomat")
_BESIDE = 3  # characters between the word for "of states" and its paper
_SIGNING = ("sign", "adopt", "agree", "found", "award")
_FIRM = ("contract", "offtake", "stake", "venture", "loan")  # papers that firms sign
_QUOTED = re.compile(r"(?: [^\W\d_][\w-]*){1,6} [«“\"]")
_TITLE = 12  # characters between a minister and his name, or what he says


def is_of_states(acts: Sequence[Act], about: Sequence[Reading], parties: Sequence[Fact], *, goods: bool) -> bool:
    """Tell whether states deal with each other, by their bodies, in the headline or by their leaders.

    ``goods`` says that they are sold: where a company of home sells them, to whomever, no state does.
    """
    if goods and not any(fact.detail.get("role") == "state" and fact.detail.get("country") == HOME for fact in parties):
        return False
    if any(_is_between_firms(act, parties) for act in acts):
        return False
    told = [act.reading for act in acts]
    parties = [_as_ministry(fact, about) for fact in parties]
    return (
        _between_states(_signing(acts, parties))
        or _headline_of_states(about, parties)
        or _told_of_states(acts, about, parties)
        or any(_is_called_so(reading) for reading in told)
        or any(_commission_adopts(act, parties) for act in acts)
        or any(_ministers_sign(reading, parties) for reading in told)
        or (not _firms_sign(about, parties) and any(_countries_sign(reading) for reading in told))
    )


def _is_between_firms(act: Act, parties: Sequence[Fact]) -> bool:
    """Tell whether firms of both sides stand where a contract is told, and no body of the own state is a party."""
    span = act.reading.sentence
    told = [fact for fact in parties if span.start <= fact.start < span.end and fact.detail.get("role") == "party"]
    at_home = any(fact.detail.get("role") == "state" and fact.detail.get("country") == HOME for fact in parties)
    return act.paper in _FIRM and not at_home and {fact.detail.get("country") == HOME for fact in told} == {True, False}


def _signing(acts: Sequence[Act], parties: Sequence[Fact]) -> list[Fact]:
    """Leave out states abroad that are told of apart where somebody lends: who adds to a bank's grant signs nothing."""
    if not any(fact.detail.get("role") == "lender" for fact in parties):
        return [*parties]
    spans = [act.reading.sentence for act in acts]
    return [
        fact
        for fact in parties
        if fact.detail.get("country") == HOME or any(span.start <= fact.start < span.end for span in spans)
    ]


def _as_ministry(fact: Fact, about: Sequence[Reading]) -> Fact:
    """Take what is quoted in the name of another country's ministry for it: the Italian Ministry of Works "Made"."""
    for reading in about:
        if not reading.sentence.start <= fact.start < reading.sentence.end or fact.detail.get("role") != "party":
            continue
        abroad = [land for land in reading.named("country") if land.country == fact.detail.get("country") != HOME]
        ministries = [word for word in reading.of("role", "minister") if any(_is_beside(land, word) for land in abroad)]
        if any(_QUOTED.fullmatch(reading.document, word.end, fact.start) for word in ministries):
            return replace(fact, detail={**fact.detail, "role": "state"})
    return fact


def _is_beside(land: Found, ministry: Word) -> bool:
    return 0 <= ministry.start - land.end <= _BESIDE


def _is_called_so(reading: Reading) -> bool:
    """Tell whether a paper is called one of states: an intergovernmental agreement, no intergovernmental commission."""
    papers = reading.of("instrument")
    return any(
        reading.gap(word, paper) <= _BESIDE and reading.same_clause(word, paper)
        for word in reading.of("role", "interstate")
        for paper in papers
    )


def _commission_adopts(act: Act, parties: Sequence[Fact]) -> bool:
    """Tell whether an intergovernmental commission adopts a paper itself, and no firm from abroad is a side of it."""
    if act.word.concept != "adopt" or any(_is_foreign_firm(fact) for fact in parties):
        return False
    lands = {found.country for found in act.reading.named("organisation", "country")} - {None}
    spoken = [word for word in act.reading.of("role", "interstate") if act.reading.same_clause(word, act.word)]
    return bool(spoken) and HOME in lands and len(lands) > 1


def _firms_sign(about: Sequence[Reading], parties: Sequence[Fact]) -> bool:
    """Tell whether a firm from abroad is named where something is signed, and not only as one that buys or talks."""
    spans = [reading.sentence for reading in about if reading.of("action", *_SIGNING)]
    return any(_is_foreign_firm(fact) and span.start <= fact.start < span.end for fact in parties for span in spans)


def _countries_sign(reading: Reading) -> bool:
    """Tell whether a sentence of the body names both countries as acting on a paper, and no firm."""
    firms = reading.of("role", "company")
    if (
        reading.title
        or firms
        or not reading.of("instrument")
        or any(not _is_of_state(reading, found) for found in reading.named("organisation"))
    ):
        return False
    acting = {found.country for found in acting_states(reading)} - {found.country for found in companies_of(reading)}
    return HOME in acting and len(acting) > 1


def _is_of_state(reading: Reading, found: Found) -> bool:
    called = any(found.start <= word.start < found.end for word in reading.of("role", "minister"))
    return called or body_type(found) in _STATES or is_state_name(found)


def _ministers_sign(reading: Reading, parties: Sequence[Fact]) -> bool:
    """Tell whether beside a ministry of home a minister acts who is none of home's, and no firm from abroad."""
    if any(_is_foreign_firm(fact) for fact in parties):
        return False
    sides = {found.country for found in reading.named("organisation", "country")} - {None}
    if HOME in sides and len(sides) > 1 and len(reading.of("role", "minister")) > 1:
        return True
    own = [found for found in reading.named("organisation") if body_type(found) in _STATES and found.country == HOME]
    if not own:
        return False
    people = [found for found in reading.named("person") if found.country == HOME]
    others = [
        word
        for word in reading.of("role", "minister")
        if not any(body.start < word.end and word.start < body.end for body in own)
        and not any(reading.gap(word, person) <= _TITLE for person in people)
        and not any(reading.gap(word, said) <= _TITLE for said in reading.of("role", "source"))
    ]
    return bool(others)


def _is_foreign_firm(fact: Fact) -> bool:
    return fact.detail.get("role") != "state" and fact.detail.get("country") != HOME


def _between_states(parties: Sequence[Fact]) -> bool:
    """Tell whether a state or ministry stands on both sides."""
    states = [fact for fact in parties if fact.detail.get("role") == "state"]
    return {fact.detail.get("country") == HOME for fact in states} == {True, False}


def _headline_of_states(about: Sequence[Reading], parties: Sequence[Fact]) -> bool:
    """Tell whether the headline credits both countries, and the other one acts by a body of its state."""
    credited = {found.country for reading in about if reading.title for found in acting_states(reading)}
    acting = {fact.detail.get("country") for fact in parties if fact.detail.get("role") == "state"}
    return HOME in credited and bool(credited & acting - {HOME})


def _told_of_states(acts: Sequence[Act], about: Sequence[Reading], parties: Sequence[Fact]) -> bool:
    """Tell whether states act on both sides: by name where no firm from abroad takes part, else by their leaders."""
    told = [act.reading for act in acts] + [reading for reading in about if reading.title]
    firms = [fact for fact in parties if _is_foreign_firm(fact)]
    if firms:
        return any(_leaders_sign(act.reading, firms) for act in acts)
    acting = {country for reading in told for country in _state_actors(reading)}
    credited = {found.country for reading in told for found in acting_states(reading)}
    unnamed = {found.country for reading in told for found in companies_of(reading)}
    at_home = any(fact.detail.get("country") == HOME and fact.detail.get("role") == "state" for fact in parties)
    return bool(acting - {HOME} or credited - {HOME} - unnamed) and (at_home or HOME in acting | credited)


def _leaders_sign(reading: Reading, firms: Sequence[Fact]) -> bool:
    """Tell whether leaders or ministries of both sides act in a sentence that names no firm from abroad."""
    named = {found.term for found in reading.named("organisation")}
    if any(fact.value in named for fact in firms):
        return False  # whether or not the headline has named it before
    acting = _state_actors(reading)
    return HOME in acting and bool(acting - {HOME})


def _state_actors(reading: Reading) -> set[str | None]:
    """Return the countries whose government or leader a sentence names as acting."""
    bodies = [found for found in reading.named("organisation") if body_type(found) in _STATES or is_state_name(found)]
    people = [found for found in reading.named("person") if body_type(found) in _LEADERS]
    bodies = [found for found in bodies if not is_source(reading, found)]
    actors = [found for found in [*bodies, *people] if not is_present(reading, found)]
    return {found.country for found in actors}
