"""The sentences of a step come in; the parties that take it go out, and the counterpart states they come from.

Who is a side by rules is weighed, in what is news, with every other body that the text names (``side_model``).
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

from pipeline.lexicon import HOME
from pipeline.tag import Found
from pipeline.understanding.acting import acting_states
from pipeline.understanding.actors import as_state, bodies, body_type, companies_of, home_country, is_association
from pipeline.understanding.counterparts import counterparts
from pipeline.understanding.facts import SIDES, Bound, Fact, unique
from pipeline.understanding.home_side import home_side
from pipeline.understanding.reading import Reading
from pipeline.understanding.regions import all_of_region, is_aside, of_region, with_region
from pipeline.understanding.senses import PERCENT
from pipeline.understanding.side_model import WEIGHTS, candidates
from pipeline.understanding.sides import OPENING_SENTENCES, is_state_name, named_in, party, state, with_parts
from pipeline.understanding.ventures import founded
from pipeline.understanding.weighing import Candidate, log_odds

Named = tuple[Found, Reading]

_SUMMIT = 4  # states in one sentence
_LEAST_ODDS = -0.3  # natural logarithm, from which on one is a side: to miss one is dearer than one too many


class Sentences(NamedTuple):
    """The sentences of a step: those that tell it, say more of it, tell of nothing former, and recall it."""

    told: Sequence[Reading]
    more: Sequence[Reading] = ()
    everything: Sequence[Reading] = ()
    history: Sequence[Reading] = ()


def parties(
    step: Sentences, *, readings: Sequence[Reading] = (), others: Collection[str] = (), works: bool = False
) -> Bound:
    """Bind the bodies and states of a step: from the sentences that tell it, then from those that name its takers.

    ``readings`` are the whole text, given where the step is its news, and ``others`` who takes its other steps;
    ``works`` says that a firm builds, starts or stops something, for which nobody at home need act.
    """
    told = [reading for reading in step.told if not _is_bought_elsewhere(reading)]
    step = step._replace(told=told or step.told)
    new = founded(step.told, step.everything)
    named = _named(step, new)
    facts = _ruled(named, step, works=works)
    by_rules = _bound(named, facts, step)
    if not readings:
        return by_rules
    own = {f"{fact.detail.get('country')}-gov".lower() for fact in facts if fact.detail["role"] != "state"}
    passed = {*others, *own}  # a state beside a firm of its own only speaks of it
    weighed = candidates(facts, step.told, step.more, readings)
    weighed = [one for one in weighed if one.ruled or one.fact.value not in passed]
    likely = _likely(named, facts, weighed, {found.term for found, _ in new})
    bound = by_rules if likely == (named, facts) else _bound(*likely, step)
    return replace(bound, by_rules=by_rules)


def _named(step: Sentences, new: Sequence[Named]) -> list[Named]:
    """Return the bodies that act where the step is told, and where more is said of who takes part; what is founded."""
    named = named_in(step.told)
    known = {found.term for found, _ in named}
    named += [
        (as_state(found, reading), reading)
        for reading in step.more
        if not _is_bought_elsewhere(reading)
        for found in bodies(reading)
        if _names_takers(reading) or _goes_with(reading, known) or _grants(found, reading)
    ]
    if any(reading.of("instrument", "venture") for reading in step.told):
        named += [(found, reading) for reading in step.everything if _shares(reading) for found in bodies(reading)]
    return [(found, reading) for found, reading in (*named, *new) if not is_association(found, reading)]


def _ruled(named: Sequence[Named], step: Sentences, *, works: bool) -> list[Fact]:
    """Return the sides by rules: who is named, or else the states and whoever takes it for home."""
    told, everything = step.told, step.everything
    in_told = [(found, reading) for found, reading in named if any(reading is teller for teller in told)]
    own = {home_country(found, reading) for found, reading in in_told if not is_state_name(found)}
    facts = [
        party(found, reading)
        for found, reading in named
        if not (is_state_name(found) and found.country in own) or _is_apart(found, reading)
    ]
    taken = (
        own
        | {found.country for found, _ in in_told}
        | {found.country for reading in told for found in companies_of(reading)}
    )
    facts += _states([reading for reading in told if reading.leads] or told, taken)
    if not _foreign(facts) and not any(companies_of(reading) for reading in told):
        facts += _states(told, taken) or _states(everything[:OPENING_SENTENCES], taken, present=True)
    facts = _without_credit(facts, told)
    facts += (
        _summit(everything, taken) if _foreign(facts) and all(fact.detail["role"] == "state" for fact in facts) else []
    )
    at_home = [fact for fact in facts if fact.detail.get("country") == HOME]
    if at_home and _are_many_states(facts):
        return facts
    if all(fact.detail.get("bare") for fact in at_home):
        speaker = home_side(*step)
        guessed = bool(speaker) and speaker[0].value == "uz-gov"
        if speaker and not (guessed and (at_home or (works and _is_firms(facts)))):
            facts = [fact for fact in facts if fact not in at_home] + speaker
    else:
        facts = [fact for fact in facts if fact not in at_home or not fact.detail.get("bare")]
    return facts


def _is_apart(found: Found, reading: Reading) -> bool:
    """Tell whether a ministry abroad deals with one of home in a sentence that names no firm: a paper of their own."""
    others = [body for body in bodies(reading) if body.start != found.start]
    kinds = {body_type(body) or ("government" if is_state_name(body) else "company") for body in others}
    home = any(body.country == HOME for body in others)
    return (
        not reading.title
        and home
        and kinds <= {"ministry", "government"}
        and bool(reading.of("instrument") or reading.of("action", "found", "sign"))
    )


def _bound(named: Sequence[Named], facts: list[Fact], step: Sentences) -> Bound:
    together = all_of_region(facts, step.told, step.everything)
    if together:
        facts = with_region(facts, step.told, step.everything)
    countries = counterparts(named, facts, *step)
    if together:
        countries = unique([*countries, *of_region(step.told)])
    return Bound(with_parts(_with_origin(facts, countries)), countries)


def _likely(
    named: Sequence[Named], ruled: list[Fact], weighed: Sequence[Candidate], sure: Collection[str]
) -> tuple[list[Named], list[Fact]]:
    """Keep who is likely a side, and add them to who is named; where nobody is, what rules say stands."""
    likely = [one for one in weighed if one.fact.value in sure or log_odds(one.found, WEIGHTS) > _LEAST_ODDS]
    if not likely:
        return [*named], ruled
    if all(_land(one) == HOME for one in likely):
        likely += [one for one in weighed if _is_state_abroad(one)]  # with whom home deals, if with nobody else
    kept = {one.fact.value for one in likely}
    added = [one.named for one in likely if one.named and not one.ruled]
    facts = [fact for fact in ruled if fact.value in kept] + [party(*body) for body in added]
    return [*named, *added], facts


def _land(one: Candidate) -> str | None:
    return home_country(*one.named) if one.named else one.fact.detail.get("country")


def _is_state_abroad(one: Candidate) -> bool:
    """Tell whether rules name a state abroad by its country's bare name."""
    return one.ruled and bool(one.fact.detail.get("bare")) and one.fact.detail.get("country") != HOME


def _is_bought_elsewhere(reading: Reading) -> bool:
    """Tell whether a sentence further down tells whose shares a side bought, with nothing of home in it."""
    planned = reading.of("modality", "plan")  # who will come into the venture further down is a side of it
    if reading.leads or planned or not reading.named("organisation"):
        return False
    bought = reading.of("action", "acquire") or reading.of("instrument", "stake")
    return bool(bought) and all(found.country != HOME for found in reading.found)


def _are_many_states(facts: Sequence[Fact]) -> bool:
    """Tell whether states alone take a step, home by its bare name with several others: its ministry only tells it."""
    abroad = {fact.value for fact in facts if fact.detail.get("bare") and fact.detail.get("country") != HOME}
    return len(abroad) > SIDES and all(fact.detail["role"] == "state" for fact in facts)


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
    if any(is_aside(reading) for reading in readings[:OPENING_SENTENCES]):
        return []  # what was signed on its sidelines is no act of the summit
    for reading in readings[:OPENING_SENTENCES]:
        states = {found.country: found for found in reading.named("country", "organisation") if _is_state(found)}
        if len(states) >= _SUMMIT and reading.of("role", "state"):
            return [state(found) for country, found in states.items() if country not in taken]
    return []


def _is_state(found: Found) -> bool:
    return found.kind == "country" or is_state_name(found) or found.term == "eu"


def _names_takers(reading: Reading) -> bool:
    """Tell whether a sentence names who takes part; customers and owners in news of other business do not."""
    return bool(reading.of("role", "taker", "payer")) and not reading.of("noise", "elsewhere")


def _goes_with(reading: Reading, known: set[str]) -> bool:
    """Tell whether a sentence names a side again and no business of it abroad alone: its venture with X bought Y."""
    named = bodies(reading)
    if not known & {body.term for body in named}:
        return False
    others = {body.term for body in named} - known
    at_home = HOME in {body.country for body in named} or HOME in {found.country for found in reading.named("country")}
    return at_home or len(others) <= 1


def _shares(reading: Reading) -> bool:
    """Tell whether a sentence says which share of a venture somebody holds: the other 30% belongs to X."""
    held = reading.of("role", "holding") or reading.of("instrument", "stake")
    return bool(held) and PERCENT.search(reading.text) is not None and not reading.of("action", "acquire")


def _grants(found: Found, reading: Reading) -> bool:
    """Tell whether a ministry or an agency gives a right to the ground: it is a side of the licence."""
    given = reading.of("action", "award") or reading.of("action", "fund")
    if any(when.precision == "year" for when in reading.dates):
        return False  # issued in 2022: of former times
    return body_type(found) in ("ministry", "agency") and bool(given and reading.of("instrument", "licence"))


def _foreign(facts: Sequence[Fact]) -> bool:
    return any(fact.detail.get("country") not in (HOME, None) for fact in facts)


def _states(readings: Sequence[Reading], taken: set[str | None], *, present: bool = False) -> list[Fact]:
    """Return the states that act by their countries' bare names, where no body of theirs is named."""
    return [
        state(found)
        for reading in readings
        for found in (reading.named("country") if present else acting_states(reading))
        if found.country not in taken and (not present or reading.of("role", "state"))
    ]
