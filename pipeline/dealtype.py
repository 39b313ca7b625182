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

from pipeline.actors import HOME
from pipeline.acts import Act, widest
from pipeline.deal_words import Word
from pipeline.facts import Fact
from pipeline.interstate import is_of_states
from pipeline.modality import modality
from pipeline.reading import Reading
from pipeline.stage import leading
from pipeline.tables import check_keys, read_table

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
    "plant",
    "explorers",
    "equipment",
    "technology",
    "purchase",
    "cooperation",
)
_LICENSING = {"award", "sign", "fund", "cancel", "suspend"}
_BEGUN = {"begin", "operate"}
_SALES = {"ship", "trade"}
_TAKING = {"sign", "talk", "agree", "cancel", "suspend"}  # acts that make a paper on shares a deal on shares
_OTHER_THAN_MINING = ("exploration", "purchase", "equipment", "technology", "construction", "plant")
_WORKS = ("construction", "technology", "exploration")  # what can begin or be opened
_PLAIN_PAPERS = {"venture": "joint_venture", "stake": "equity", "licence": "licence", "loan": "financing"}
_LEAD = 2  # paragraphs
_GENERAL = ("memorandum", "roadmap", "partnership")  # whose names are about nothing: a road map is no mapping
_SOUGHT = 30  # characters between a word of looking for something and the mineral that is looked for
_MANY = 3  # subjects of one sentence
_SHORT = 2  # letters of JV, СП, QK
_PLAIN = 0.5  # what a word is worth that speaks for one type plainly


def deal_type(
    acts: Sequence[Act], about: Sequence[Reading], parties: Sequence[Fact], history: Sequence[Reading] = ()
) -> str:
    """Return the type: what is joined, lent, licensed or founded first; then who; then what it is about."""
    lead = leading(acts)
    lead = [act for act in lead if act.modality != "planned"] or lead
    kinds = {act.kind for act in lead}
    papers = {act.paper for act in lead if act.kind not in {*_BEGUN, *_SALES}}
    by_paper = (
        ("membership", "join" in kinds),
        ("financing", bool(papers & {"loan", "bond"}) or _is_lent(lead, papers, parties)),
        ("licence", _is_licence(lead, about) or _works_a_licence(kinds, about, history, parties)),
        ("intergovernmental", not kinds <= {*_BEGUN, *_SALES} and is_of_states(lead, about, parties)),
        ("joint_venture", _is_venture_told(lead, about, parties)),
        ("equity", "acquire" in kinds or ("stake" in papers and bool(kinds & _TAKING))),
        ("supply", _sells_machines(lead) and bool(kinds & _SALES)),
        ("offtake", ("offtake" in papers or _ships(lead)) and not _sells_machines(lead)),
        *_ended(kinds, papers, history),
    )
    return next((name for name, holds in by_paper if holds), None) or _weighed(lead, about)


def _ended(kinds: set[str], papers: set[str | None], history: Sequence[Reading]) -> list[tuple[str, bool]]:
    """Give the types that the recalled paper of what ends or rests may have, where the news does not name it."""
    if not kinds & {"cancel", "suspend"} or papers & _PLAIN_PAPERS.keys():
        return []
    recalled = {word.concept for reading in history for word in reading.of("instrument")}
    return [(name, paper in recalled) for paper, name in _PLAIN_PAPERS.items()]


def _is_lent(acts: Sequence[Act], papers: set[str | None], parties: Sequence[Fact]) -> bool:
    """Tell whether a lender puts a sum into something by a paper of no other kind."""
    lends = any(fact.detail.get("role") == "lender" for fact in parties)
    sums = any(act.reading.amounts for act in acts)
    return lends and sums and papers <= {None, "document", "agreement", "contract"}


def _is_licence(acts: Sequence[Act], about: Sequence[Reading]) -> bool:
    """Tell whether a right to the ground is given: what is bid for without a licence may be works or machines."""
    kinds = {act.kind for act in acts}
    papers = {act.paper for act in acts if act.kind not in {*_BEGUN, *_SALES}}
    if not kinds & _LICENSING or _sells_machines(acts) or any(_is_of_technology(act) for act in acts):
        return False
    ordered = any(reading.of("subject", "equipment", "construction", "plant", "technology") for reading in about)
    return "licence" in papers or ("tender" in papers and not ordered)


def _is_of_technology(act: Act) -> bool:
    """Tell whether the licence of an act is one to a technology, not to the ground."""
    ground = act.reading.of("subject", "mining", "exploration")
    return act.paper == "licence" and bool(act.reading.of("subject", "technology")) and not ground


def _works_a_licence(
    kinds: set[str], about: Sequence[Reading], history: Sequence[Reading], parties: Sequence[Fact]
) -> bool:
    """Tell whether works begin that one company does alone, on ground whose licence the text says it won."""
    abroad = any(fact.detail.get("country") not in (HOME, None) for fact in parties)
    if not kinds <= {"begin"} or abroad or len(parties) > 1:
        return False
    told = [reading for reading in (*about, *history) if reading.of("instrument", "licence")]
    return any(reading.of("action", "award", "acquire") for reading in told)


def _ships(acts: Sequence[Act]) -> bool:
    """Tell whether goods leave or are sold, and not only once a plant is opened."""
    first = next((act.kind for act in acts if act.kind in {*_BEGUN, *_SALES}), None)
    return first in _SALES


def _is_venture_told(acts: Sequence[Act], about: Sequence[Reading], parties: Sequence[Fact]) -> bool:
    """Tell whether a venture is founded or ended; of one that is only talked about, whether the talks are on it."""
    if all(act.modality == "planned" or act.kind == "talk" for act in acts):
        return any(act.paper == "venture" for act in acts)
    return _is_venture(acts, about, parties)


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
    if reading.of("modality", "negation"):
        return True
    if reading.title:
        return False
    ventures = reading.of("instrument", "venture")
    return bool(reading.of("modality", "plan", "condition")) or any(
        modality(reading, word, None) == "planned" for word in ventures
    )


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
        return _begun(acts, points)
    (best, most), *others = sorted(points.items(), key=lambda item: -item[1]) or [("framework", 0.0)]
    if most < rules["choice"]["least"] or general >= most:
        mines = general < rules["choice"]["least"] and any(reading.of("subject", "mining") for reading in about)
        return "exploration" if mines else "framework"
    mixed = bool(others) and others[0][1] >= rules["choice"]["margin"] * most and _generality(acts, rules) > 0
    return "framework" if mixed else best


def _begun(acts: Sequence[Act], points: dict[str, float]) -> str:
    """Choose what begins: machines that go to work are no plant, unless one is named beside them."""
    built = any(act.reading.of("subject", "construction", "plant", "technology", "works") for act in acts)
    explored = points.get("exploration", 0.0) >= _rules()["choice"]["least"]
    if not built and not explored and any(act.reading.of("subject", "equipment") for act in acts):
        return "supply"
    return max(_WORKS, key=lambda name: points.get(name, 0.0))


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
    papers = reading.of("instrument", *_GENERAL)
    subjects = [word for word in widest([*reading.of("subject"), *papers]) if word.group == "subject"]
    concepts = {_meaning(reading, word) for word in subjects if not _is_title_of(reading, word)}
    worth = {name: max((row.get(concept, 0.0) for concept in concepts), default=0.0) for name, row in table.items()}
    own = {name: value for name, value in worth.items() if value}
    if sum(value >= _PLAIN for value in own.values()) > _MANY:
        return {"framework": 1.0}
    if {"equipment", "purchase"} <= concepts:
        return {"supply": 1.0}
    return own


def _meaning(reading: Reading, word: Word) -> str:
    """Name what a subject is: to look for something is to explore where a mineral stands beside it."""
    if word.concept != "search":
        return word.concept
    near = any(reading.gap(word, mineral) <= _SOUGHT for mineral in reading.named("mineral"))
    partners = any(0 <= company.start - word.end <= _SOUGHT for company in reading.of("role", "company"))
    return "exploration" if near and not partners else "cooperation"


def _is_title_of(reading: Reading, word: Word) -> bool:
    """Tell whether a plant is only what a body is called: the smelter Boliden."""
    return word.concept == "plant" and any(reading.gap(word, body) <= 1 for body in reading.named("organisation"))


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
