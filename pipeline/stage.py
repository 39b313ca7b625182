"""The acts of a step come in; its stage goes out, by the closed list of the taxonomy."""

from collections.abc import Sequence

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
    "ship": "operation",
    "trade": "agreement",
    "suspend": "suspended",
    "cancel": "terminated",
    "talk": "talks",
}
_WORKS = ("begin", "operate", "ship")  # acts that put no name to a paper
_TELLING = 4  # acts that decide; further down a text speaks of other papers
_STRENGTH = (
    *("loan", "bond", "licence", "offtake", "contract", "memorandum", "roadmap"),
    *("venture", "stake", "partnership", "agreement", "document"),
)
_LEAD = 2  # paragraphs


def stage(acts: Sequence[Act], about: Sequence[Reading]) -> str:
    """Return the stage that the acts of a step report: the body's words, the headline's where it is alone."""
    lead = leading(acts)
    told = [act for act in lead if not act.reading.title] or list(lead)
    if all(act.word.group == "instrument" for act in told):  # a paper named without a verb says less than the headline
        told = list(lead)
    done = [act for act in told if act.done and act.kind != "talk"]
    if not done:
        return _undone(told)
    first = done[0]
    if first.kind == "fund" and not any(act.paper in ("loan", "bond") for act in done):
        return "agreement"
    return _ACT_STAGE.get(first.kind) or _signed(done, told, about)


def _signed(done: Sequence[Act], told: Sequence[Act], about: Sequence[Reading]) -> str:
    """Weigh the papers: the most binding one that is named decides, a mere document is what else the text calls it."""
    papers = [
        "memorandum" if act.soft else act.paper for act in done if act.paper in _STRENGTH and act.kind not in _WORKS
    ]
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


def leading(acts: Sequence[Act]) -> list[Act]:
    """Return the acts that open the telling; further down a text speaks of other papers."""
    last = max(_LEAD, min(act.reading.sentence.paragraph for act in acts))
    return [act for act in acts if act.reading.sentence.paragraph <= last][:_TELLING]
