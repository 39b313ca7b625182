"""The sentences of a step in which nobody of home acts come in; who takes it for home all the same goes out."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.lexicon import HOME
from pipeline.tag import Found
from pipeline.understanding.actors import BYSTANDERS, body_type, is_present, takes_no_part
from pipeline.understanding.facts import Fact
from pipeline.understanding.reading import Reading
from pipeline.understanding.sides import OPENING_SENTENCES, is_state_name, party

_OFFICES = ("agency", "government")  # of which somebody comes to whatever begins in their land


def home_side(
    told: Sequence[Reading], more: Sequence[Reading], everything: Sequence[Reading], history: Sequence[Reading]
) -> list[Fact]:
    """Return the body that speaks for home, the firm that a text recalls, or the state where home is named."""
    return _speaker(told, more, everything) or _partner(history) or _state_at_home(told, more, everything)


def _speaker(told: Sequence[Reading], more: Sequence[Reading], everything: Sequence[Reading]) -> list[Fact]:
    """Where no Uzbek body acts, take one of the step's sentences, be it their source, an office as a guest last."""
    guests: list[Fact] = []
    for readings in (told, more, everything[:OPENING_SENTENCES]):
        for reading in readings:
            for found in reading.named("organisation"):
                if _may_speak(found) and not (takes_no_part(reading, found) or _only_attends(reading, found)):
                    speaker = _inferred(party(found, reading))
                    if body_type(found) not in _OFFICES or not is_present(reading, found):
                        return [speaker]
                    guests.append(speaker)
    return guests[:1]


def _partner(history: Sequence[Reading]) -> list[Fact]:
    """Return the firm at home that a text names only where it recalls how the deal came about."""
    for reading in history:
        for found in reading.named("organisation"):
            if found.country == HOME and body_type(found) in ("company", None) and not takes_no_part(reading, found):
                return [_inferred(party(found, reading))]
    return []


def _state_at_home(told: Sequence[Reading], more: Sequence[Reading], everything: Sequence[Reading]) -> list[Fact]:
    """Return the state of home where something of home is named: its leader, its land."""
    for reading in [*told, *more, *everything[:OPENING_SENTENCES]]:
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


def _only_attends(reading: Reading, found: Found) -> bool:
    """Tell whether a body of unsaid origin, which might be the project's owner, is only said to have been there."""
    return found.term.startswith("x:") and is_present(reading, found)


def _may_speak(found: Found) -> bool:
    """Tell whether a body is one of Uzbekistan, or one of unknown origin, which an Uzbek project's owner may be."""
    if found.term.startswith("x:"):
        return found.country in (HOME, None)
    return found.country == HOME and body_type(found) not in BYSTANDERS and not is_state_name(found)


def _inferred(fact: Fact) -> Fact:
    """Mark a body that the text does not name as acting."""
    return replace(fact, detail={**fact.detail, "inferred": True})
