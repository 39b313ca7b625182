"""Labelled articles come in; what speaks for a side and for a type of deal goes out, into the pipeline's own tables."""

import datetime as dt
import json
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import numpy as np
import numpy.typing as npt

from pipeline.resolution.naming import TYPES as NAMES
from pipeline.tag import tag
from pipeline.understanding import binding, dealtype, side_model, type_model
from pipeline.understanding.side_model import Candidate
from pipeline.understanding.steps import steps
from tests.by_language import read, scorer
from tests.pipeline.readings import NEWS

TYPES = list(NAMES)
SIDE = ["side"]
HERE = Path(__file__).parent
CASES = HERE.parent / "pipeline"
PHRASEBOOK = CASES / "phrasebook.toml"
RIDGE = 1.0  # how dear large weights are: half the sum of their squares times this, beside the sum of log losses
FEWEST = 3  # examples with a feature, without which it is not learned of
ROUNDS, PACE, MOMENTUM = 1000, 0.2, 0.9
LEAST = 0.05  # weights: a feature whose weights are all smaller is left out

Article = dict[str, Any]
Vector = npt.NDArray[np.float64]


class Example(NamedTuple):
    """What there is to weigh, and the answer that the label has; None where the only answer there is does not hold."""

    found: dict[str, float]
    answer: str | None


def of_sides(paths: Sequence[Path]) -> list[Example]:
    """Read labelled articles, and the tests' leads that say whose deal it is: everybody who may be a side of it."""
    made = []
    for path in paths:
        articles, names = read([path])
        for article in (one for one in articles if one["relevant"]):
            document, lang, published, _ = _laid_out(article)
            for one in _may_be_sides(document, lang, published):
                side = {"id": one.fact.value, "names": [document[one.fact.start : one.fact.end]]}
                right = scorer().party_match([side], article["parties"], names)[0]
                made.append(Example(one.found, "side" if right else None))
    for case in tomllib.loads(PHRASEBOOK.read_text(encoding="utf-8"))["told"]:
        if "parties" in case:
            for one in _may_be_sides(_document(case["text"]), case["lang"], NEWS):
                made.append(Example(one.found, "side" if one.fact.value in case["parties"] else None))
    return made


def _may_be_sides(document: str, lang: str, published: dt.datetime) -> Iterable[Candidate]:
    """Return everybody who may be a side of what a text reports, each once."""
    weighed: dict[str, Candidate] = {}
    for asked in _asked(binding, "candidates", document, lang, published):
        for one in asked:
            if one.ruled or one.fact.value not in weighed:
                weighed[one.fact.value] = one
    return weighed.values()


def of_types(paths: Sequence[Path]) -> list[Example]:
    """Read labelled articles, and the tests' leads in the words of many newsrooms: the first step that they report."""
    articles = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    made = []
    for document, lang, published, label in [*map(_laid_out, (one for one in articles if one["relevant"])), *_leads()]:
        asked = _asked(dealtype, "features", document, lang, published)
        made += [Example(found, label) for found in asked[:1]]
    return made


def _asked(module: object, name: str, document: str, lang: str, published: dt.datetime) -> list[Any]:
    """Return what a function of the pipeline answers while a document is read."""
    real: Callable[..., Any] = getattr(module, name)
    answers: list[Any] = []

    def listening(*args: object) -> Any:  # noqa: ANN401 - what the function that is listened in on returns
        answers.append(real(*args))
        return answers[-1]

    with patch.object(module, name, listening):
        steps(document, lang, tag(document, lang), published)
    return answers


def _laid_out(article: Article) -> tuple[str, str, dt.datetime, str]:
    document = "\n".join([article["title"], "", *article["paragraphs"]])
    return document, article["lang"], dt.datetime.fromisoformat(article["published"]), article["deal_type"]


def _leads() -> Iterator[tuple[str, str, dt.datetime, str]]:
    for name in ("phrasebook.toml", "understanding/told.toml", "understanding/implied.toml"):
        for case in tomllib.loads((CASES / name).read_text(encoding="utf-8"))["told"]:
            if case["says"] != "nothing":
                yield _document(case["text"]), case["lang"], NEWS, case["says"].split()[0]
    for report in tomllib.loads((CASES / "reports.toml").read_text(encoding="utf-8"))["report"]:
        if report.get("type"):
            yield f"{report['title']}\n\n{report['body'].strip()}", report["lang"], NEWS, report["type"]


def _document(text: str) -> str:
    title, _, body = text.partition("\n")
    return f"{title}\n\n{body.strip()}"


def learned(made: Sequence[Example], answers: Sequence[str]) -> dict[str, list[float]]:
    """Return the weights of each feature, one for each answer, that make the labels most likely."""
    counted = Counter(name for example in made for name in example.found)
    names = sorted(name for name, count in counted.items() if count >= FEWEST)
    given = np.array([[example.found.get(name, 0.0) for name in names] for example in made])
    labels = np.array([[float(example.answer == name) for name in answers] for example in made])
    likely = _softmax if len(answers) > 1 else _logistic
    weights, speed = np.zeros((len(names), len(answers))), np.zeros((len(names), len(answers)))
    for _ in range(ROUNDS):
        slope = given.T @ (likely(given @ weights) - labels) + RIDGE * weights
        speed = MOMENTUM * speed + slope / len(made)
        weights -= PACE * speed
    rows = dict(zip(names, weights.round(2), strict=True))
    return {name: [float(weight) for weight in row] for name, row in rows.items() if np.abs(row).max() >= LEAST}


def _softmax(scores: Vector) -> Vector:
    likely: Vector = np.exp(scores - scores.max(axis=1, keepdims=True))
    return likely / likely.sum(axis=1, keepdims=True)


def _logistic(scores: Vector) -> Vector:
    return 1 / (1 + np.exp(-scores))


def write(table: Path, question: str, made: Sequence[Example], answers: Sequence[str]) -> None:
    """Write what is learned of the examples into a table of weights."""
    weights = learned(made, answers)
    rows = "\n".join(f"{json.dumps(name)} = {row}" for name, row in weights.items())
    table.write_text(
        f"# What speaks for {question}, in natural logarithms of odds: made by `make learn`, not by hand.\n"
        f"answers = {json.dumps(list(answers))}\n\n[weights]\n{rows}\n",
        encoding="utf-8",
    )
    print(f"{table.name}: {len(weights)} features of {len(made)} examples")


def main(paths: Sequence[Path]) -> None:
    """Write the tables of weights; types are learned of sides as they are weighed by then."""
    write(side_model.WEIGHTS, "a body that is named being a side of the deal", of_sides(paths), SIDE)
    side_model.weights.cache_clear()
    write(type_model.WEIGHTS, "which type of deal", of_types(paths), TYPES)


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or sorted({*HERE.rglob("*.articles.jsonl")} - {*(HERE / "unseen").iterdir()}))
