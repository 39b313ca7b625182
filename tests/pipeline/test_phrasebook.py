"""Deals told in the words of many newsrooms come in; what a reader takes away from each must go out."""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.pipeline.readings import judged, reported

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("phrasebook.toml").read_text(encoding="utf-8"))[
    "told"
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['lang']} {case['text'][:40]}")
def test_a_deal_is_read_in_the_words_of_its_newsroom(case: dict[str, Any]) -> None:
    title, _, body = case["text"].partition("\n")
    document = f"{title}\n\n{body}"
    relevant = judged(document, case["lang"]).relevant
    if case["says"] == "nothing":
        assert not relevant
        return
    assert relevant
    news = [step for step in reported(document, case["lang"]) if step.role == "primary"]
    assert f"{news[0].deal_type} {news[0].stage}" == case["says"]
    assert {fact.value for step in news for fact in step.values} == set(case.get("values", []))
    if "day" in case:
        assert news[0].event_date == dt.date.fromisoformat(case["day"])
    if "countries" in case:
        assert {fact.value for step in news for fact in step.countries} == set(case["countries"])
    if "parties" in case:
        assert {fact.value for step in news for fact in step.parties} == set(case["parties"])
