"""The acts of a document come in; they go out gathered into steps: what is news, what is recalled, what is one."""

from collections.abc import Mapping, Sequence

from pipeline.lexicon import HOME
from pipeline.understanding.actors import bodies, is_joinable
from pipeline.understanding.acts import UNSIGNED, Act
from pipeline.understanding.background import is_background
from pipeline.understanding.draft import Draft, history, in_order
from pipeline.understanding.items import items
from pipeline.understanding.other_steps import is_other_business, is_set_abroad, without_others
from pipeline.understanding.reading import Reading

_OPENING = 3  # paragraphs in which news stands
_TALK_REACH = 3  # paragraphs
_GOES_ON = 1  # paragraphs behind the telling ones that still speak of them
_NEIGHBOURS = 3  # paragraphs around the telling sentences in which more is said
_SEPARABLE = ("sign", "agree", "fund", "award", "begin", "operate", "ship", "cancel", "suspend")
_ENDING = ("cancel", "suspend")
_GAP = 3  # characters between two sentences
_GENERIC = (None, "document", "agreement")
_SAYING_MORE = ("memorandum", "roadmap", "agreement", "contract", "document", "partnership")


def drafts(readings: Sequence[Reading], told: Sequence[Act]) -> list[Draft]:
    """Gather acts into steps, the recalled ones last."""
    news, old = _divided(told)
    gathered: list[Draft] = []
    listed = items(readings)
    for act in news:
        _add(gathered, act, listed)
    gathered = _without_preface(gathered)
    old += _later_memberships(gathered)
    current = [reading for reading in readings if not any(act.reading is reading for act in old)]
    for draft in gathered:
        ended = draft.acts[0].kind in _ENDING  # what ends was told of before
        beside = [reading for reading in current if _is_beside_item(reading, draft, listed)]
        draft.before, draft.current = _before(draft, beside), beside
        draft.support = _support(draft, readings if ended and not listed else without_others(beside, draft, gathered))
        draft.history = history(draft, old)
    return _substantial(gathered) + [draft for act in old for draft in _recalled(act)]


def _before(draft: Draft, readings: Sequence[Reading]) -> list[Reading]:
    """Return the sentence that names who takes a step told without names: "the contract was signed", a headline."""
    told = [reading for reading in draft.tellers if not reading.title]
    if meant := _meant(told, readings):
        return meant
    late = told and told[0].sentence.paragraph > _OPENING
    if draft.membership or late or any(map(_names, told)):
        return []
    naming = [
        reading for reading in readings if not reading.title and not is_background(reading, draft) and _names(reading)
    ]
    start = told[0].sentence.start if told else len(readings[0].document) if readings else 0
    if told and told[0].sentence.paragraph <= 1:
        return [reading for reading in naming if 0 < start - reading.sentence.end <= _GAP][-1:]
    return [reading for reading in naming if reading.sentence.paragraph <= 1 and reading.sentence.start < start][:1]


def _meant(told: Sequence[Reading], readings: Sequence[Reading]) -> list[Reading]:
    """Return the sentence that a paper is said to be about: a memorandum to that effect was signed."""
    effects = [reading.sentence.start for reading in told if reading.of("role", "thereof")]
    return [
        reading
        for reading in readings
        if not reading.title and any(0 < start - reading.sentence.end <= _GAP for start in effects)
    ]


def _names(reading: Reading) -> bool:
    return bool(bodies(reading) or reading.named("country"))


def _recalled(act: Act) -> list[Draft]:
    """Make what is only recalled a step of its own, for each association joined one."""
    joined = _joined(act) if act.kind == "join" else []
    if joined:
        return [Draft([act], background=True, associations={term}) for term in joined]
    return [Draft([act], background=True)] if act.kind != "talk" and act.paper else []


def _joined(act: Act) -> list[str]:
    return sorted({body.term for body in act.reading.named("organisation") if is_joinable(body, act.reading)})


def _divided(told: Sequence[Act]) -> tuple[list[Act], list[Act]]:
    """Divide the acts into news and old; where a text tells nothing newer, what it tells first is its news."""
    news = [act for act in told if act.modality not in ("recalled", "stale")]
    old = [act for act in told if act.modality in ("recalled", "stale")]
    if any(act.kind != "talk" or act.reading.sentence.paragraph <= _OPENING for act in news):
        return news, old
    first = [act for act in old if act.modality == "stale" and act.reading.sentence.paragraph <= _OPENING]
    return [*news, *first], [act for act in old if act not in first]


def _is_beside_item(reading: Reading, draft: Draft, listed: Mapping[int, int]) -> bool:
    """Tell whether a sentence may say more of a step: of one in a list its own item only, of another no item."""
    return listed.get(reading.sentence.paragraph) == draft.item


def _without_preface(gathered: list[Draft]) -> list[Draft]:
    """Drop what only leads up to a list of deals: "the following documents were signed"."""
    listed = [draft for draft in gathered if draft.item is not None]
    sides = [{body.term for reading in draft.tellers for body in bodies(reading)} for draft in gathered]
    return [draft for draft, told in zip(gathered, sides, strict=True) if draft.item is not None or told or not listed]


def _add(gathered: list[Draft], act: Act, listed: Mapping[int, int]) -> None:
    """Put an act to the step it goes on with, or open a new one; each item of a list tells a step of its own."""
    item = listed.get(act.reading.sentence.paragraph)
    if item is not None:
        if own := next((draft for draft in gathered if draft.item == item), None):
            own.acts.append(act)
        else:
            gathered.append(Draft([act], background=False, item=item))
        return
    if act.kind == "join":
        _add_membership(gathered, act)
        return
    if act.kind == "talk" and gathered and act.reading.sentence.paragraph > _TALK_REACH:
        return
    if act.modality == "negated" and act.kind in UNSIGNED and not bodies(act.reading):
        return  # nobody has made a plant run on brine yet: a way of speaking
    known = [draft for draft in gathered if draft.item is None and not _another(draft, act)]
    if known:
        min(known, key=is_other_business).acts.append(act)  # the first, unless it is other business
    else:
        gathered.append(Draft([act], background=False))


def _add_membership(gathered: list[Draft], act: Act) -> None:
    """Every association joined is a step of its own; a headline that names none goes with the first."""
    joined = _joined(act)
    memberships = [draft for draft in gathered if draft.membership]
    if not joined:
        if memberships:
            memberships[0].acts.append(act)
        else:
            gathered.append(Draft([act], background=False))
        return
    unnamed = next((draft for draft in memberships if not draft.associations), None)
    if unnamed:
        unnamed.associations = {joined[0]}
    for term in joined:
        if known := next((draft for draft in memberships if term in draft.associations), None):
            known.acts.append(act)
        else:
            gathered.append(Draft([act], background=False, associations={term}))


def _later_memberships(gathered: list[Draft]) -> list[Act]:
    """Take out the memberships that a text about another one, or another thing, only adds further down."""
    memberships = [draft for draft in gathered if draft.membership]
    other = not all(draft.membership for draft in gathered[:1])  # the text is about another thing
    old = []
    for draft in memberships[not other :]:
        act = draft.acts[0]
        told = act.reading.of("modality", "ongoing", "lately") and not other
        if act.reading.sentence.paragraph > (_OPENING if other else 1) and not told:
            gathered.remove(draft)
            old.append(act)
    return old


def _another(draft: Draft, act: Act) -> bool:
    """Tell whether an act is another step: announced as a further one, or between other bodies."""
    if draft.membership:
        return act.paper not in (None, "membership")
    told = in_order([*draft.tellers, *(told.reading for told in draft.acts)])
    known = {body.term: body for reading in told for body in bodies(reading)}
    here = {body.term: body for body in bodies(act.reading)}
    foreign_known = {term for term, body in known.items() if body.country != HOME}
    foreign = {term for term, body in here.items() if body.country != HOME}
    further = bool(act.reading.of("modality", "further"))
    elsewhere = act.reading.of("noise", "elsewhere")
    aside = elsewhere and not act.reading.named("mineral") and act.reading.sentence.paragraph > 1
    if aside or (foreign - foreign_known and is_other_business(draft) and not elsewhere):
        return True
    if not foreign or foreign & foreign_known:
        return False
    if act.kind == "talk":
        at_home = len(foreign) < len(here)
        return bool(foreign_known) and further and at_home and bool(act.reading.named("mineral"))
    if not foreign_known:
        return _is_beside(draft, act) or (further and len(here) > 1 and draft.acts[-1].paper not in _GENERIC)
    return further or (act.kind in _SEPARABLE and not here.keys() & known.keys())


def _is_beside(draft: Draft, act: Act) -> bool:
    """Tell whether an act of companies stands beside a paper of states: a declaration, then a contract."""
    papers = {act.paper for act in draft.acts} - {None}
    political = bool(papers) and papers <= {"memorandum", "partnership"}
    return political and act.paper not in papers | {None, "document"}


def _substantial(gathered: list[Draft]) -> list[Draft]:
    """Keep the steps that are about minerals, the first where nothing is tied; talks between others, or alone."""
    tied = [draft for draft in gathered if _tied(draft) and not is_set_abroad(draft, gathered[0])]
    done = [draft for draft in tied if any(act.kind != "talk" for act in draft.acts) or _is_formal(draft, tied)]
    opens = [draft for draft in gathered[:1] if _opens(draft) and not any(_opens(other) for other in done)]
    return opens + done if opens else done or tied[:1] or gathered[:1]


def _is_formal(draft: Draft, others: Sequence[Draft]) -> bool:
    """Tell whether talks on a mineral are between two sides by name, of which the abroad takes no other step."""
    told = [reading for reading in draft.tellers if not reading.title and reading.named("mineral")]
    sides = {body.term: body.country for reading in told for body in bodies(reading)}
    abroad = {term for term, country in sides.items() if country not in (HOME, None)}
    tellers = (reading for other in others if other is not draft for reading in other.tellers)
    busy = {body.term for reading in tellers for body in bodies(reading)}
    return HOME in sides.values() and bool(abroad) and abroad.isdisjoint(busy)


def _opens(draft: Draft) -> bool:
    """Tell whether a step opens the text and binds two bodies, whose names may be all that says the mineral."""
    first = draft.acts[0]
    sides = {body.term for reading in draft.tellers for body in bodies(reading)}
    return (
        first.kind != "talk"
        and first.reading.sentence.paragraph <= 1
        and len(sides) > 1
        and not is_other_business(draft)
    )


def _tied(draft: Draft) -> bool:
    """Tell whether a step is about minerals: named where it is told, or in the headline of what opens the text."""
    if draft.associations or any(reading.named("mineral") for reading in draft.tellers):
        return True
    if any(reading.of("noise", "elsewhere") for reading in draft.tellers):
        return draft.acts[0].reading.sentence.paragraph <= 1 and any(
            reading.named("mineral") for reading in draft.support if not reading.title
        )
    opens = draft.acts[0].reading.sentence.paragraph <= _OPENING
    return any(reading.named("mineral") for reading in draft.support if opens or not reading.title)


def _support(draft: Draft, readings: Sequence[Reading]) -> list[Reading]:
    """Find the sentences that say more about a step: they name its paper or its sides, or follow one that does."""
    paragraphs = {reading.sentence.paragraph for reading in draft.tellers}
    paragraphs |= {1} if 0 in paragraphs else set()  # what a headline tells the lead tells as well
    telling = {reading.sentence.start for reading in draft.tellers}
    found: list[Reading] = []
    open_paragraph = -1
    for reading in readings:
        paragraph = reading.sentence.paragraph
        if reading.sentence.start in telling:
            open_paragraph = paragraph
        elif is_background(reading, draft) and not reading.title and not _is_lead(reading, draft):
            open_paragraph = -1
        elif (
            reading.title
            or paragraph == open_paragraph
            or _is_lead(reading, draft)
            or _says_more(reading, draft, paragraphs)
        ):
            found.append(reading)
            open_paragraph = -1 if reading.title else paragraph
    return found


def _is_lead(reading: Reading, draft: Draft) -> bool:
    """Tell whether a sentence is the first behind a headline that alone opens the telling, and names its mineral."""
    opens = reading.document.endswith("\n\n", 0, reading.sentence.start)
    return opens and reading.sentence.paragraph == 1 and draft.acts[0].reading.title and bool(reading.named("mineral"))


def _says_more(reading: Reading, draft: Draft, paragraphs: set[int]) -> bool:
    paragraph = reading.sentence.paragraph
    if draft.membership:
        named = {body.term for body in reading.named("organisation")} & draft.associations
        return bool(named or (reading.of("role", "association") and paragraph - 1 in paragraphs))
    near = any(abs(paragraph - other) <= _NEIGHBOURS for other in paragraphs)
    if reading.of("role", "taker", "price"):
        return near or _names_a_side(reading, draft)
    own = {act.paper for act in draft.acts if act.paper}
    told = reading.of("instrument", *_SAYING_MORE, *own) or reading.of("role", "sides")
    return near and (bool(told) or _goes_on(reading, draft, paragraphs))


def _names_a_side(reading: Reading, draft: Draft) -> bool:
    known = {body.term for told in draft.tellers for body in told.named("organisation")}
    return any(body.term in known for body in reading.named("organisation"))


def _goes_on(reading: Reading, draft: Draft, paragraphs: set[int]) -> bool:
    """Tell whether a sentence follows the news and speaks of nobody and nothing else."""
    if not any(0 <= reading.sentence.paragraph - other <= _GOES_ON for other in paragraphs):
        return False
    if reading.of("noise", "price", "review", "opinion") or reading.of("modality", "further"):
        return False
    if reading.of("noise", "elsewhere") and not (reading.named("mineral") and reading.sentence.paragraph <= 1):
        return False
    sides = [found for told in draft.tellers for found in told.named("organisation", "country")]
    known = {found.term for found in sides} | {found.country for found in sides if found.country}  # "the Russian side"
    abroad = [found for found in reading.named("organisation", "country") if found.country != HOME]
    return all(found.term in known for found in abroad)
