"""Labelled articles come in, their own paragraphs as text; understanding must not fall below what it has reached."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.relevance import relevance
from pipeline.tag import tag
from pipeline.understanding.steps import steps
from tests.by_language import Figures, by_language, figure, read
from tests.gold.floors import FLOORS, LANGUAGES, NEW

HERE = Path(__file__).parent
CLASS = "critical-minerals"
ENOUGH = 9  # relevant articles, from which on a language has floors of its own


def understood(article: dict[str, Any]) -> dict[str, Any]:
    """Predict what the export would say of an article whose page was read without loss."""
    document = "\n".join([article["title"], "", *article["paragraphs"]])
    found = tag(document, article["lang"])
    reported = steps(document, article["lang"], found, dt.datetime.fromisoformat(article["published"]))
    relevant = relevance(document, article["lang"], found, reported).relevant
    primary = [step for step in reported if step.role == "primary" and relevant]
    first = primary[0] if primary else None
    minerals = {fact.value for step in primary for fact in step.minerals}
    return {
        "url": f"https://outlet.example/{article['id']}/",
        "text": "\n".join(article["paragraphs"]),
        "relevant": relevant,
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


def measured(name: str) -> dict[str, tuple[int, Figures]]:
    gold, names = read(sorted(HERE.glob(f"{name}*.articles.jsonl")))
    found = by_language(gold, [understood(article) for article in gold], names)
    return {lang: (relevant, figures) for lang, relevant, figures in found}


@pytest.fixture(scope="module", params=FLOORS)
def in_view(request: pytest.FixtureRequest) -> tuple[str, dict[str, tuple[int, Figures]]]:
    return request.param, measured(request.param)


def below(figures: Figures, floors: dict[str, float]) -> Iterator[str]:
    return (
        f"{name} {figure(figures, name):.3f} < {floor}" for name, floor in floors.items() if figure(figures, name) < floor
    )


def test_figures_hold_their_floors(in_view: tuple[str, dict[str, tuple[int, Figures]]]) -> None:
    name, figures = in_view
    assert not list(below(figures["all"][1], FLOORS[name])), json.dumps(figures["all"][1], indent=1, default=str)


@pytest.mark.parametrize("name", NEW)
def test_figures_of_new_articles_hold_theirs(name: str) -> None:
    figures = measured(name)["all"][1]
    assert not list(below(figures, NEW[name])), json.dumps(figures, indent=1, default=str)


def test_every_language_with_enough_articles_holds_its_floors(
    in_view: tuple[str, dict[str, tuple[int, Figures]]],
) -> None:
    _, figures = in_view
    asked = {lang: found for lang, (relevant, found) in figures.items() if lang != "all" and relevant >= ENOUGH}
    assert {"en", "ru", "uz-Latn"} <= asked.keys()
    assert not {lang: list(below(found, LANGUAGES)) for lang, found in asked.items() if any(below(found, LANGUAGES))}
