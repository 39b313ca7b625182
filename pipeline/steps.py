"""A document with its mentions comes in; the steps of deals that it reports go out, its own news first."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.actors import acting_states, bodies, is_association, parties
from pipeline.deal_words import Word
from pipeline.acts import Act, acts
from pipeline.facts import Fact, Step
from pipeline.reading import Reading, read
from pipeline.stage import deal_type, is_state, stage
from pipeline.substance import minerals, places, values
from pipeline.tag import Found
from pipeline.when import event_date

_OPENING_PARAGRAPHS = 3
_MOST_STEPS = 8


@dataclass
class Draft:
    """A step in the making: the events that tell it and the sentences that say more about it."""

    events: list[Act]
    background: bool
    support: list[Reading] = field(default_factory=list)
    associations: set[str] = field(default_factory=set)

    @property
    def tellers(self) -> list[Reading]:
        """The sentences that tell the step, each once, in order."""
        told = {id(event.reading): event.reading for event in self.events}
        return sorted(told.values(), key=lambda reading: reading.sentence.start)

    @property
    def about(self) -> list[Reading]:
        """The sentences that tell the step or say more about it."""
        told = {id(reading): reading for reading in [*self.tellers, *self.support]}
        return sorted(told.values(), key=lambda reading: reading.sentence.start)


def steps(document: str, lang: str, found: list[Found], published: dt.datetime | None) -> list[Step]:
    """Return the reported steps in the order of reporting, the primary ones first.

    ``published`` is the moment on the outlet's own clock; dates and "today" are read against it.
    """
    readings = read(document, lang, found, published)
    told = acts(readings, published)
    drafts = _drafts(readings, told)
    done = [_step(draft, readings, published) for draft in drafts[:_MOST_STEPS]]
    return sorted(done, key=lambda step: step.role != "primary")


def _drafts(readings: Sequence[Reading], told: Sequence[Act]) -> list[Draft]:
    """Gather the events into steps: what is news, what is recalled, what belongs together."""
    news = [event for event in told if event.modality not in ("recalled", "stale")]
    old = [event for event in told if event.modality in ("recalled", "stale")]
    news, old = _promoted(news, old)
    drafts: list[Draft] = []
    for event in news:
        _add(drafts, event)
    drafts = _substantial(drafts)
    for event in old:
        if event.kind != "talk" and event.paper:
            drafts.append(Draft([event], background=True))
    for draft in drafts:
        draft.support = _support(draft, readings)
    return drafts


def _promoted(news: list[Act], old: list[Act]) -> tuple[list[Act], list[Act]]:
    """Where a text tells nothing newer, what it tells first of an earlier day is its news."""
    acts = [event for event in news if event.kind != "talk" or event.reading.sentence.paragraph <= _OPENING_PARAGRAPHS]
    if acts:
        return news, old
    first = [
        event for event in old if event.modality == "stale" and event.reading.sentence.paragraph <= _OPENING_PARAGRAPHS
    ]
    return [*news, *first], [event for event in old if event not in first]


def _add(drafts: list[Draft], event: Act) -> None:
    """Put an event to the step it goes on with, or open a new one."""
    joined = {body.term for body in event.reading.named("organisation") if is_association(body, event.reading)}
    if event.kind == "join" and joined:
        _add_memberships(drafts, event, joined)
        return
    for draft in drafts:
        if not _another(draft, event):
            draft.events.append(event)
            return
    drafts.append(Draft([event], background=False))


def _add_memberships(drafts: list[Draft], event: Act, joined: set[str]) -> None:
    """Every association joined is a step of its own."""
    for term in sorted(joined):
        known = next((draft for draft in drafts if term in draft.associations), None)
        if known:
            known.events.append(event)
        else:
            drafts.append(Draft([event], background=False, associations={term}))


def _another(draft: Draft, event: Act) -> bool:
    """Tell whether an event is another step: announced as a further one, between other bodies."""
    if draft.associations:
        return event.kind != "join" and event.paper not in (None, "membership")
    known = {body.term for reading in draft.tellers for body in bodies(reading)}
    here = {body.term for body in bodies(event.reading)}
    foreign_known = {body.term for reading in draft.tellers for body in bodies(reading) if body.country != "UZ"}
    foreign = {body.term for body in bodies(event.reading) if body.country != "UZ"}
    further = bool(event.reading.of("modality", "further"))
    if not foreign or not foreign_known or event.kind == "talk":
        return False
    if foreign & foreign_known:
        return False
    return further or not here & known


def _substantial(drafts: list[Draft]) -> list[Draft]:
    """Drop what only talks beside something done, and further steps without a mineral."""
    acts = [draft for draft in drafts if any(event.kind != "talk" for event in draft.events)]
    kept = acts or drafts[:1]
    tied = [draft for draft in kept if any(reading.named("mineral") for reading in draft.tellers)]
    return tied or kept[:1]


def _support(draft: Draft, readings: Sequence[Reading]) -> list[Reading]:
    """Find the sentences that say more about a step: they name its paper, its sides or the body joined."""
    told = {id(reading) for reading in draft.tellers}
    paragraphs = {reading.sentence.paragraph for reading in draft.tellers}
    found = []
    for reading in readings:
        if id(reading) in told or reading.of("modality", "recall") or reading.of("noise", "reserves"):
            continue
        if draft.background:
            continue
        if draft.associations:
            named = {body.term for body in reading.named("organisation")} & draft.associations
            fits = bool(named or (reading.of("role", "association") and reading.sentence.paragraph in paragraphs))
        else:
            papers = reading.of(
                "instrument", "memorandum", "roadmap", "agreement", "contract", "document", "partnership"
            )
            fits = bool(papers or reading.of("role", "sides"))
        if fits or reading.title:
            found.append(reading)
    return found


def _step(draft: Draft, readings: Sequence[Reading], published: dt.datetime | None) -> Step:
    """Read off a step's facts."""
    title = [reading for reading in readings if reading.title]
    told = draft.tellers if draft.background or draft.associations else [*draft.tellers, *title]
    bound = parties(told, "membership" if draft.associations else "")
    known = {fact.value: fact for fact in bound.parties}
    states_only = bool(known) and all(is_state(value, fact.detail.get("role")) for value, fact in known.items())
    kind = deal_type(draft.events, draft.about, set(known), states_only)
    when = event_date(draft.events, draft.about, published)
    anchor = draft.events[0].word
    return Step(
        role="background" if draft.background else "primary",
        deal_type=kind,
        stage=stage(draft.events),
        anchor=Fact(f"{anchor.group}.{anchor.concept}", anchor.start, anchor.end),
        event_date=when.day if when else None,
        date_precision=when.precision if when else None,
        date_fact=Fact(when.day.isoformat(), when.start, when.end) if when else None,
        parties=_own(draft, bound.parties),
        minerals=minerals(draft.about if not draft.background else draft.tellers, readings, draft.associations),
        countries=bound.countries,
        places=places(draft.about),
        values=() if draft.background else values(draft.about, readings),
        score=0.0,
        modality=_modality(draft),
    )


def _own(draft: Draft, bound: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Keep of the associations named together only the one that this step joins."""
    if not draft.associations:
        return bound
    return tuple(fact for fact in bound if fact.detail.get("role") != "association" or fact.value in draft.associations)


def _modality(draft: Draft) -> str:
    modality = draft.events[0].modality
    if draft.background:
        return "recalled"
    return {"stale": "stated", "denied": "negated"}.get(modality, modality)


__all__ = ["Draft", "Word", "acting_states", "replace", "steps"]
