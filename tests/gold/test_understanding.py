"""Labelled articles come in, their own paragraphs as text; understanding must not fall below what it has reached."""

import collections
import datetime as dt
import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.relevance import relevance
from pipeline.steps import steps
from pipeline.tag import tag

HERE = Path(__file__).parent
CLASS = "critical-minerals"
# a little below what is reached, so that a new word may cost an article without stopping work
FLOORS = {
    "relevance.precision": 0.97,
    "relevance.recall": 0.96,
    "minerals.f1": 0.94,
    "parties.f1": 0.91,
    "countries.f1": 0.91,
    "value.precision": 0.86,
    "value.recall": 0.78,
    "deal_type_accuracy": 0.81,
    "stage_accuracy": 0.89,
    "event_date_accuracy": 0.88,
}


def scorer() -> Any:  # noqa: ANN401 - a script that is no package
    spec = importlib.util.spec_from_file_location("gold_score", HERE / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def understood(article: dict[str, Any]) -> dict[str, Any]:
    """Predict what the export would say of an article whose page was read without loss."""
    document = "\n".join([article["title"], "", *article["paragraphs"]])
    found = tag(document, article["lang"])
    reported = steps(document, article["lang"], found, dt.datetime.fromisoformat(article["published"]))
    primary = [step for step in reported if step.role == "primary"]
    first = primary[0] if primary else None
    minerals = {fact.value for step in primary for fact in step.minerals}
    return {
        "url": f"https://outlet.example/{article['id']}/",
        "text": "\n".join(article["paragraphs"]),
        "relevant": relevance(document, article["lang"], found, reported).relevant,
        "minerals": minerals - {CLASS} or minerals,
        "parties": [
            {"id": fact.value, "names": [document[fact.start : fact.end]]} for step in primary for fact in step.parties
        ],
        "countries": {fact.value for step in primary for fact in step.countries},
        "deal_type": first.deal_type if first else None,
        "stage": first.stage if first else None,
        "event_date": first.event_date.isoformat() if first and first.event_date else None,
        "value": [fact.detail for step in primary for fact in step.values],
    }


@pytest.fixture(scope="module")
def figures() -> dict[str, Any]:
    score = scorer()
    gold = [row for path in sorted(HERE.glob("*.articles.jsonl")) for row in score.read(path)]
    names: dict[str, set[str]] = collections.defaultdict(set)
    for path in HERE.glob("*.parties.jsonl"):
        for row in score.read(path):
            names[row["party"]] |= {score.plain(name) for name in row["names"]}
    result: dict[str, Any] = score.score(gold, [understood(article) for article in gold], names)[0]
    return result


@pytest.mark.parametrize("name", FLOORS)
def test_a_figure_holds_its_floor(figures: dict[str, Any], name: str) -> None:
    field, _, part = name.partition(".")
    reached = figures[field][part] if part else figures[field]
    assert reached >= FLOORS[name], json.dumps(figures, indent=1, default=str)
