"""The acts of a step come in; its type and its stage go out, by the closed lists of the taxonomy."""

from collections import Counter
from collections.abc import Sequence

from pipeline.actors import HOME
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
    "suspend": "suspended",
    "cancel": "terminated",
    "talk": "talks",
}
_TELLING = 4  # acts that decide; further down a text speaks of other papers
_STRENGTH = ("contract", "loan", "bond", "licence", "offtake", "memorandum", "roadmap", "venture", "stake", "partnership", "agreement", "document")  # fmt: skip
_SUBJECTS = ("exploration", "construction", "equipment", "technology", "purchase")
_SUBJECT_TYPE = {"exploration": "exploration", "construction": "construction", "equipment": "supply", "technology": "technology", "purchase": "offtake"}  # fmt: skip


def stage(acts: Sequence[Act]) -> str:
    """Return the stage that the acts of a step report: the body's words, the headline's where it is alone."""
    told = ([act for act in acts if not act.reading.title] or list(acts))[:_TELLING]
    done = [act for act in told if act.modality in ("stated", "stale", "recalled")]
    acts = [act for act in done if act.kind != "talk"]
    if not acts:
        return _undone(told)
    for kind in ("cancel", "suspend"):
        if acts[0].kind == kind:
            return _ACT_STAGE[kind]
    lead = acts[0]
    if lead.kind in _ACT_STAGE and lead.kind not in ("talk",):
        if lead.kind == "fund" and not any(act.paper in ("loan", "bond") for act in acts):
            return "agreement"
        return _ACT_STAGE[lead.kind]
    return _signed(acts, told)


def _signed(acts: Sequence[Act], told: Sequence[Act]) -> str:
    """Weigh the papers: the most binding paper that is named decides, a plain agreement only where no other is."""
    papers = [act.paper for act in acts if act.paper in _STRENGTH]
    paper = min(papers, key=lambda name: _STRENGTH.index(name or ""), default=None)
    if paper is None:
        return "talks" if acts[0].kind == "agree" and any(act.kind == "talk" for act in told) else "agreement"
    return _PAPER_STAGE.get(paper, "agreement")


def _undone(told: Sequence[Act]) -> str:
    """Name the stage where nothing was done: a denial ends what was reported, anything else is talk."""
    denied = [act for act in told if act.modality in ("denied", "negated")]
    talking = [act for act in told if act.kind == "talk" and act.modality not in ("denied", "negated")]
    return "terminated" if denied and not talking and len(denied) == len(told) else "talks"


def deal_type(acts: Sequence[Act], about: Sequence[Reading], parties: Sequence[Fact]) -> str:
    """Return the type: what is joined, lent, licensed or founded first; then who; then what it is about."""
    acts = acts[:_TELLING]
    kinds = {act.kind for act in acts}
    papers = Counter(act.paper for act in acts)
    by_paper = (
        ("membership", "join" in kinds),
        ("financing", papers["loan"] or papers["bond"]),
        ("licence", papers["licence"]),
        ("intergovernmental", _between_states(parties)),
        ("joint_venture", papers["venture"] or any(reading.of("instrument", "venture") for reading in about)),
        ("equity", "acquire" in kinds or papers["stake"]),
    )
    return next((name for name, holds in by_paper if holds), None) or _by_subject(acts, about, papers)


def _between_states(parties: Sequence[Fact]) -> bool:
    """Tell whether a state or ministry stands on both sides."""
    states = [fact for fact in parties if fact.detail.get("role") == "state"]
    return {fact.detail.get("country") == HOME for fact in states} == {True, False}


def _by_subject(acts: Sequence[Act], told_by: Sequence[Reading], papers: Counter[str | None]) -> str:
    """Choose by what the sentences of the step speak of; several things at once are a framework."""
    if papers["offtake"]:
        return "offtake"
    told = Counter(word.concept for reading in told_by for word in reading.of("subject"))
    about = [subject for subject in _SUBJECTS if told[subject]]
    if any(act.kind in ("begin", "operate") for act in acts) and told["construction"]:
        return "construction"
    if not about:
        return "framework"
    best = max(about, key=lambda subject: told[subject])
    if len(about) > 2 or told["cooperation"] > told[best]:  # noqa: PLR2004 - three things are a programme
        return "framework"
    return _SUBJECT_TYPE[best]
