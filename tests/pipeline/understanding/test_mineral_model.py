"""Texts come in; the test says by what each mineral is weighed, and which of those that a text names are the deal's."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from pipeline.understanding.facts import Fact
from pipeline.understanding.mineral_model import WEIGHTS, candidates
from pipeline.understanding.weighing import Candidate, log_odds
from tests.pipeline.readings import lay_out, reported

TOLD: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("minerals.toml").read_text(encoding="utf-8"))[
    "told"
]


def weighed(text: str, lang: str = "en") -> dict[str, Candidate]:
    readings = lay_out(text, lang)
    (headline, *told) = readings
    ruled = [Fact(found.term, found.start, found.end) for found in told[0].named("mineral")]
    sides = {body.term for body in told[0].named("organisation")}
    return {one.key: one for one in candidates(ruled, [headline, told[0]], told[:2], readings, sides)}


def test_every_mineral_is_weighed_by_where_it_stands_and_by_the_others() -> None:
    found = weighed(
        "Contract\n\nOrano and Navoiyuran signed a contract on uranium. Lithium is sought too.\nGold rose to a record."
    )
    assert {term: one.ruled for term, one in found.items()} == {"uranium": True, "lithium": False, "gold": False}
    assert {"exact", "in told itself", "told side True", "rank 0", "others 0"} <= found["uranium"].found.keys()
    assert {"in more", "first lead", "more beside 0", "others 1"} <= found["lithium"].found.keys()
    assert {"precious", "in rest", "first top"} <= found["gold"].found.keys()
    assert log_odds(found["uranium"].found, WEIGHTS) > 0 > log_odds(found["gold"].found, WEIGHTS)


def test_what_is_weighed_is_the_same_in_two_languages() -> None:
    english = weighed("–\n\nOrano and Navoiyuran signed a contract on uranium.")["uranium"].found
    russian = weighed("–\n\nOrano и «Навоийуран» подписали контракт на уран.", "ru")["uranium"].found
    assert english.keys() - {"near role value"} == russian.keys() - {"near role value"}


@pytest.mark.parametrize("case", TOLD, ids=lambda case: f"{case['lang']} {case['text'][:40]}")
def test_what_a_country_has_and_what_markets_do_is_no_mineral_of_the_deal(case: dict[str, Any]) -> None:
    title, _, body = case["text"].partition("\n")
    step = reported(f"{title}\n\n{body}", case["lang"])[0]
    assert {fact.value for fact in step.minerals} == set(case["minerals"])
