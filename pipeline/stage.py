"""The events of a step come in; its type and its stage go out, by the closed lists of the taxonomy."""

from collections import Counter
from collections.abc import Sequence

from pipeline.actors import body_type
from pipeline.acts import Act
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
_STRENGTH = ("contract", "loan", "bond", "licence", "offtake", "memorandum", "roadmap", "venture", "stake", "partnership", "agreement", "document")  # fmt: skip
_SUBJECTS = ("exploration", "construction", "equipment", "technology", "purchase")
_SUBJECT_TYPE = {"exploration": "exploration", "construction": "construction", "equipment": "supply", "technology": "technology", "purchase": "offtake"}  # fmt: skip


def stage(events: Sequence[Act]) -> str:
    """Return the stage that the events of a step report: the body's words, the headline's where it is alone."""
    told = [event for event in events if not event.reading.title] or list(events)
    done = [event for event in told if event.modality in ("stated", "stale", "recalled")]
    acts = [event for event in done if event.kind != "talk"]
    if not acts:
        return _undone(told)
    for kind in ("cancel", "suspend"):
        if acts[0].kind == kind:
            return _ACT_STAGE[kind]
    lead = acts[0]
    if lead.kind in _ACT_STAGE and lead.kind not in ("talk",):
        if lead.kind == "fund" and not any(event.paper in ("loan", "bond") for event in acts):
            return "agreement"
        return _ACT_STAGE[lead.kind]
    return _signed(acts, told)


def _signed(acts: Sequence[Act], told: Sequence[Act]) -> str:
    """Weigh the papers: the most binding paper that is named decides, a plain agreement only where no other is."""
    papers = [event.paper for event in acts if event.paper in _STRENGTH]
    paper = min(papers, key=lambda name: _STRENGTH.index(name or ""), default=None)
    if paper is None:
        return "talks" if acts[0].kind == "agree" and any(event.kind == "talk" for event in told) else "agreement"
    return _PAPER_STAGE.get(paper, "agreement")


def _undone(told: Sequence[Act]) -> str:
    """Name the stage where nothing was done: a denial ends what was reported, anything else is talk."""
    denied = [event for event in told if event.modality in ("denied", "negated")]
    talking = [event for event in told if event.kind == "talk" and event.modality not in ("denied", "negated")]
    return "terminated" if denied and not talking and len(denied) == len(told) else "talks"


def deal_type(events: Sequence[Act], subjects: Sequence[Reading], bodies: set[str], states_only: bool) -> str:  # noqa: FBT001
    """Return the type: what is joined, lent, licensed or founded first; then who; then what it is about."""
    kinds = {event.kind for event in events}
    papers = Counter(event.paper for event in events)
    if "join" in kinds:
        return "membership"
    if papers["loan"] or papers["bond"] or "fund" in kinds:
        return "financing"
    if papers["licence"] or "award" in kinds:
        return "licence"
    if states_only:
        return "intergovernmental"
    if papers["venture"] or any(reading.of("instrument", "venture") for reading in subjects):
        return "joint_venture"
    if "acquire" in kinds or papers["stake"]:
        return "equity"
    return _by_subject(events, subjects, papers)


def _by_subject(events: Sequence[Act], subjects: Sequence[Reading], papers: Counter[str | None]) -> str:
    """Choose by what the sentences of the step speak of; several things at once are a framework."""
    if papers["offtake"]:
        return "offtake"
    told = Counter(word.concept for reading in subjects for word in reading.of("subject"))
    about = [subject for subject in _SUBJECTS if told[subject]]
    if any(event.kind in ("begin", "operate") for event in events) and told["construction"]:
        return "construction"
    if not about:
        return "framework"
    best = max(about, key=lambda subject: told[subject])
    if len(about) > 2 or told["cooperation"] > told[best]:  # noqa: PLR2004 - three things are a programme
        return "framework"
    return _SUBJECT_TYPE[best]


def is_state(party: str, kind: str | None) -> bool:
    """Tell whether a body stands for a state."""
    return party.endswith("-gov") or party == "eu" or kind in ("ministry", "government", "union", "agency")


__all__ = ["body_type", "deal_type", "is_state", "stage"]
