"""A document's mentions and steps come in; whether it reports a deal on Uzbek minerals goes out, with reasons."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.lexicon import HOME
from pipeline.tag import Found
from pipeline.understanding.actors import type_of
from pipeline.understanding.facts import SIDES, Fact, Step
from pipeline.understanding.opening import Opening, read_opening
from pipeline.understanding.regions import is_of_many, is_of_region
from pipeline.understanding.whose_deal import (
    WORKS,
    is_at_home,
    is_inferred_state,
    is_of_mining,
    is_of_others,
    only_carries,
)

PRECIOUS = frozenset({"gold", "silver", "palladium", "platinum-group"})
_BRANDS = {"iron", "titanium", "silicon", "quartz"}  # which firms of any trade are called after
_ALONE = (
    *("action.fund", "action.award", "action.begin", "action.operate", "action.open", "action.ship", "action.suspend"),
    *(
        "action.cancel",
        "action.sign",
        "action.agree",
        "action.acquire",
        "action.found",
        "action.join",
        "action.mandate",
    ),
)
_FINANCE = ("equity", "financing")
_OUTPUT = ("action.ship", "action.operate", "action.trade")
_ELSEWHERE = 2  # words of other business that outweigh a mineral named in passing
_UNSURE = 0.45
_NO_MINERAL, _NO_COUNTERPART = "the step is not about a mineral", "no counterpart"


@dataclass(frozen=True)
class Relevance:
    """The verdict, how sure it is (0 to 1), and why."""

    relevant: bool
    score: float
    reasons: list[str]

    @property
    def wants_a_deal(self) -> bool:
        """Tell whether all that is missing is what a deal that is known already would say: about what, or with whom."""
        return self.reasons in ([_NO_MINERAL], [_NO_COUNTERPART])


def relevance(document: str, lang: str, found: list[Found], steps: list[Step]) -> Relevance:
    """Judge whether a text reports, as its news, a step of a deal on a mineral with an Uzbek side.

    Every condition that fails is a reason against; the text is relevant where none fails.
    """
    primary = [_by_rules(step) for step in steps if step.role == "primary"]
    if not primary:
        return Relevance(False, 0.0, ["reports no step of a deal"])
    lead = read_opening(document, lang, found)
    verdicts = [_judge(step, found, lead) for step in primary]
    against, step = min(zip(verdicts, primary, strict=True), key=lambda pair: len(pair[0]))
    if against:
        return Relevance(False, round(_UNSURE / len(against), 3), against)
    return Relevance(True, _sure(step, found, lead), [f"reports a step of a deal: {step.deal_type}, {step.stage}"])


def _by_rules(step: Step) -> Step:
    """Return a step with its sides by rules alone: weighed, they are those of a deal, as if there were one."""
    if (ruled := step.ruled) is None:
        return step
    if not ruled.parties and step.anchor.value in WORKS:  # whose owner is named beside them, but tells nothing
        return replace(step, minerals=ruled.minerals)
    return replace(step, parties=ruled.parties, countries=ruled.countries, minerals=ruled.minerals)


def _judge(step: Step, found: Sequence[Found], lead: Opening) -> list[str]:
    """Collect what speaks against a step."""
    reasons = []
    if not _about_minerals(step, found, lead):
        reasons.append(_NO_MINERAL)
    elif _only_precious(step, found, lead):
        reasons.append("only gold or silver is concerned")
    if not is_at_home(step, found, lead):
        reasons.append("no Uzbek side where the text opens")
    if not _has_sides(step, lead) or _meets_nobody(step, lead):
        reasons.append(_NO_COUNTERPART)
    if _only_recalls(step, lead):
        reasons.append("an opinion or a review that only recalls")
    alone = len(step.parties) < SIDES
    if lead.figures and step.anchor.value in _OUTPUT and (alone or not step.countries):
        reasons.append("figures of a period, with no counterpart")
    if lead.prices and not step.countries and (alone or step.anchor.start >= lead.headline):
        reasons.append("a report of prices, with no counterpart")
    return reasons + _of_other_news(step, found, lead)


def _of_other_news(step: Step, found: Sequence[Found], lead: Opening) -> list[str]:
    """Collect what makes a step none that the text reports as its news."""
    reasons = []
    if lead.trial or (lead.other_news and step.anchor.start >= lead.headline):
        reasons.append("the news is an appointment, a court case or an accident")
    if is_of_others(step, found, lead) and not is_of_many(step.parties):
        reasons.append("a deal between others")
    if only_carries(step):
        reasons.append("goods of others are only carried")
    if step.modality == "planned" and _is_called_for(step, lead):
        reasons.append("somebody only calls for it")
    if step.modality == "negated" and step.anchor.value == "action.talk":
        reasons.append("no talks are held")
    if (lead.rumour or lead.unplanned or not lead.lands) and _ended_with_nobody(step):
        reasons.append("a rumour of somebody unnamed, denied")
    return reasons


def _is_called_for(step: Step, lead: Opening) -> bool:
    """Tell whether a sentence of the opening only calls upon others to take a step: a deputy urged to sign."""
    return any(span.start <= step.anchor.start < span.end for span in lead.calling)


def _only_recalls(step: Step, lead: Opening) -> bool:
    """Tell whether an opinion or a review only recalls a step that its headline does not tell, and not to the day."""
    if step.anchor.start < lead.headline or (_is_told_to_the_day(step) and not lead.figures):
        return False
    sums_up = any(span.start <= step.anchor.start < lead.opening for span in lead.reviewing)
    return lead.labelled or (lead.retrospect and (sums_up or step.anchor.start >= lead.opening))


def _is_told_to_the_day(step: Step) -> bool:
    """Tell whether a speaker reports a step of these weeks, with its day and who took it: on 18 June we signed."""
    named = [fact for fact in step.parties if not fact.detail.get("inferred")]
    return step.modality == "stated" and step.date_precision == "day" and len(named) >= SIDES


def _ended_with_nobody(step: Step) -> bool:
    """Tell whether a denied deal was one with nobody by name: what was never reported as done cannot end."""
    abroad = [fact for fact in step.parties if fact.detail.get("country") != HOME and not fact.detail.get("bare")]
    return step.modality == "negated" and step.stage == "terminated" and not abroad


def _about_minerals(step: Step, found: Sequence[Found], lead: Opening) -> bool:
    opens = any(mention.kind == "mineral" and mention.start < lead.opening for mention in found)
    if lead.other_business and not (_says_mineral(step, found) or _tells_of_minerals(found, lead)):
        return False
    left_out = bool(step.minerals) and all(fact.detail.get("left_out") for fact in step.minerals)
    if lead.elsewhere and (left_out or (not opens and _is_of_no_miner(step))):
        return False
    if any(not fact.detail.get("inferred") for fact in step.minerals):
        return True
    named = step.minerals or any(mention.kind == "mineral" and mention.start < lead.upper for mention in found)
    if (named or step.deal_type == "membership") and any(type_of(fact.value) == "association" for fact in step.parties):
        return True  # the associations that the lexicon holds are those of minerals
    if lead.elsewhere >= (_ELSEWHERE if opens else 1):
        return False
    deposits = [mention for mention in found if mention.kind == "place" and type_of(mention.term) == "deposit"]
    mining = [fact for fact in step.parties if fact.detail.get("role") == "party" and is_of_mining(fact.value)]
    told = (lead.mining or _is_of_a_miner(step)) and bool(step.minerals)
    return told or (bool(deposits or step.minerals) and bool(mining or _says_mineral(step, found)))


def _tells_of_minerals(found: Sequence[Found], lead: Opening) -> bool:
    """Tell whether a sentence of the opening that tells a step names a mineral, cables for a wind farm apart."""
    minerals = [mention.start for mention in found if mention.kind == "mineral"]
    return any(span.start <= start < span.end for span in lead.telling for start in minerals)


def _is_of_no_miner(step: Step) -> bool:
    """Tell whether no body that the lexicon holds acts, and none at home: a cement works digs its sand."""
    homes = {fact.detail.get("country") for fact in step.parties if not is_inferred_state(fact)}
    return HOME not in homes and not any(is_of_mining(fact.value) for fact in step.parties)


def _is_of_a_miner(step: Step) -> bool:
    """Tell whether shares or rights are those of an Uzbek firm that its mineral names: Boysun Marganes."""
    if step.deal_type not in ("equity", "licence", "exploration", "financing", "joint_venture"):
        return False
    home = any(fact.detail.get("country") == HOME for fact in step.parties)
    own = (HOME, None) if home else (HOME,)
    homes = {(fact.start, fact.end) for fact in step.parties if fact.detail.get("country") in own}
    named = {fact.value for fact in step.minerals if (fact.start, fact.end) in homes}
    return bool(named - PRECIOUS - _BRANDS)


def _says_mineral(step: Step, found: Sequence[Found]) -> bool:
    """Tell whether a party's own name says the mineral, and the text names it elsewhere too: a potash plant."""
    names = {(fact.start, fact.end) for fact in step.parties}
    said = {fact.value for fact in step.minerals if (fact.start, fact.end) in names}
    return any(mention.kind == "mineral" and mention.term in said for mention in found)


def _only_precious(step: Step, found: Sequence[Found], lead: Opening) -> bool:
    """Tell whether gold and silver are all that the step, and the upper part of the text, name.

    Of a miner's own shares and loans only what tells them counts: it may say what else it does not own.
    """
    if not step.minerals or not {fact.value for fact in step.minerals} <= PRECIOUS:
        return False
    others = [
        mention.start
        for mention in found
        if mention.kind == "mineral" and mention.term not in PRECIOUS and mention.start < lead.upper
    ]
    if step.deal_type in _FINANCE and not all(fact.detail.get("inferred") for fact in step.minerals):
        return not any(span.start <= start < span.end for span in lead.telling for start in others)
    return not others


def _open(countries: Sequence[Fact], step: Step, lead: Opening) -> bool:
    """Tell whether a text opens with a step and whose companies take it, though none has a name: a Chinese firm."""
    return step.anchor.start < lead.opening and any(fact.start < lead.opening for fact in countries)


def _has_sides(step: Step, lead: Opening) -> bool:
    """Tell whether two sides take the step, or one takes a step that has a silent counterpart."""
    sides = {fact.value for fact in step.parties if not is_inferred_state(fact)}
    if len(sides) > 1:
        return True
    if step.anchor.value == "instrument.licence" and all(fact.detail.get("country") == HOME for fact in step.parties):
        return False  # what a ministry will put up for auction
    if step.countries and (sides or (step.modality == "stated" and _open(step.countries, step, lead))):
        return True
    joins = step.anchor.value == "action.join"  # whose other side is what it joins
    return bool(sides if joins else sides - {"uz-gov"}) and step.anchor.value in _ALONE and step.modality == "stated"


def _meets_nobody(step: Step, lead: Opening) -> bool:
    """Tell whether talks have no other side but states named only further down, as wished for or as markets."""
    abroad = [fact for fact in step.parties if fact.detail.get("country") != HOME]
    bare = [fact for fact in abroad if fact.detail.get("bare")]
    if step.anchor.value != "action.talk" or is_of_region(step.countries):
        return False
    unsaid = all(fact.detail.get("inferred") for fact in step.parties)
    alone = not abroad and len(step.parties) < SIDES  # one looks at what is made elsewhere
    if alone and not any(fact.start < lead.opening for fact in step.countries):
        return True
    return unsaid or (bool(bare) and bare == abroad and bare[0].start >= lead.opening)


def _sure(step: Step, found: Sequence[Found], lead: Opening) -> float:
    """Say how sure a yes is: by what stands in the headline and who is named as acting."""
    title = [mention for mention in found if mention.start < lead.opening]
    signs = (
        step.modality == "stated",
        step.stage != "talks",
        step.anchor.start < lead.opening,
        any(mention.kind == "mineral" for mention in title),
        any(fact.detail.get("country") == HOME and not fact.detail.get("inferred") for fact in step.parties),
        any(fact.detail.get("country") not in (HOME, None) for fact in step.parties),
    )
    return round(0.55 + 0.45 * sum(signs) / len(signs), 3)
