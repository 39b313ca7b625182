"""The sentences of a step come in; the parties that take it go out, and the counterpart states they come from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.lexicon import HOME
from pipeline.tag import Found
from pipeline.understanding.acting import acting_states
from pipeline.understanding.actors import (
    BYSTANDERS,
    as_state,
    bodies,
    body_type,
    companies_of,
    home_country,
    is_association,
    is_bank,
    takes_no_part,
)
from pipeline.understanding.counterparts import counterparts, origins
from pipeline.understanding.facts import Fact, unique
from pipeline.understanding.reading import Reading
from pipeline.understanding.roles import role
from pipeline.understanding.ventures import founded

_OPENING_SENTENCES = 6
_LEAD = 2  # paragraphs in which the sides of a step are named
_SUMMIT = 4  # states in one sentence


@dataclass(frozen=True)
class Bound:
    """The bodies of a step, and the states that are counterparts even where no body of theirs is named."""

    parties: tuple[Fact, ...]
    countries: tuple[Fact, ...]


def parties(
    told: Sequence[Reading],
    more: Sequence[Reading],
    everything: Sequence[Reading],
    history: Sequence[Reading] = (),
    *,
    works: bool = False,
) -> Bound:
    """Bind the bodies and states of a step: from the sentences that tell it, then from those that name its takers.

    ``history`` is what the text recalls of it; ``works`` says that a firm builds, starts or stops something, for which
    nobody at home need act.
    """
    told = [reading for reading in told if not _is_bought_elsewhere(reading)] or told
    named = _named(told)
    known = {found.term for found, _ in named}
    named += [
        (as_state(found, reading), reading)
        for reading in more
        if not _is_bought_elsewhere(reading)
        for found in bodies(reading)
        if _names_takers(reading) or _goes_with(reading, known) or _grants(found, reading)
    ]
    named += founded(told, everything)
    named = [(found, reading) for found, reading in named if not is_association(found, reading)]
    in_told = [(found, reading) for found, reading in named if any(reading is teller for teller in told)]
    own = {home_country(found, reading) for found, reading in in_told if not _is_state_name(found)}
    facts = [_party(found, reading) for found, reading in named if not (_is_state_name(found) and found.country in own)]
    taken = (
        own
        | {found.country for found, _ in in_told}
        | {found.country for reading in told for found in companies_of(reading)}
    )
    facts += _states([reading for reading in told if reading.sentence.paragraph <= _LEAD] or told, taken)
    if not _foreign(facts) and not any(companies_of(reading) for reading in told):
        facts += _states(told, taken) or _states(everything[:_OPENING_SENTENCES], taken, present=True)
    facts = _without_credit(facts, told)
    facts += (
        _summit(everything, taken) if _foreign(facts) and all(fact.detail["role"] == "state" for fact in facts) else []
    )
    at_home = [fact for fact in facts if fact.detail.get("country") == HOME]
    if all(fact.detail.get("bare") for fact in at_home):
        speaker = _home(told, more, everything) or _partner(history) or _state_at_home(told, more, everything)
        guessed = bool(speaker) and speaker[0].value == "uz-gov"
        if speaker and not (guessed and (at_home or (works and _is_firms(facts)))):
            facts = [fact for fact in facts if fact not in at_home] + speaker
    else:
        facts = [fact for fact in facts if not (fact.detail.get("bare") and fact.detail.get("country") == HOME)]
    countries = counterparts(named, facts, told, more, everything, history)
    return Bound(_with_parts(_with_origin(facts, countries)), countries)


def _is_bought_elsewhere(reading: Reading) -> bool:
    """Tell whether a sentence further down tells whose shares a side bought, with nothing of home in it."""
    planned = reading.of("modality", "plan")  # who will come into the venture further down is a side of it
    if reading.sentence.paragraph <= _LEAD or planned or not reading.named("organisation"):
        return False
    bought = reading.of("action", "acquire") or reading.of("instrument", "stake")
    return bool(bought) and all(found.country != HOME for found in reading.found)


def _is_firms(facts: Sequence[Fact]) -> bool:
    """Tell whether a firm from abroad takes the step."""
    return any(fact.detail["role"] == "party" and fact.detail.get("country") not in (HOME, None) for fact in facts)


def _without_credit(facts: list[Fact], told: Sequence[Reading]) -> list[Fact]:
    """Drop a state that only the headline credits where a firm of unsaid origin deals with a firm at home."""
    headline = max((reading.sentence.end for reading in told if reading.title), default=0)
    abroad = [fact for fact in facts if fact.detail.get("bare") and fact.detail.get("country") != HOME]
    firms = [fact for fact in facts if fact.detail["role"] == "party"]
    unsaid = any(fact.detail.get("country") is None and fact.start >= headline for fact in firms)
    at_home = any(fact.detail.get("country") == HOME for fact in firms)
    credited = len(abroad) == 1 and abroad[0].start < headline and unsaid and at_home
    return [fact for fact in facts if fact not in abroad] if credited else facts


def _with_origin(facts: list[Fact], countries: Sequence[Fact]) -> list[Fact]:
    """Give the only body of unsaid origin the only counterpart state, where a body at home deals with it."""
    unsaid = {fact.value for fact in facts if fact.detail.get("country") is None and fact.detail["role"] == "party"}
    others = {fact.detail.get("country") for fact in facts} - {None}
    if len(unsaid) != 1 or len(countries) != 1 or others != {HOME}:
        return facts
    origin = {"country": countries[0].value}
    return [replace(fact, detail=fact.detail | origin) if fact.value in unsaid else fact for fact in facts]


def _summit(readings: Sequence[Reading], taken: set[str | None]) -> list[Fact]:
    """Return the states whose leaders a summit's opening sentences list: what it adopts, they all adopt."""
    for reading in readings[:_OPENING_SENTENCES]:
        states = {found.country: found for found in reading.named("country", "organisation") if _is_state(found)}
        if len(states) >= _SUMMIT and reading.of("role", "state"):
            return [_state(found) for country, found in states.items() if country not in taken]
    return []


def _is_state(found: Found) -> bool:
    return found.kind == "country" or _is_state_name(found) or found.term == "eu"


def membership(told: Sequence[Reading], everything: Sequence[Reading], joined: set[str]) -> Bound:
    """Bind the body that joins and the association joined; a country that a headline credits is neither."""
    named = _named(told)
    associations = [(found, reading) for found, reading in named if found.term in joined]
    joiners = [
        (found, reading)
        for found, reading in named
        if home_country(found, reading) == HOME and found.term not in joined
    ]
    if not joiners:
        joiners = [pair for pair in _named(everything) if pair[0].country == HOME and not _is_state_name(pair[0])][:1]
    pairs = [pair for pair in joiners if not _is_state_name(pair[0])] + associations
    facts = unique(_member(_party(found, reading), joined) for found, reading in pairs)
    if not any(fact.detail.get("country") == HOME for fact in facts):
        facts = unique([*facts, *(_state(found) for found in _home_states(told))])
    return Bound(facts, origins(pairs, facts))


def _home_states(readings: Sequence[Reading]) -> list[Found]:
    """Return where the country itself is said to join, or to sign up."""
    return [found for reading in readings for found in acting_states(reading) if found.country == HOME]


def _named(readings: Sequence[Reading]) -> list[tuple[Found, Reading]]:
    return [(as_state(found, reading), reading) for reading in readings for found in bodies(reading)]


def _names_takers(reading: Reading) -> bool:
    """Tell whether a sentence names who takes part; customers and owners in news of other business do not."""
    return bool(reading.of("role", "taker")) and not reading.of("noise", "elsewhere")


def _goes_with(reading: Reading, known: set[str]) -> bool:
    """Tell whether a sentence names a side again and no business of it abroad alone: its venture with X bought Y."""
    named = bodies(reading)
    if not known & {body.term for body in named}:
        return False
    others = {body.term for body in named} - known
    at_home = HOME in {body.country for body in named} or HOME in {found.country for found in reading.named("country")}
    return at_home or len(others) <= 1


def _grants(found: Found, reading: Reading) -> bool:
    """Tell whether a ministry or an agency gives a right to the ground: it is a side of the licence."""
    given = reading.of("action", "award") or reading.of("action", "fund")
    return body_type(found) in ("ministry", "agency") and bool(given and reading.of("instrument", "licence"))


def _is_state_name(found: Found) -> bool:
    return found.term.endswith("-gov")


def _foreign(facts: Sequence[Fact]) -> bool:
    return any(fact.detail.get("country") not in (HOME, None) for fact in facts)


def _states(readings: Sequence[Reading], taken: set[str | None], *, present: bool = False) -> list[Fact]:
    """Return the states that act by their countries' bare names, where no body of theirs is named."""
    return [
        _state(found)
        for reading in readings
        for found in (reading.named("country") if present else acting_states(reading))
        if found.country not in taken and (not present or reading.of("role", "state"))
    ]


def _state(found: Found) -> Fact:
    value = "eu" if found.country == "EU" else f"{(found.country or '').lower()}-gov"
    detail = {"role": "state", "country": found.country, "name": found.surface, "bare": True}
    return Fact(value, found.start, found.end, detail)


def _party(found: Found, reading: Reading) -> Fact:
    kinds = {
        "association": "association",
        "bank": "lender",
        "ministry": "state",
        "government": "state",
        "union": "state",
    }
    kind = "state" if _is_state_name(found) else kinds.get(body_type(found) or "", "party")
    kind = "lender" if kind == "party" and is_bank(found) else kind
    detail = {"role": kind, "country": home_country(found, reading), "name": found.surface}
    part = role(found, reading) if kind == "party" else None
    return Fact(found.term, found.start, found.end, detail | ({"part": part} if part else {}))


def _with_parts(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Keep the first fact of each body, with the part that any of them gives it."""
    parts = {fact.value: fact.detail["part"] for fact in reversed(facts) if "part" in fact.detail}
    return tuple(
        replace(fact, detail=fact.detail | {"part": parts[fact.value]}) if fact.value in parts else fact
        for fact in unique(facts)
    )


def _home(told: Sequence[Reading], more: Sequence[Reading], everything: Sequence[Reading]) -> list[Fact]:
    """Where no Uzbek body acts, take one that stands in the step's sentences, be it their source."""
    for readings in (told, more, everything[:_OPENING_SENTENCES]):
        for reading in readings:
            for found in reading.named("organisation"):
                if _may_speak(found) and not takes_no_part(reading, found):
                    return [_inferred(_party(found, reading))]
    return []


def _partner(history: Sequence[Reading]) -> list[Fact]:
    """Return the firm at home that a text names only where it recalls how the deal came about."""
    for reading in history:
        for found in reading.named("organisation"):
            if found.country == HOME and body_type(found) in ("company", None) and not takes_no_part(reading, found):
                return [_inferred(_party(found, reading))]
    return []


def _state_at_home(told: Sequence[Reading], more: Sequence[Reading], everything: Sequence[Reading]) -> list[Fact]:
    """Return the state of home where something of home is named: its leader, its land."""
    for reading in [*told, *more, *everything[:_OPENING_SENTENCES]]:
        for found in [*reading.named("organisation"), *reading.named("person"), *reading.named("country")]:
            if found.country == HOME and body_type(found) not in BYSTANDERS:
                role = {"role": "state", "country": HOME, "name": found.surface}
                return [_inferred(Fact("uz-gov", found.start, found.end, role))]
    return _unsaid(told)


def _unsaid(told: Sequence[Reading]) -> list[Fact]:
    """Return the state that an Uzbek text does not name: a deputy prime minister, a ministry, "the two countries"."""
    for reading in told if told and told[0].lang.startswith("uz") else ():
        for word in reading.of("role", "minister", "state"):
            if not any(found.start <= word.start < found.end for found in reading.named("organisation")):
                detail = {"role": "state", "country": HOME, "name": word.text}
                return [_inferred(Fact("uz-gov", word.start, word.end, detail))]
    return []


def _may_speak(found: Found) -> bool:
    """Tell whether a body is one of Uzbekistan, or one of unknown origin, which an Uzbek project's owner may be."""
    if found.term.startswith("x:"):
        return found.country in (HOME, None)
    return found.country == HOME and body_type(found) not in BYSTANDERS and not _is_state_name(found)


def _member(fact: Fact, joined: set[str]) -> Fact:
    """Mark a body that joins."""
    return fact if fact.value in joined else replace(fact, detail=fact.detail | {"part": "member"})


def _inferred(fact: Fact) -> Fact:
    """Mark a body that the text does not name as acting."""
    return replace(fact, detail={**fact.detail, "inferred": True})
