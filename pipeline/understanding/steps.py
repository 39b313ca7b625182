"""A document with its mentions comes in; the steps of deals that it reports go out, its own news first."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.dates import When, of_former_times
from pipeline.lexicon import HOME
from pipeline.tag import Found
from pipeline.understanding.actors import bodies
from pipeline.understanding.acts import Act, acts
from pipeline.understanding.beside import beside
from pipeline.understanding.binding import Sentences, parties
from pipeline.understanding.by_paper import without_papers
from pipeline.understanding.deadlines import deadlines
from pipeline.understanding.dealtype import deal_type, likely_types
from pipeline.understanding.draft import Draft, in_order
from pipeline.understanding.drafts import drafts
from pipeline.understanding.facts import SIDES, Bound, Fact, Ruled, Step, unique
from pipeline.understanding.founders import without_founders
from pipeline.understanding.implied import with_implied
from pipeline.understanding.ingredients import without_ingredients
from pipeline.understanding.joiners import membership
from pipeline.understanding.modality import DENIED, PAST
from pipeline.understanding.owners import without_owners
from pipeline.understanding.ratified import is_ratified, signed
from pipeline.understanding.reading import Reading, read
from pipeline.understanding.sections import at_home
from pipeline.understanding.sides import named_in
from pipeline.understanding.signatories import signatories
from pipeline.understanding.stage import stage
from pipeline.understanding.substance import likely_minerals, minerals, of_what_is_joined, places
from pipeline.understanding.sum_model import ToldAs
from pipeline.understanding.sums import values
from pipeline.understanding.when import event_date, list_date

_MOST_STEPS = 8
_SOON = 2  # paragraphs
_OTHER_BUSINESS = ("price", "review", "opinion", "court", "elsewhere")
_ANEW = ("sign", "trade", "fund", "acquire", "award")  # acts by which a paper comes into being ...
_DRAFTED = ("memorandum", "roadmap")  # ... and papers that talks are on
_WRITTEN = {"month": 7, "day": 10}  # characters of an ISO date
_WORKS = ("begin", "operate", "cancel", "suspend")  # what a firm does on its own


def steps(document: str, lang: str, found: list[Found], published: dt.datetime | None) -> list[Step]:
    """Return the reported steps in the order of reporting, the primary ones first.

    ``published`` is the moment on the outlet's own clock; dates and "today" are read against it.
    """
    found_in = without_founders([without_owners(reading) for reading in read(document, lang, found, published)])
    readings = at_home(without_ingredients(found_in))
    readings, told = _told(readings, published)
    gathered = drafts(readings, with_implied(told, readings, published))
    done = [
        (draft, _recalled(draft, published) if draft.background else _news(draft, gathered, readings, published))
        for draft in gathered[:_MOST_STEPS]
    ]
    return sorted(_once(done), key=lambda step: step.role != "primary")


def _told(readings: list[Reading], published: dt.datetime | None) -> tuple[list[Reading], list[Act]]:
    """Return the sentences and their acts, the papers by which these are done apart: what is done by one is news."""
    rest, papers = without_papers(readings, published)
    told = acts(rest, published)
    if not any(act.modality not in PAST for act in told):
        return readings, acts(readings, published)
    return rest, [*told, *(Act("sign", paper.word.concept, paper.word, "recalled", paper.said) for paper in papers)]


def _once(done: Sequence[tuple[Draft, Step]]) -> Iterator[Step]:
    """Leave each sum and each promise with the step that is told last before it, of those that it may belong to."""
    nearest: dict[str, tuple[int, int]] = {}
    for place, (draft, step) in enumerate(done):
        for fact in (*step.values, *step.deadlines):
            nearest[fact.value] = min((_behind(draft, fact), place), nearest.get(fact.value, (fact.end, place)))
    for place, (_, step) in enumerate(done):
        sums = tuple(fact for fact in step.values if nearest[fact.value][1] == place)
        promises = tuple(fact for fact in step.deadlines if nearest[fact.value][1] == place)
        yield replace(step, values=sums, deadlines=promises)


def _behind(draft: Draft, fact: Fact) -> int:
    """Return how many characters a fact stands behind the sentence that last told its step: at most all before it."""
    told = [act.reading.sentence.start for act in draft.acts if act.reading.sentence.start <= fact.start]
    return fact.start - max(told, default=0)


def _is_apart(draft: Draft, first: Draft) -> bool:
    """Tell whether the headline says nothing of a step: an item of a list, or a further deal that names its sides."""
    sides = {body.term for reading in draft.tellers for body in bodies(reading)}
    further = draft is not first and len(sides) >= SIDES
    return draft.item is not None or (further and not any(reading.title for reading in draft.tellers))


def _who_else(draft: Draft, gathered: Sequence[Draft]) -> set[str]:
    """Return the bodies that take the other steps which the text reports as news."""
    news = (other for other in gathered if other is not draft and not other.background)
    return {body.term for other in news for body, _ in named_in(other.tellers)}


def _without_other_steps(readings: Sequence[Reading], draft: Draft, gathered: Sequence[Draft]) -> list[Reading]:
    """Leave out the sentences that tell other steps, and nothing of this one."""
    own = {reading.sentence.start for reading in draft.about}
    others = {reading.sentence.start for other in gathered if other is not draft for reading in other.tellers}
    return [reading for reading in readings if reading.title or reading.sentence.start not in others - own]


def _about(draft: Draft, *, apart: bool) -> list[Reading]:
    """Return the sentences of a step; the headline of another one only where those that tell it name no mineral."""
    named = any(reading.named("mineral") for reading in draft.tellers)
    return [reading for reading in draft.about if not reading.title] if apart and named else draft.about


def _with_lead(about: Sequence[Reading], readings: Sequence[Reading]) -> list[Reading]:
    """Add what opens the body to the sentences of a step that is told soon after: it says what the news is on."""
    lead = next((reading for reading in readings if reading.sentence.paragraph == 1), None)
    soon = any(0 < reading.sentence.paragraph <= _SOON for reading in about)
    if lead is None or not soon or lead.of("modality", "recall") or lead.of("noise", *_OTHER_BUSINESS):
        return [*about]
    return in_order([*about, lead])


def _news(draft: Draft, gathered: Sequence[Draft], readings: Sequence[Reading], published: dt.datetime | None) -> Step:
    """Read off the facts of a step that the text reports as its news."""
    apart = _is_apart(draft, gathered[0])
    firm, about = draft.firm, _about(draft, apart=apart)
    title = [reading for reading in readings if reading.title and not apart]
    told = in_order([*draft.tellers, *title])
    bound = _sides(draft, told, gathered, readings)
    when = event_date(firm, draft, published)
    if when is None and draft.item is not None:
        when = list_date(readings, published)
    anchor = firm[0].word
    dealt_in = minerals(about, draft.tellers, readings, bound.parties)
    ruled = Ruled(bound.by_rules.parties, bound.by_rules.countries, dealt_in) if bound.by_rules else None
    if ruled:
        its = _without_other_steps(readings, draft, gathered)
        dealt_in = likely_minerals(ruled.minerals, about, draft.tellers, its, bound.parties)
    if draft.membership and draft is not gathered[0]:
        dealt_in = of_what_is_joined(dealt_in, draft.tellers, bound.parties)
    of_type, likely = likely_types(firm, about if apart else _with_lead(about, readings), bound.parties, draft.history)
    at = stage(draft.acts, about)
    return Step(
        role="primary",
        deal_type=of_type,
        stage=at,
        types=likely,
        anchor=Fact(f"{anchor.group}.{anchor.concept}", anchor.start, anchor.end),
        event_date=when.day if when else None,
        date_precision=when.precision if when else None,
        date_fact=Fact(when.day.isoformat(), when.start, when.end) if when else None,
        parties=bound.parties,
        ruled=ruled,
        minerals=dealt_in,
        countries=bound.countries,
        places=places(about),
        values=values(draft, bound, published, ToldAs(of_type, at, {fact.value for fact in bound.parties})),
        people=signatories(draft.acts, draft.support),
        deadlines=deadlines(about, published),
        follows=_follows(draft, bound, gathered, published),
        beside=beside(_without_other_steps(readings, draft, gathered), bound.parties),
        modality={"stale": "stated", "denied": "negated"}.get(firm[0].modality, firm[0].modality),
    )


def _sides(draft: Draft, told: Sequence[Reading], gathered: Sequence[Draft], readings: Sequence[Reading]) -> Bound:
    """Bind the bodies and states of what is news: of a joining by its rule, of all else by what is likely."""
    if draft.membership:
        return membership(told, draft.current, draft.associations)
    sentences = Sentences(told, draft.support, draft.current, draft.history)
    works = draft.firm[0].word.concept in _WORKS
    return parties(sentences, readings=readings, others=_who_else(draft, gathered), works=works)


def _follows(draft: Draft, bound: Bound, gathered: Sequence[Draft], published: dt.datetime | None) -> tuple[Fact, ...]:
    """Return when the papers were made that a text recalls of this step's own sides, or of nobody from abroad."""
    if published and is_ratified(draft.firm):
        return signed(draft.firm, in_order(reading for one in gathered for reading in one.about), published)
    if any(act.modality not in DENIED and (act.kind in _ANEW or act.paper in _DRAFTED) for act in draft.acts):
        return ()  # a further paper is a deal of its own
    sides = {fact.value for fact in bound.parties}
    recalled = [
        other
        for other in gathered
        if other.background
        and all(body.country == HOME or body.term in sides for body in bodies(other.acts[0].reading))
    ]
    dated = [when for other in recalled if (when := _of_former_times(other, published)) and when.precision != "year"]
    return unique(Fact(when.day.isoformat()[: _WRITTEN[when.precision]], when.start, when.end) for when in dated)


def _of_former_times(draft: Draft, published: dt.datetime | None) -> When | None:
    """Return the date of what is only recalled: in October, of a text of May, was last year's."""
    when = event_date(draft.acts[:1], draft, None)
    if when is None or published is None:
        return when
    return of_former_times(when, draft.acts[0].reading.document, published.date())


def _recalled(draft: Draft, published: dt.datetime | None) -> Step:
    """Read off what the text only recalls: what its own sentence says."""
    act = draft.acts[0]
    bound = membership([act.reading], [], draft.associations) if draft.membership else parties(Sentences([act.reading]))
    when = _of_former_times(draft, published)
    return Step(
        role="background",
        deal_type=deal_type([act], [act.reading], bound.parties),
        stage=stage([act], [act.reading]),
        anchor=Fact(f"{act.word.group}.{act.word.concept}", act.word.start, act.word.end),
        event_date=when.day if when else None,
        date_precision=when.precision if when else None,
        date_fact=Fact(when.day.isoformat(), when.start, when.end) if when else None,
        parties=bound.parties,
        minerals=minerals([act.reading], [act.reading], [], bound.parties),
        countries=bound.countries,
        places=places([act.reading]),
        modality="recalled",
    )
