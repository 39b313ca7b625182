"""The acts of a step and its sentences come in; what they speak of, weighed by a table, goes out as a type."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from pipeline.lexicon import FOLDER
from pipeline.understanding.acts import GENERAL, Act
from pipeline.understanding.deal_words import Word, widest
from pipeline.understanding.reading import Reading
from pipeline.understanding.sales import BEGUN
from pipeline.words.tables import check_keys, read_table

_PATH = FOLDER / "deal_types.toml"
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
    "order",
    "equipment",
    "technology",
    "purchase",
    "cooperation",
)
_WORKS = ("construction", "technology", "exploration")  # what can begin or be opened
_MATTERS = ("exploration", "technology", "construction", "equipment", "purchase", "cooperation")  # of a paper
_SOUGHT = 30  # characters between a word of looking for something and the mineral that is looked for
_MANY = 3  # subjects of one sentence
_WHERE = {"plant", "mining", "processing", "output", "works"}  # what says no more than that metal is made
_ON_A_PLANT = 0.6  # what a general paper on a plant and nothing else is worth
_PLAIN = 0.5  # what a word is worth that speaks for one type plainly


def weighed(acts: Sequence[Act], about: Sequence[Reading]) -> str:
    """Choose by what the sentences speak of; a general paper that speaks of several things at once is a framework."""
    rules = _rules()
    points = _points(acts, about, rules)
    general = points.pop("framework", 0.0) + _generality(acts, rules)
    if _tells_of_works(acts):
        return _begun(acts, points)
    (best, most), *others = sorted(points.items(), key=lambda item: -item[1]) or [("framework", 0.0)]
    if most < rules["choice"]["least"] or general >= most:
        mines = general < rules["choice"]["least"] and any(reading.of("subject", "mining") for reading in about)
        return "exploration" if mines else "framework"
    mixed = bool(others) and others[0][1] >= rules["choice"]["margin"] * most and _generality(acts, rules) > 0
    return "framework" if mixed else best


def _tells_of_works(acts: Sequence[Act]) -> bool:
    """Tell whether works are the news, and not what goes on under the paper that is: told before them."""
    told = [act for act in acts if not act.reading.title and act.kind != "talk"]
    headline = any(act.reading.title and act.kind in BEGUN for act in acts)
    return headline or bool(told and told[0].kind in BEGUN)


def _begun(acts: Sequence[Act], points: dict[str, float]) -> str:
    """Choose what begins: machines that go to work are no plant, unless one is named beside them."""
    built = any(
        act.reading.of("subject", "technology")
        or act.reading.of("role", "academia")  # what an institute runs, it tries out
        or _is_nearest(act, "construction", "plant", "works")
        for act in acts
    )
    explored = points.get("exploration", 0.0) >= _rules()["choice"]["least"]
    machines = any(act.reading.of("subject", "equipment") for act in acts)
    delivered = any(act.reading.of("action", "trade") for act in acts) and not points.get("construction", 0.0) >= _PLAIN
    if machines and not explored and (delivered or not built):
        return "supply"
    return max(_WORKS, key=lambda name: points.get(name, 0.0))


def _is_nearest(act: Act, *concepts: str) -> bool:
    """Tell whether one of these stands nearer to an act than any machine."""
    reading = act.reading
    near = [reading.gap(word, act.word) for word in _without_makers(reading, reading.of("subject", *concepts))]
    machines = [reading.gap(word, act.word) for word in reading.of("subject", "equipment")]
    return bool(near) and (not machines or min(near) <= min(machines))


def _generality(acts: Sequence[Act], rules: dict[str, Any]) -> float:
    """Return how much the papers of a step speak for a framework: a contract not at all."""
    papers = {act.paper for act in acts}
    if papers & {"contract"} or _tells_of_works(acts):
        return 0.0
    talks = rules["paper"]["talks"] if all(act.kind == "talk" for act in acts) else 0.0
    return max((rules["paper"].get(paper, 0.0) for paper in papers), default=0.0) + float(talks)


def _points(acts: Sequence[Act], about: Sequence[Reading], rules: dict[str, Any]) -> dict[str, float]:
    telling = _telling(acts, about)
    points: dict[str, float] = defaultdict(float)
    for reading in about:
        weight = rules["place"][_place(reading, telling)]
        for name, worth in _sentence_points(reading, rules["points"]).items():
            points[name] += weight * worth
    if any(reading.of("role", "turnkey") for reading in about if reading.leads):
        points["construction"] += points.pop("supply", 0.0)  # machines of a plant that is built to the key
    bought = [reading for reading in about if reading.of("subject", "purchase", "order")]
    if any(reading.of("subject", "equipment") and not reading.of("role", "turnkey") for reading in bought):
        points["supply"] += points.pop("offtake", 0.0)  # what is ordered and delivered are the machines
    machines = any(reading.of("subject", "equipment") for reading in about)
    if machines and any(act.paper == "contract" and act.reading.of("subject", "order") for act in acts):
        points["supply"] += points.pop("technology", 0.0)  # an order for technology is one for machines
    return points


def _telling(acts: Sequence[Act], about: Sequence[Reading]) -> set[int]:
    """Return where the sentences begin that tell what is done, and what for: a memorandum on this was signed."""
    told = {act.reading.sentence.start for act in acts}
    body = [reading for reading in about if not reading.title]
    tellers = [reading for reading in body if reading.sentence.start in told]
    behind = {after.sentence.start for one, after in pairwise(body) if one in tellers and _goes_on(one, after)}
    if behind or any(reading.of("subject") for reading in tellers):
        return told | behind
    before = [one for one, reading in pairwise(body) if reading in tellers[:1] and one.of("subject")]
    return told | {reading.sentence.start for reading in before or body[:1] if reading.sentence.paragraph == 1}


def _goes_on(told: Reading, after: Reading) -> bool:
    """Tell whether a paper is named without a word on what for, and the next sentence says what the sides will do."""
    near = told.sentence.paragraph == after.sentence.paragraph and not told.title
    papers = {word.concept for word in told.of("instrument")}
    goes_on = after.of("role", "sides") or papers & {word.concept for word in after.of("instrument")}
    return near and bool(papers and goes_on) and not told.of("subject", *_MATTERS)


def _sentence_points(reading: Reading, table: dict[str, dict[str, float]]) -> dict[str, float]:
    """Return what a sentence speaks for: what lists many things is about none, machines are more than their purpose."""
    papers = reading.of("instrument", *GENERAL)
    subjects = [word for word in widest([*reading.of("subject"), *papers]) if word.group == "subject"]
    subjects = [word for word in _without_makers(reading, subjects) if not _is_title_of(reading, word)]
    concepts = {_meaning(reading, word) for word in subjects}
    worth = {name: max((row.get(concept, 0.0) for concept in concepts), default=0.0) for name, row in table.items()}
    if reading.of("role", "academia"):
        worth["technology"] = max(worth["technology"], _PLAIN)
    if "construction" not in concepts and concepts & {"technology", "equipment"}:
        worth["construction"] = min(worth["construction"], table["construction"]["processing"])  # it is done at a plant
    if papers and concepts <= _WHERE and "plant" in concepts:
        worth["construction"] = max(worth["construction"], _ON_A_PLANT)
    own = {name: value for name, value in worth.items() if value}
    if sum(value >= _PLAIN for value in own.values()) > _MANY:
        return {"framework": 1.0}
    if "equipment" in concepts and concepts & {"purchase", "order"} and not concepts >= {"construction", "plant"}:
        return {"supply": 1.0}
    if reading.of("role", "turnkey"):
        own = {name: value for name, value in own.items() if name not in ("supply", "offtake")}  # it is all for a plant
    if "technology" in concepts:
        own.pop("offtake", None)  # what is supplied is the know-how
        if _is_of_geology(reading, subjects):
            own["exploration"] = table["exploration"]["explorers"]  # geologists are taught, geological samples analysed
    return own


def _is_of_geology(reading: Reading, subjects: Sequence[Word]) -> bool:
    """Tell whether the only words of exploration of a sentence name the science."""
    science = {(word.start, word.end) for word in reading.of("role", "geology")}
    explored = [word for word in subjects if word.concept == "exploration"]
    return bool(explored) and all((word.start, word.end) in science for word in explored)


def _without_makers(reading: Reading, subjects: Sequence[Word]) -> list[Word]:
    """Drop plants that are only machines by a longer name, and what only says what a firm makes: a plant builder."""
    machines = {(word.start, word.end) for word in subjects if word.concept == "equipment"}
    machines |= {(word.start, word.end) for word in reading.of("subject", "equipment")}
    makers = {(word.start, word.end) for word in reading.of("role", "maker")}
    return [
        word
        for word in subjects
        if (word.start, word.end) not in makers
        and not (word.concept in ("plant", "mining") and (word.start, word.end) in machines)
    ]


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
    return "opening" if reading.leads else "further"


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
