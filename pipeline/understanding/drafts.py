"""The acts of a document come in; they go out gathered into steps: what is news, what is recalled, what is one."""

from collections.abc import Mapping, Sequence

from pipeline.lexicon import HOME
from pipeline.understanding.actors import bodies
from pipeline.understanding.acts import UNSIGNED, Act
from pipeline.understanding.draft import Draft, history, in_order
from pipeline.understanding.items import items
from pipeline.understanding.memberships import (
    add_membership,
    associations,
    later_memberships,
    name_what_is_joined,
)
from pipeline.understanding.modality import ENDING, PAST
from pipeline.understanding.other_steps import is_other_business, is_set_abroad, without_others
from pipeline.understanding.reading import Reading
from pipeline.understanding.senses import UPPER
from pipeline.understanding.support import before, support

_TALK_REACH = 3  # paragraphs
_SEPARABLE = ("sign", "agree", "fund", "award", "begin", "operate", "ship", "cancel", "suspend")
_FOR_MONEY = ("begin", "operate", "ship", "trade", "award")
_ARTICLE = len("The ")
_GENERIC = (None, "document", "agreement")


def drafts(readings: Sequence[Reading], told: Sequence[Act]) -> list[Draft]:
    """Gather acts into steps, the recalled ones last."""
    news, old = _divided(told)
    gathered: list[Draft] = []
    listed = items(readings)
    for act in news:
        _add(gathered, act, listed)
    gathered = _without_preface(gathered)
    name_what_is_joined(gathered, readings)
    old += later_memberships(gathered)
    current = [reading for reading in readings if not any(act.reading is reading for act in old)]
    for draft in gathered:
        ended = draft.acts[0].kind in ENDING  # what ends was told of before
        beside = [reading for reading in current if _is_beside_item(reading, draft, listed)]
        draft.before, draft.current = before(draft, beside), beside
        draft.support = support(draft, readings if ended and not listed else without_others(beside, draft, gathered))
        draft.history = history(draft, old)
    return _substantial(gathered) + [draft for act in old for draft in _recalled(act)]


def _recalled(act: Act) -> list[Draft]:
    """Make what is only recalled a step of its own, for each association joined one."""
    joined = associations(act) if act.kind == "join" else []
    if joined:
        return [Draft([act], background=True, associations={term}) for term in joined]
    return [Draft([act], background=True)] if act.kind != "talk" and act.paper else []


def _divided(told: Sequence[Act]) -> tuple[list[Act], list[Act]]:
    """Divide the acts into news and old; where a text tells nothing newer, what it tells first is its news."""
    news = [act for act in told if act.modality not in PAST]
    old = [act for act in told if act.modality in PAST]
    if any(act.kind != "talk" or act.reading.sentence.paragraph <= UPPER for act in news):
        return news, old
    first = [act for act in old if act.modality == "stale" and act.reading.sentence.paragraph <= UPPER]
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
        add_membership(gathered, act)
        return
    if act.kind == "talk" and gathered and act.reading.sentence.paragraph > _TALK_REACH:
        return
    if gathered and _only_pays(gathered[0], act):
        return  # who pays for it is told by a sentence that says more of it
    if act.kind == "award" and gathered and act.reading.sentence.paragraph > UPPER and not bodies(act.reading):
        return  # what a law gives whoever asks
    if act.modality == "negated" and act.kind in UNSIGNED and not bodies(act.reading):
        return  # nobody has made a plant run on brine yet: a way of speaking
    open_yet = [draft for draft in gathered if draft.item is None]
    known = [draft for draft in open_yet if _is_on_that_paper(draft, act) or not _another(draft, act)]
    if known:
        min(known, key=is_other_business).acts.append(act)  # the first, unless it is other business
    else:
        gathered.append(Draft([act], background=False))


def _only_pays(draft: Draft, act: Act) -> bool:
    """Tell whether an act says no more than who pays for works or goods, or vouches for them."""
    first = draft.acts[0]
    goods = first.kind in _FOR_MONEY or first.paper in ("contract", "venture", "offtake")
    lends = act.kind == "fund" or (act.paper == "loan" and act.word.group == "instrument")
    payer = lends and act.reading.of("role", "payer") and not act.reading.named("mineral")
    return bool(goods and first.done and payer and not first.reading.title and act.reading is not first.reading)


def _another(draft: Draft, act: Act) -> bool:
    """Tell whether an act is another step: announced as a further one, or between other bodies."""
    if draft.membership or _is_headline_of(draft, act):
        return draft.membership and act.paper not in (None, "membership")
    told = in_order([*draft.tellers, *(told.reading for told in draft.acts)])
    known = {body.term: body for reading in told for body in bodies(reading)}
    here = {body.term: body for body in bodies(act.reading)}
    foreign_known = {term for term, body in known.items() if body.country != HOME}
    foreign = {term for term, body in here.items() if body.country != HOME}
    further = bool(act.reading.of("modality", "further"))
    elsewhere = act.reading.of("noise", "elsewhere")
    aside = elsewhere and not act.reading.named("mineral") and (further or act.reading.sentence.paragraph > 1)
    aside = aside or _is_other_money(draft, act)
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


def _is_other_money(draft: Draft, act: Act) -> bool:
    """Tell whether a loan is told of far below what is only talked about, and names no mineral: a line for trade."""
    talks = all(one.kind == "talk" or one.modality == "planned" for one in draft.acts)
    far = act.reading.sentence.paragraph > UPPER and not act.reading.named("mineral")
    return act.kind == "fund" and act.done and talks and far


def _is_headline_of(draft: Draft, act: Act) -> bool:
    """Tell whether a step that the headline alone has told is told again, by the first sentence: the same is done."""
    first = draft.acts[0]
    opens = act.reading.document.endswith("\n\n", 0, act.reading.sentence.start)
    alone = all(told.reading.title for told in draft.acts)
    return alone and opens and act.kind == first.kind and (act.paper == first.paper or first.paper in _GENERIC)


def _is_on_that_paper(draft: Draft, act: Act) -> bool:
    """Tell whether a sentence opens with the document that the one before it told of: who signed it, what it is for."""
    if act.kind != "sign" or act.paper != "document" or act.reading.of("modality", "further"):
        return False
    opening = act.reading.sentence.start + _ARTICLE
    named = any(paper.start <= opening for paper in act.reading.of("instrument", "document"))
    told = draft.acts[-1].reading.sentence.paragraph
    return named and told > 0 and act.reading.sentence.paragraph - told <= 1


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
    if all(_adds_other_business(act.reading) for act in draft.acts):
        return False
    if draft.associations or any(reading.named("mineral") for reading in draft.tellers):
        return True
    if any(reading.of("noise", "elsewhere") for reading in draft.tellers):
        return draft.acts[0].reading.sentence.paragraph <= 1 and any(
            reading.named("mineral") for reading in draft.support if not reading.title
        )
    opens = draft.acts[0].reading.sentence.paragraph <= UPPER
    return any(reading.named("mineral") for reading in draft.support if opens or not reading.title)


def _adds_other_business(reading: Reading) -> bool:
    """Tell whether a sentence adds what was done in other business: they also signed a paper on double taxation."""
    added = reading.of("modality", "further") and reading.of("noise", "elsewhere")
    return bool(added) and not reading.named("mineral")
