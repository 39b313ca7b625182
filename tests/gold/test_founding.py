"""The founding articles, told anew, come in; the test says that every field of their news comes out as labelled."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.gold.test_understanding import understood

FILE = Path(__file__).parents[1] / "newsstand" / "articles" / "founding.articles.jsonl"
ARTICLES = [json.loads(line) for line in FILE.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["id"])
def test_every_field_of_a_founding_article_is_as_labelled(article: dict[str, Any]) -> None:
    told = understood(article)
    assert {party["id"] for party in told["parties"]} == set(article["parties"])
    for field in ("minerals", "countries"):
        assert told[field] == set(article[field])
    for field in ("relevant", "deal_type", "stage", "event_date", "value"):
        assert told[field] == article[field]
