"""The founding articles, told anew, come in; the test says that every field of their news comes out as labelled."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.tag import tag
from pipeline.understanding.facts import Step
from pipeline.understanding.steps import steps

_FILE = Path(__file__).parents[1] / "newsstand" / "articles" / "founding.articles.jsonl"
ARTICLES = [json.loads(line) for line in _FILE.read_text("utf-8").splitlines()]


def news(article: dict[str, Any]) -> list[Step]:
    document = "\n".join([article["title"], "", *article["paragraphs"]])
    found = tag(document, article["lang"])
    told = steps(document, article["lang"], found, dt.datetime.fromisoformat(article["published"]))
    return [step for step in told if step.role == "primary"]


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["id"])
def test_every_field_of_a_founding_article_is_as_labelled(article: dict[str, Any]) -> None:
    told = news(article)
    for field in ("parties", "minerals", "countries"):
        assert {fact.value for step in told for fact in getattr(step, field)} - {"critical-minerals"} == set(
            article[field]
        ) - {"critical-minerals"}
    assert {(step.deal_type, step.stage) for step in told} == {(article["deal_type"], article["stage"])}
    assert (article["event_date"] is None) or {str(step.event_date) for step in told} == {article["event_date"]}
    assert not any(step.values for step in told)


def test_the_class_is_all_that_the_memorandum_is_on() -> None:
    classes = [news(article) for article in ARTICLES if article["minerals"] == ["critical-minerals"]]
    assert classes
    assert all({fact.value for fact in step.minerals} == {"critical-minerals"} for told in classes for step in told)
