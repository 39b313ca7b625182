"""The acts of a step come in; its stage goes out, by the closed list of the taxonomy."""

from collections.abc import Sequence

from pipeline.understanding.acts import UNSIGNED, Act
from pipeline.understanding.modality import DENIED, ENDING, names_an_act
from pipeline.understanding.reading import LEAD, Reading
from pipeline.understanding.sales import is_paid_in_advance
from pipeline.understanding.senses import DEBT, is_mandate_letter, names_a_lender

_PAPER_STAGE = {
    "memorandum": "memorandum",
    "roadmap": "memorandum",
    "partnership": "memorandum",
    "loan": "financing",
    "bond": "financing",
}
_ACT_STAGE = {
    "join": "agreement",
    "award": "agreement",
    "acquire": "agreement",
    "fund": "financing",
    "mandate": "memorandum",
    "begin": "construction",
    "operate": "operation",
    "ship": "operation",
    "trade": "agreement",
    "suspend": "suspended",
    "cancel": "terminated",
    "talk": "talks",
}
_TELLING = 4  # acts that decide; further down a text speaks of other papers
_STRENGTH = (
    *("loan", "bond", "licence", "offtake", "contract", "memorandum", "roadmap"),
    *("venture", "stake", "partnership", "agreement", "document"),
)
_OPEN = ("agreement", "document", "partnership", "")  # papers that may bind or not, as the text says
_ON_SOMETHING = ("contract", "venture", "licence", "stake")  # papers that money beside them only pays for
_SOFT = ("memorandum", "roadmap")
_PLANS = ("acquire", "found", "fund", "award")
_RESULT = 3  # paragraphs in which talks tell what they led to


def stage(acts: Sequence[Act], about: Sequence[Reading]) -> str:
    """Return the stage that the acts of a step report: the body's words, the headline's where it is alone."""
    lead = leading(acts)
    told = _telling(lead)
    done = [act for act in told if act.done and act.kind != "talk"]
    if not done or _nothing_signed([*told, *acts]):
        return _undone(told, lead) if not done else "talks"
    first = done[0]
    meant = first.kind == "acquire" and _only_means_to(first)
    if meant or _is_aimed_at(first) or (first.kind == "trade" and first.paper in _SOFT):
        return "memorandum"
    paid = first.kind == "acquire" and any(reading.of("aspect", "paid") for reading in about)
    if paid or is_paid_in_advance(lead, about) or _lends_on_what_it_buys(done):
        return "financing"
    if _is_only_mandated(first, lead):
        return "memorandum"  # whoever is to raise the money has not raised it
    if first.kind == "fund" and not any(act.paper in DEBT for act in done):
        return "agreement"
    if any(act.reading.title and act.kind == "trade" and act.done for act in lead):
        told = [act for act in told if act.kind != "talk"]  # who is to buy has talked of other things beside
    return _ACT_STAGE.get(first.kind) or _signed(done, told, about)


def _telling(lead: Sequence[Act]) -> list[Act]:
    """Return the acts that tell the stage: the body's, the headline's too where the body says less than it does."""
    told = [act for act in lead if not act.reading.title] or list(lead)
    if all(act.word.group == "instrument" or act.kind == "talk" for act in told):
        told = [
            act for act in lead if not _only_names(act)
        ] or told  # a paper without a verb, or talks alone, say less than a headline that tells of a result
    if all(act.kind in UNSIGNED and act.modality == "planned" for act in told):
        told = list(lead)  # what will follow from a deal says less of it than its headline
    ended = [act for act in lead if act.reading.title and act.done and act.kind in ENDING]
    if ended and all(_says_why(act, ended[0]) for act in told):
        return ended  # what was promised before is no news where a headline has it ended
    begun = [act for act in lead if act.reading.title and act.done and act.kind in UNSIGNED]
    if begun and told and all(_is_less_than_works(act) for act in told):
        return list(lead)  # so does what is promised of other things or paid for them, where a headline has works begin
    return told


def _is_money_beside(act: Act) -> bool:
    """Tell whether an act is money that somebody gives who is no lender by name: a grant, a guarantee."""
    return act.kind == "fund" and not names_a_lender(act.reading)


def _is_less_than_works(act: Act) -> bool:
    """Tell whether an act is only promised, or only pays for what is begun."""
    return _is_money_beside(act) or (act.modality == "planned" and act.kind not in UNSIGNED)


def _says_why(act: Act, ended: Act) -> bool:
    """Tell whether an act only says what was promised before a deal ended, or what was never done of it."""
    undone = act.kind in UNSIGNED and not act.done
    ends = act.kind == "sign" and bool(act.reading.of("action", *ENDING))  # signed the minutes on winding it up
    return undone or ends or act.kind in ("agree", "talk") or bool(act.paper and act.paper == ended.paper)


def _is_only_mandated(first: Act, lead: Sequence[Act]) -> bool:
    """Tell whether a loan is one that banks are to raise; who signs a loan may name those that were mandated for it."""
    if first.paper == "stake" and first.kind in ("acquire", "award"):  # banks are to sell the shares
        naming = {word.start for word in first.reading.of("aspect", "naming")}
        return any(word.start not in naming for word in first.reading.of("action", "mandate"))
    mandates = [act for act in lead if act.kind == "mandate" and act.done and not _only_names(act)]
    if first.kind == "sign" and first.paper in DEBT:
        return any(act.reading.title or is_mandate_letter(act.word) for act in mandates)
    return first.kind == "fund" and bool(mandates)


def _lends_on_what_it_buys(done: Sequence[Act]) -> bool:
    """Tell whether who buys has signed a loan on what is to come."""
    bought = done[0].kind == "trade" and done[0].paper == "offtake"
    return bought and any(act.kind == "sign" and act.paper == "loan" and not act.soft for act in done)


def _nothing_signed(told: Sequence[Act]) -> bool:
    """Tell whether talks have led to no paper, as the text says: they agreed to meet, nothing was signed."""
    if any(act.done and act.kind not in ("talk", "agree", "found") for act in told):
        return False
    return any(act.kind == "sign" and act.modality == "negated" and act.paper == "document" for act in told)


def _is_aimed_at(act: Act) -> bool:
    """Tell whether a venture's founding, as a noun, is only what a memorandum of its sentence is for."""
    named = {word.concept for word in act.reading.of("instrument")}
    noun = act.kind == "found" and names_an_act(act.reading.lang, act.word.text)
    return noun and "memorandum" in named and not {"contract", "agreement"} & named


def _only_means_to(act: Act) -> bool:
    """Tell whether shares are bought by a paper that binds nobody: heads of terms to buy 30%."""
    near = [word.concept for word in act.reading.of("instrument") if act.reading.same_clause(word, act.word)]
    return bool({"memorandum", "roadmap"} & {*near}) and not {"contract", "agreement"} & {*near}


def _only_names(act: Act) -> bool:
    """Tell whether the word of an act is a noun that may only name what is talked about: a sale, a signing."""
    return any(word.start == act.word.start for word in act.reading.of("aspect", "naming"))


def _signed(done: Sequence[Act], told: Sequence[Act], about: Sequence[Reading]) -> str:
    """Weigh the papers: the most binding one that is named decides, a mere document is what else the text calls it."""
    others = (
        {*UNSIGNED, "trade"} if done[0].soft else {*UNSIGNED}
    )  # what a paper that binds nobody foresees is no other
    works = done[0].paper in _ON_SOMETHING
    papers = [
        "memorandum" if act.soft else act.paper
        for act in done
        if act.paper in _STRENGTH and act.kind not in others and not (works and _is_money_beside(act))
    ]
    if not papers and done[0].kind == "agree" and any(act.kind == "talk" for act in told):
        return "talks"
    if set(papers) <= {"document"}:
        affirmed = [reading for reading in about if not reading.of("modality", "negation")]
        sold = any(act.kind == "trade" for act in done)
        papers = [
            word.concept
            for reading in affirmed
            for word in reading.of("instrument", *_PAPER_STAGE)
            if word.concept != "loan" or not (sold or reading.of("action", "trade"))  # who buys, pays in advance
        ]
        ours = [reading for reading in affirmed if reading.named("mineral")] or affirmed  # not of other business
        papers += [word.concept for reading in ours for word in reading.of("instrument", "contract")]
    paper = min(papers, key=lambda name: _STRENGTH.index(name or ""), default="")
    unsigned = paper == "venture" and all(act.kind == "agree" for act in done)
    if (paper in _OPEN or unsigned) and any(reading.of("modality", "nonbinding") for reading in about):
        return "memorandum"
    return _PAPER_STAGE.get(paper or "", "agreement")


def _undone(told: Sequence[Act], lead: Sequence[Act]) -> str:
    """Name the stage where nothing was done: what opens with a denial ends what was reported, anything else is talk."""
    denied = [act for act in told if act.modality in DENIED]
    unsigned = all(act.kind == "sign" and act.modality == "negated" for act in denied)
    speaking = lead if unsigned else told  # a headline on talks stands where the body only says that nothing is signed
    talking = [act for act in speaking if act.kind == "talk" and act.modality not in DENIED]
    yet = any(act.reading.of("modality", "yet") for act in lead)
    awaited = yet and all(act.modality == "negated" for act in denied)  # not signed yet
    ended = (len(denied) == len(told) and not awaited) or (told[0] in denied and not yet)
    return "terminated" if denied and not talking and ended else "talks"


def leading(acts: Sequence[Act]) -> list[Act]:
    """Return the acts that open the telling; further down a text speaks of other papers."""
    first = min(act.reading.sentence.paragraph for act in acts)
    firm = [act.reading.sentence.paragraph for act in acts if act.kind != "talk" and not act.reading.title]
    result = min((paragraph for paragraph in firm if paragraph <= _RESULT), default=first)
    last = max(LEAD, first, result)
    told = [act for act in acts if act.reading.sentence.paragraph <= last]
    return [act for act in told if not _is_by_the_way(act, told)][:_TELLING]


def _is_by_the_way(act: Act, acts: Sequence[Act]) -> bool:
    """Tell whether a sale only describes who plans something else: the combine sells its zinc to China."""
    if act.kind != "trade":
        return False
    before = [one for one in acts if one.reading.sentence.start < act.reading.sentence.start]
    planned = any(one.kind in _PLANS and one.modality == "planned" for one in before)
    return planned and not any(one.done and one.kind != "talk" for one in before)
