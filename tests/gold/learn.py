"""Labelled articles come in; the weights by which the type of a deal is weighed go out, into the pipeline's own table."""

import datetime as dt
import json
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import numpy as np
import numpy.typing as npt

from pipeline.resolution.naming import TYPES as NAMES
from pipeline.tag import tag
from pipeline.understanding import dealtype
from pipeline.understanding.steps import steps
from pipeline.understanding.type_model import WEIGHTS
from tests.pipeline.readings import NEWS

TYPES = list(NAMES)
HERE = Path(__file__).parent
CASES = HERE.parent / "pipeline"
RIDGE = 1.0  # how dear large weights are: half the sum of their squares times this, beside the sum of log losses
FEWEST = 3  # examples with a feature, without which it is not learned of
ROUNDS, PACE, MOMENTUM = 800, 0.2, 0.9
LEAST = 0.05  # weights: a feature whose weights are all smaller is left out

Vector = npt.NDArray[np.float64]


class Example(NamedTuple):
    """What there is to weigh of the first deal that a text reports, and its type as the label has it."""

    found: dict[str, float]
    deal_type: str


def examples(paths: Sequence[Path]) -> list[Example]:
    """Read labelled articles as the pipeline does, and the tests' leads in the words of many newsrooms."""
    made = []
    for document, lang, published, label in [*_articles(paths), *_leads()]:
        asked: list[dict[str, float]] = []

        def keep(found: dict[str, float], asked: list[dict[str, float]] = asked) -> dict[str, float]:
            asked.append(found)
            return dict.fromkeys(TYPES, 0.0)

        with patch.object(dealtype, "log_likelihoods", keep):  # what is asked for is what there is to weigh
            steps(document, lang, tag(document, lang), published)
        if asked:
            made.append(Example(asked[0], label))  # the first that is asked for is the first the text reports
    return made


def _articles(paths: Sequence[Path]) -> Iterator[tuple[str, str, dt.datetime, str]]:
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            article: dict[str, Any] = json.loads(line)
            if article["relevant"]:
                document = "\n".join([article["title"], "", *article["paragraphs"]])
                yield document, article["lang"], dt.datetime.fromisoformat(article["published"]), article["deal_type"]


def _leads() -> Iterator[tuple[str, str, dt.datetime, str]]:
    for name in ("phrasebook.toml", "understanding/told.toml", "understanding/implied.toml"):
        for case in tomllib.loads((CASES / name).read_text(encoding="utf-8"))["told"]:
            if case["says"] != "nothing":
                title, _, body = case["text"].partition("\n")
                yield f"{title}\n\n{body.strip()}", case["lang"], NEWS, case["says"].split()[0]
    for report in tomllib.loads((CASES / "reports.toml").read_text(encoding="utf-8"))["report"]:
        if report.get("type"):
            yield f"{report['title']}\n\n{report['body'].strip()}", report["lang"], NEWS, report["type"]


def learned(made: Sequence[Example]) -> dict[str, list[float]]:
    """Return the weights of each feature, one for each type, that make the labels most likely."""
    counted = Counter(name for example in made for name in example.found)
    names = sorted(name for name, count in counted.items() if count >= FEWEST)
    given = np.array([[example.found.get(name, 0.0) for name in names] for example in made])
    labels = np.array([[float(example.deal_type == name) for name in TYPES] for example in made])
    weights, speed = np.zeros((len(names), len(TYPES))), np.zeros((len(names), len(TYPES)))
    for _ in range(ROUNDS):
        slope = given.T @ (_softmax(given @ weights) - labels) + RIDGE * weights
        speed = MOMENTUM * speed + slope / len(made)
        weights -= PACE * speed
    rows = dict(zip(names, weights.round(2), strict=True))
    return {name: [float(weight) for weight in row] for name, row in rows.items() if np.abs(row).max() >= LEAST}


def _softmax(scores: Vector) -> Vector:
    likely: Vector = np.exp(scores - scores.max(axis=1, keepdims=True))
    return likely / likely.sum(axis=1, keepdims=True)


def main(paths: Sequence[Path]) -> None:
    """Write the table of weights."""
    made = examples(paths)
    weights = learned(made)
    rows = "\n".join(f"{json.dumps(name)} = {row}" for name, row in weights.items())
    WEIGHTS.write_text(
        f"# What speaks for which type of deal, in natural logarithms of odds: made by `make learn`, not by hand.\n"
        f"types = {json.dumps(TYPES)}\n\n[weights]\n{rows}\n",
        encoding="utf-8",
    )
    print(f"{len(weights)} features of {len(made)} examples")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or sorted({*HERE.rglob("*.articles.jsonl")} - {*(HERE / "unseen").iterdir()}))
