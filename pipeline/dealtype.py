"""The acts of a step and its sentences come in; its type goes out, by the closed list of the taxonomy.

The order of precedence: what is joined, lent or licensed; then states on both sides; then what partners found or hold
together; then shares; and where none of these settles it, what the sentences speak of, weighed by
``lexicon/deal_types.toml``.
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.actors import HOME, acting_states, body_type, companies_of, is_present
from pipeline.acts import Act, widest
from pipeline.deal_words import Word
from pipeline.facts import Fact
from pipeline.reading import Reading
from pipeline.stage import leading
from pipeline.tables import check_keys, read_table
from pipeline.tag import Found

_PATH = Path(__file__).parent / "lexicon" / "deal_types.toml"
_KEYS = {
    "place": ("headline", "telling", "opening", "further"),
    "points": ("exploration", "construction", "supply", "technology", "offtake", "framework"),
    "paper": ("memorandum", "roadmap", "partnership", "agreement", "document", "talks"),
    "choice": ("margin", "least"),
}
_SUBJECTS = (
    "exploration",
    "mining",
    "processing",
    "construction",
    "equipment",
    "technology",
    "purchase",
    "cooperation",
)
_LICENSING = {"award", "sign", "fund", "cancel", "suspend"}
_BEGUN = {"begin", "operate"}
_SALES = {"ship", "trade"}
_TAKING = {"sign", "talk", "agree", "cancel", "suspend"}  # acts that make a paper on shares a deal on shares
_STATES = ("government", "ministry", "union")
_LEADERS = ("head", "minister", "diplomat")
_OTHER_THAN_MINING = ("exploration", "purchase", "equipment", "technology", "construction")
_WORKS = ("construction", "technology", "exploration")  # what can begin or be opened
_LEAD = 2  # paragraphs
_MANY = 3  # subjects of one sentence
_SHORT = 2  # letters of JV, СП, QK
_PLAIN = 0.5  # what a word is worth that speaks for one type plainly


def deal_type(acts: Sequence[Act], about: Sequence[Reading], parties: Sequence[Fact]) -> str:
    """Return the type: what is joined, lent, licensed or founded first; then who; then what it is about."""
    lead = leading(acts)
    lead = [act for act in lead if act.modality != "planned"] or lead
    kinds = {act.kind for act in lead}
    papers = {act.paper for act in lead if act.kind not in {*_BEGUN, *_SALES}}
    undone = all(act.modality == "planned" or act.kind == "talk" for act in lead)
    by_paper = (
        ("membership", "join" in kinds),
        ("financing", bool(papers & {"loan", "bond"})),
        ("licence", _is_licence(lead, about)),
        ("intergovernmental", not kinds <= {*_BEGUN, *_SALES} and _is_of_states(lead, about, parties)),
        ("joint_venture", not undone and _is_venture(lead, about, parties)),
        ("equity", "acquire" in kinds or ("stake" in papers and bool(kinds & _TAKING))),
        ("supply", _sells_machines(lead) and bool(kinds & _SALES)),
        ("offtake", ("offtake" in papers or _ships(lead)) and not _sells_machines(lead)),
    )
    return next((name for name, holds in by_paper if holds), None) or _weighed(lead, about)


def _is_licence(acts: Sequence[Act], about: Sequence[Reading]) -> bool:
    """Tell whether a right to the ground is given: what is bid for without a licence may be works or machines."""
    kinds = {act.kind for act in acts}
    papers = {act.paper for act in acts if act.kind not in {*_BEGUN, *_SALES}}
    if not kinds & _LICENSING or _sells_machines(acts):
        return False
    ordered = any(reading.of("subject", "equipment", "construction", "technology") for reading in about)
    return "licence" in papers or ("tender" in papers and not ordered)


def _ships(acts: Sequence[Act]) -> bool:
    """Tell whether goods leave or are sold, and not only once a plant is opened."""
    first = next((act.kind for act in acts if act.kind in {*_BEGUN, *_SALES}), None)
    return first in _SALES


def _is_of_states(acts: Sequence[Act], about: Sequence[Reading], parties: Sequence[Fact]) -> bool:
    """Tell whether states deal with each other, by their bodies, in the headline or by their leaders."""
    return _between_states(parties) or _headline_of_states(about, parties) or _told_of_states(acts, about, parties)


def _between_states(parties: Sequence[Fact]) -> bool:
    """Tell whether a state or ministry stands on both sides."""
    states = [fact for fact in parties if fact.detail.get("role") == "state"]
    return {fact.detail.get("country") == HOME for fact in states} == {True, False}


def _headline_of_states(about: Sequence[Reading], parties: Sequence[Fact]) -> bool:
    """Tell whether the headline credits both countries, and the other one acts by a body of its state."""
    credited = {found.country for reading in about if reading.title for found in acting_states(reading)}
    acting = {fact.detail.get("country") for fact in parties if fact.detail.get("role") == "state"}
    return HOME in credited and bool(credited & acting - {HOME})


def _told_of_states(acts: Sequence[Act], about: Sequence[Reading], parties: Sequence[Fact]) -> bool:
    """Tell whether states act on both sides: by name where no firm from abroad takes part, else by their leaders."""
    told = [act.reading for act in acts] + [reading for reading in about if reading.title]
    firms = [f for f in parties if f.detail.get("role") != "state" and f.detail.get("country") != HOME]
    if firms:
        return any(_leaders_sign(act.reading, firms) for act in acts)
    acting = {country for reading in told for country in _state_actors(reading)}
    credited = {found.country for reading in told for found in acting_states(reading)}
    unnamed = {found.country for reading in told for found in companies_of(reading)}
    at_home = any(fact.detail.get("country") == HOME and fact.detail.get("role") == "state" for fact in parties)
    return bool(acting - {HOME} or credited - {HOME} - unnamed) and (at_home or HOME in acting | credited)


def _leaders_sign(reading: Reading, firms: Sequence[Fact]) -> bool:
    """Tell whether leaders or ministries of both sides act in a sentence that names no firm from abroad."""
    if any(reading.sentence.start <= fact.start < reading.sentence.end for fact in firms):
        return False
    acting = _state_actors(reading)
    return HOME in acting and bool(acting - {HOME})


def _state_actors(reading: Reading) -> set[str | None]:
    """Return the countries whose government or leader a sentence names as acting."""
    bodies = [found for found in reading.named("organisation") if body_type(found) in _STATES or _is_government(found)]
    people = [found for found in reading.named("person") if body_type(found) in _LEADERS]
    actors = [found for found in [*bodies, *people] if not is_present(reading, found)]
    return {found.country for found in actors}


def _is_government(found: Found) -> bool:
    return found.term.endswith("-gov")


def _is_venture(acts: Sequence[Act], about: Sequence[Reading], parties: Sequence[Fact]) -> bool:
    """Tell whether partners hold what they agree on together: they found a venture, or mine a deposit as partners."""
    if any(act.paper == "venture" for act in acts):
        return True
    if any(act.reading.of("subject", "cooperation") for act in acts):
        return False
    soft = any(act.soft for act in acts)
    named = [reading for reading in about if reading.title or not soft]  # what a memorandum foresees is not founded
    running = {act.kind for act in acts} & {*_BEGUN, "suspend"}
    if any(_ventures(reading, named=not running) and not _is_foreseen(reading) for reading in named):
        return True
    firm = {act.paper for act in acts} & {"agreement", "contract"} and not soft
    origins = {fact.detail.get("country") for fact in parties if fact.detail.get("role") == "party"}
    told = [reading for reading in about if reading.sentence.paragraph <= _LEAD]  # what is mined may stand beside
    mining = any(reading.of("subject", "mining") for reading in [*told, *(act.reading for act in acts)])
    exploring = any(act.reading.of("subject", *_OTHER_THAN_MINING) for act in acts)
    exploring = exploring or any(reading.of("subject", "equipment", "technology") for reading in told)
    return bool(firm and mining and not exploring and HOME in origins and len(origins) > 1)


def _is_foreseen(reading: Reading) -> bool:
    """Tell whether a sentence denies a venture or only foresees it; a headline may well say what will be founded."""
    return bool(reading.of("modality", "negation", *(() if reading.title else ("plan", "condition"))))


def _ventures(reading: Reading, *, named: bool) -> list[Word]:
    """Return the words of a venture, if not ``named`` none that is part of a name: works of СП «Navoi Lithium»."""
    bodies = [] if named else reading.named("organisation")
    short = [word for word in reading.of("instrument", "venture") if len(word.text) == _SHORT]
    names = [word for word in short if any(0 <= body.start - word.end <= _SHORT for body in bodies)]
    return [word for word in reading.of("instrument", "venture") if word not in names]


def _weighed(acts: Sequence[Act], about: Sequence[Reading]) -> str:
    """Choose by what the sentences speak of; a general paper that speaks of several things at once is a framework."""
    rules = _rules()
    points = _points(acts, about, rules)
    general = points.pop("framework", 0.0) + _generality(acts, rules)
    if any(act.kind in _BEGUN for act in acts):
        return max(_WORKS, key=lambda name: points.get(name, 0.0))
    (best, most), *others = sorted(points.items(), key=lambda item: -item[1]) or [("framework", 0.0)]
    if most < rules["choice"]["least"] or general >= most:
        mines = general < rules["choice"]["least"] and any(reading.of("subject", "mining") for reading in about)
        return "exploration" if mines else "framework"
    mixed = bool(others) and others[0][1] >= rules["choice"]["margin"] * most and _generality(acts, rules) > 0
    return "framework" if mixed else best


def _generality(acts: Sequence[Act], rules: dict[str, Any]) -> float:
    """Return how much the papers of a step speak for a framework: a contract not at all."""
    papers = {act.paper for act in acts}
    if papers & {"contract"} or any(act.kind in _BEGUN for act in acts):
        return 0.0
    talks = rules["paper"]["talks"] if all(act.kind == "talk" for act in acts) else 0.0
    return max((rules["paper"].get(paper, 0.0) for paper in papers), default=0.0) + float(talks)


def _points(acts: Sequence[Act], about: Sequence[Reading], rules: dict[str, Any]) -> dict[str, float]:
    telling = {act.reading.sentence.start for act in acts}
    points: dict[str, float] = defaultdict(float)
    for reading in about:
        weight = rules["place"][_place(reading, telling)]
        for name, worth in _sentence_points(reading, rules["points"]).items():
            points[name] += weight * worth
    if any({"equipment", "purchase"} <= {word.concept for word in reading.of("subject")} for reading in about):
        points["supply"] += points.pop("offtake", 0.0)  # what is ordered and delivered are the machines
    return points


def _sentence_points(reading: Reading, table: dict[str, dict[str, float]]) -> dict[str, float]:
    """Return what a sentence speaks for: what lists many things is about none, machines are more than their purpose."""
    concepts = {word.concept for word in widest(reading.of("subject"))}
    worth = {name: max((row.get(concept, 0.0) for concept in concepts), default=0.0) for name, row in table.items()}
    own = {name: value for name, value in worth.items() if value}
    if sum(value >= _PLAIN for value in own.values()) > _MANY:
        return {"framework": 1.0}
    if {"equipment", "purchase"} <= concepts:
        return {"supply": 1.0}
    return own


def _place(reading: Reading, telling: set[int]) -> str:
    if reading.title:
        return "headline"
    if reading.sentence.start in telling:
        return "telling"
    return "opening" if reading.sentence.paragraph <= _LEAD else "further"


@cache
def _rules() -> dict[str, Any]:
    return load(_PATH)


def load(path: Path) -> dict[str, Any]:
    """Read and check the table of weights; raise InvalidTable with the block and the nearest key where it is wrong."""
    rules = read_table(path, _KEYS)
    for block, keys in _KEYS.items():
        check_keys(rules[block], keys, f"{path.name} [{block}]")
    for name, points in rules["points"].items():
        check_keys(points, _SUBJECTS, f"{path.name} [points.{name}]")
    return rules


def _sells_machines(acts: Sequence[Act]) -> bool:
    """Tell whether machines are delivered, be it for a plant that is built or by tender."""
    return any(
        act.reading.of("subject", "equipment") and (act.kind == "trade" or act.reading.of("subject", "purchase"))
        for act in acts
    )
