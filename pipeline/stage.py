"""The acts of a step come in; its type and its stage go out, by the closed lists of the taxonomy."""

from collections import Counter
from collections.abc import Sequence

from pipeline.actors import HOME, acting_states
from pipeline.acts import Act
from pipeline.facts import Fact
from pipeline.reading import Reading

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
_LICENSING = {"award", "sign", "fund", "cancel", "suspend"}
_TELLING = 4  # acts that decide; further down a text speaks of other papers
_STRENGTH = (
    *("loan", "bond", "licence", "offtake", "contract", "memorandum", "roadmap"),
    *("venture", "stake", "partnership", "agreement", "document"),
)
_SUBJECTS = ("exploration", "processing", "construction", "equipment", "technology", "purchase")
_MANY = 3  # subjects of a programme
_LEAD = 2  # paragraphs
_SUBJECT_TYPE = {
    "exploration": "exploration",
    "construction": "construction",
    "equipment": "supply",
    "technology": "technology",
    "purchase": "offtake",
}


def stage(acts: Sequence[Act], about: Sequence[Reading]) -> str:
    """Return the stage that the acts of a step report: the body's words, the headline's where it is alone."""
    lead = _leading(acts)
    told = [act for act in lead if not act.reading.title] or list(lead)
    done = [act for act in told if act.done and act.kind != "talk"]
    if not done:
        return _undone(told)
    first = done[0]
    if first.kind == "fund" and not any(act.paper in ("loan", "bond") for act in done):
        return "agreement"
    return _ACT_STAGE.get(first.kind) or _signed(done, told, about)


def _signed(done: Sequence[Act], told: Sequence[Act], about: Sequence[Reading]) -> str:
    """Weigh the papers: the most binding one that is named decides, a mere document is what else the text calls it."""
    papers = [act.paper for act in done if act.paper in _STRENGTH]
    if not papers and done[0].kind == "agree" and any(act.kind == "talk" for act in told):
        return "talks"
    if set(papers) <= {"document"}:
        papers = [word.concept for reading in about for word in reading.of("instrument", *_PAPER_STAGE, "contract")]
    paper = min(papers, key=lambda name: _STRENGTH.index(name or ""), default="")
    return _PAPER_STAGE.get(paper or "", "agreement")


def _undone(told: Sequence[Act]) -> str:
    """Name the stage where nothing was done: a denial ends what was reported, anything else is talk."""
    denied = [act for act in told if act.modality in ("denied", "negated")]
    talking = [act for act in told if act.kind == "talk" and act.modality not in ("denied", "negated")]
    return "terminated" if denied and not talking and len(denied) == len(told) else "talks"


def deal_type(acts: Sequence[Act], about: Sequence[Reading], parties: Sequence[Fact]) -> str:
    """Return the type: what is joined, lent, licensed or founded first; then who; then what it is about."""
    lead = _leading(acts)
    kinds = {act.kind for act in lead}
    papers = {act.paper for act in lead}
    undone = all(act.modality == "planned" or act.kind == "talk" for act in lead)
    by_paper = (
        ("membership", "join" in kinds),
        ("financing", bool(papers & {"loan", "bond"})),
        ("licence", "licence" in papers and bool(kinds & _LICENSING) and not _sells_machines(lead)),
        ("intergovernmental", _between_states(parties) or _headline_of_states(about, parties)),
        ("joint_venture", not undone and _is_venture(lead, about, parties)),
        ("equity", "acquire" in kinds or ("stake" in papers and bool(kinds & {"sign", "talk", "agree", "cancel"}))),
        ("offtake", bool("offtake" in papers or kinds & {"ship", "trade"}) and not _sells_machines(lead)),
    )
    return next((name for name, holds in by_paper if holds), None) or _by_subject(lead, about)


def _leading(acts: Sequence[Act]) -> list[Act]:
    """Return the acts that open the telling; further down a text speaks of other papers."""
    last = max(_LEAD, min(act.reading.sentence.paragraph for act in acts))
    return [act for act in acts if act.reading.sentence.paragraph <= last][:_TELLING]


def _between_states(parties: Sequence[Fact]) -> bool:
    """Tell whether a state or ministry stands on both sides."""
    states = [fact for fact in parties if fact.detail.get("role") == "state"]
    return {fact.detail.get("country") == HOME for fact in states} == {True, False}


def _headline_of_states(about: Sequence[Reading], parties: Sequence[Fact]) -> bool:
    """Tell whether the headline credits both countries, and the other one acts by a body of its state."""
    credited = {found.country for reading in about if reading.title for found in acting_states(reading)}
    acting = {fact.detail.get("country") for fact in parties if fact.detail.get("role") == "state"}
    return HOME in credited and bool(credited & acting - {HOME})


def _is_venture(acts: Sequence[Act], about: Sequence[Reading], parties: Sequence[Fact]) -> bool:
    """Tell whether partners hold what they agree on together: they found a venture, or mine a deposit as partners."""
    if any(act.paper == "venture" for act in acts):
        return True
    if any(act.reading.of("subject", "cooperation") for act in acts):
        return False
    if any(reading.of("instrument", "venture") and not reading.of("modality", "negation") for reading in about):
        return True
    firm = {act.paper for act in acts} & {"agreement", "contract"} and not {act.paper for act in acts} & {"memorandum"}
    origins = {fact.detail.get("country") for fact in parties if fact.detail.get("role") == "party"}
    told = [reading for reading in about if reading.sentence.paragraph <= _LEAD]  # what is mined may stand beside
    mining = any(reading.of("subject", "mining") for reading in [*told, *(act.reading for act in acts)])
    exploring = any(act.reading.of("subject", "exploration", "purchase", "equipment", "technology") for act in acts)
    return bool(firm and mining and not exploring and HOME in origins and len(origins) > 1)


def _by_subject(acts: Sequence[Act], about: Sequence[Reading]) -> str:
    """Choose by what the sentences of the step speak of; a general paper, or several things at once, is a framework."""
    told = Counter(word.concept for reading in about for word in reading.of("subject"))
    named = [subject for subject in _SUBJECTS if told[subject]]
    if any(act.kind in ("begin", "operate") for act in acts):
        return _SUBJECT_TYPE[_first(told, ("construction", "technology", "exploration"))]
    papers = {act.paper for act in acts}
    if own := _own_subject(acts):
        return own
    general = "contract" not in papers
    if general and (len(named) >= _MANY or papers & {"roadmap", "partnership"}):
        return "framework"
    specific = [subject for subject in named if subject in _SUBJECT_TYPE]
    if not specific:
        return "exploration" if told["mining"] and not told["cooperation"] else "framework"
    best, *others = sorted(specific, key=lambda subject: -told[subject])
    mixed = others and told[others[0]] * 2 > told[best]
    return "framework" if general and (mixed or told["cooperation"] > told[best]) else _SUBJECT_TYPE[best]


def _own_subject(acts: Sequence[Act]) -> str | None:
    """Return the type of what the telling sentences themselves are about, where it is one thing and no cooperation."""
    words = [word.concept for act in acts for word in act.reading.of("subject", *_SUBJECTS, "cooperation")]
    kinds = {word for word in words if word in _SUBJECT_TYPE}
    if _sells_machines(acts):
        return "supply"
    alone = len(kinds) == 1 and not kinds & {"exploration"} and "cooperation" not in words
    return _SUBJECT_TYPE[kinds.pop()] if alone else None


def _sells_machines(acts: Sequence[Act]) -> bool:
    """Tell whether machines are delivered, be it for a plant that is built or by tender."""
    return any(act.reading.of("subject", "equipment") and act.reading.of("subject", "purchase") for act in acts)


def _first(told: Counter[str], subjects: Sequence[str]) -> str:
    return max(subjects, key=lambda subject: told[subject])
