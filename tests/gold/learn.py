"""Labelled articles come in; what speaks for sides, types, minerals and sums goes out, into the pipeline's tables."""

import datetime as dt
import json
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple
from unittest.mock import patch

import numpy as np
import numpy.typing as npt

from pipeline.resolution.naming import TYPES as NAMES
from pipeline.tag import tag
from pipeline.understanding import (
    binding,
    dealtype,
    mineral_model,
    side_model,
    substance,
    sum_model,
    sums,
    type_model,
)
from pipeline.understanding.steps import steps
from pipeline.understanding.weighing import odds
from tests.by_language import read, scorer
from tests.pipeline.readings import NEWS

TYPES = list(NAMES)
HERE = Path(__file__).parent
CASES = HERE.parent / "pipeline"
RIDGE = 1.0  # how dear large weights are: half the sum of their squares times this, beside the sum of log losses
RIDGE_OF_SUMS = 2.0  # there are fewer sums than sides
FEWEST = 3  # examples with a feature, without which it is not learned of
ROUNDS, PACE, MOMENTUM = 1000, 0.2, 0.9
# Learned from, the fifth took more from the types of unseen articles than it gave to their sides; sums gain by it.
HELD_BACK = ("fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
LEAST = 0.05  # weights: a feature whose weights are all smaller is left out

Article = dict[str, Any]
Vector = npt.NDArray[np.float64]


class Example(NamedTuple):
    """What there is to weigh, and the answer that the label has; None where the only answer there is does not hold."""

    found: dict[str, float]
    answer: str | None
    given: float = 0.0  # natural logarithm of odds that is there beside all that is learned


def of_sides(paths: Sequence[Path]) -> list[Example]:
    """Read labelled articles, and the tests' leads that say whose deal it is: everybody who may be a side of it."""
    made = []
    for article, names in _news(paths):
        for one in _weighed(binding, *_laid_out(article)[:3]):
            side = {"id": one.fact.value, "names": [article["document"][one.fact.start : one.fact.end]]}
            right = scorer().party_match([side], article["parties"], names)[0]
            made.append(Example(one.found, "side" if right else None))
    for case in _cases("parties"):
        weighed = _weighed(binding, _document(case["text"]), case["lang"], NEWS)
        made += [Example(one.found, "side" if one.key in case["parties"] else None) for one in weighed]
    return made


def of_minerals(paths: Sequence[Path]) -> list[Example]:
    """Read labelled articles, and the tests' leads that say what is dealt in: every mineral that they name."""
    texts = [(*_laid_out(article)[:3], article["minerals"]) for article, _ in _news(paths)]
    texts += [(_document(case["text"]), case["lang"], NEWS, case["minerals"]) for case in _told("understanding/minerals")]
    return [
        Example(one.found, "own" if one.key in minerals else None)
        for document, lang, published, minerals in texts
        for one in _weighed(substance, document, lang, published)
    ]


def of_sums(paths: Sequence[Path]) -> list[Example]:
    """Read labelled articles, and the tests' leads that say what is paid: every sum that they name."""
    made = []
    for article, _ in _news(paths):
        made += _own(article["value"], *_laid_out(article)[:3])
    for case in _cases("values"):
        labels = [dict(zip(("amount", "currency"), value.split(), strict=True)) for value in case["values"]]
        made += _own(labels, _document(case["text"]), case["lang"], NEWS)
    return made


def _news(paths: Sequence[Path]) -> Iterator[tuple[Article, dict[str, set[str]]]]:
    """Yield the labelled articles that report a deal, each with the names of the parties of its set."""
    for path in paths:
        articles, names = read([path])
        for article in articles:
            if article["relevant"]:
                yield article | {"document": _laid_out(article)[0]}, names


def _cases(labelled: str) -> list[Article]:
    """Return the tests' leads that say of a deal what ``labelled`` names; the phrasebook says all sums of its own."""
    told = [{"values": [], **case} for case in _told("phrasebook") if case["says"] != "nothing"]
    return [case for case in [*told, *_told("understanding/sums")] if labelled in case]


def _told(name: str) -> list[Article]:
    cases: list[Article] = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))["told"]
    return cases


def _own(labels: Sequence[Article], document: str, lang: str, published: dt.datetime) -> list[Example]:
    """Return every sum of a text with whether a label names it."""
    made = []
    for one in _weighed(sums, document, lang, published):
        said = dict(zip(("amount", "currency"), one.key, strict=True))
        own = any(scorer().same_amount(said, label) for label in labels)
        made.append(Example(one.found, "own" if own else None, sum_model.by_rules(one)))
    return made


def _weighed(module: ModuleType, document: str, lang: str, published: dt.datetime) -> Iterable[Any]:
    """Return all that a module weighs of what a text reports, each once: as the step has it that rules give it to."""
    weighed: dict[object, Any] = {}
    for asked in _asked(module, "candidates", document, lang, published):
        for one in asked:
            if one.ruled or one.key not in weighed:
                weighed[one.key] = one
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
    for name in ("phrasebook", "understanding/told", "understanding/implied"):
        for case in _told(name):
            if case["says"] != "nothing":
                yield _document(case["text"]), case["lang"], NEWS, case["says"].split()[0]
    for report in tomllib.loads((CASES / "reports.toml").read_text(encoding="utf-8"))["report"]:
        if report.get("type"):
            yield f"{report['title']}\n\n{report['body'].strip()}", report["lang"], NEWS, report["type"]


def _document(text: str) -> str:
    title, _, body = text.partition("\n")
    return f"{title}\n\n{body.strip()}"


def learned(made: Sequence[Example], answers: Sequence[str], ridge: float = RIDGE) -> dict[str, list[float]]:
    """Return the weights of each feature, one for each answer, that make the labels most likely."""
    counted = Counter(name for example in made for name in example.found)
    names = sorted(name for name, count in counted.items() if count >= FEWEST)
    given = np.array([[example.found.get(name, 0.0) for name in names] for example in made])
    labels = np.array([[float(example.answer == name) for name in answers] for example in made])
    start = np.array([[example.given] for example in made])
    likely = _softmax if len(answers) > 1 else _logistic
    weights, speed = np.zeros((len(names), len(answers))), np.zeros((len(names), len(answers)))
    for _ in range(ROUNDS):
        slope = given.T @ (likely(start + given @ weights) - labels) + ridge * weights
        speed = MOMENTUM * speed + slope / len(made)
        weights -= PACE * speed
    rows = dict(zip(names, weights.round(2), strict=True))
    return {name: [float(weight) for weight in row] for name, row in rows.items() if np.abs(row).max() >= LEAST}


def _softmax(scores: Vector) -> Vector:
    likely: Vector = np.exp(scores - scores.max(axis=1, keepdims=True))
    return likely / likely.sum(axis=1, keepdims=True)


def _logistic(scores: Vector) -> Vector:
    return 1 / (1 + np.exp(-scores))


def write(
    table: Path, question: str, made: Sequence[Example], answers: Sequence[str], ridge: float = RIDGE
) -> None:
    """Write what is learned of the examples into a table of weights."""
    weights = learned(made, answers, ridge)
    rows = "\n".join(f"{json.dumps(name)} = {row}" for name, row in weights.items())
    table.write_text(
        f"# What speaks for {question}, in natural logarithms of odds: made by `make learn`, not by hand.\n"
        f"answers = {json.dumps(list(answers))}\n\n[weights]\n{rows}\n",
        encoding="utf-8",
    )
    print(f"{table.name}: {len(weights)} features of {len(made)} examples")


def main(paths: Sequence[Path], for_sums: Sequence[Path] = ()) -> None:
    """Write the tables of weights, the sums' from more; each question by what the ones before it answer by then."""
    write(side_model.WEIGHTS, "a body that is named being a side of the deal", of_sides(paths), ["side"])
    odds.cache_clear()
    write(type_model.WEIGHTS, "which type of deal", of_types(paths), TYPES)
    type_model.model.cache_clear()
    write(mineral_model.WEIGHTS, "a mineral that is named being the deal's own", of_minerals(paths), ["own"])
    of_all = of_sums([*paths, *for_sums])
    write(sum_model.WEIGHTS, "a sum that is named being the deal's own", of_all, ["own"], RIDGE_OF_SUMS)


if __name__ == "__main__":
    held_back = {path for name in HELD_BACK for path in HERE.glob(f"further/{name}.articles.jsonl")}
    in_view = {*HERE.rglob("*.articles.jsonl")} - {*(HERE / "unseen").iterdir()}
    if sys.argv[1:]:
        main([Path(name) for name in sys.argv[1:]])
    else:
        main(sorted(in_view - held_back), sorted(held_back))
