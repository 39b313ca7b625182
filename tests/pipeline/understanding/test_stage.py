"""Sentences come in; the test says how far a deal has come by them."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from pipeline.understanding.acts import acts
from pipeline.understanding.stage import stage
from tests.pipeline.readings import NEWS, lay_out, reported

TOLD: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("stages.toml").read_text(encoding="utf-8"))["told"]


def judged(text: str, lang: str = "en") -> str:
    readings = lay_out(f"–\n\n{text}", lang)
    return stage(acts(readings, NEWS), readings)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Orano and Navoiyuran signed a memorandum and a contract on exploration.", "agreement"),
        ("Orano and Navoiyuran signed a memorandum on exploration.", "memorandum"),
        ("Orano and Navoiyuran signed a roadmap on training and exploration.", "memorandum"),
        ("Orano and Navoiyuran signed a memorandum on a joint venture.", "memorandum"),
        ("Orano and Navoiyuran discussed joint exploration.", "talks"),
        ("Orano and Navoiyuran plan to sign a contract on exploration.", "talks"),
        ("Orano and Navoiyuran signed a contract under which drilling will begin in spring.", "agreement"),
        ("The bank mandated for the loan is Natixis.", "memorandum"),
        ("Navoiyuran placed a debut Eurobond.", "financing"),
        ("Navoiyuran was awarded a licence.", "agreement"),
        ("Orano and Navoiyuran broke ground on the plant.", "construction"),
        ("Orano has begun a two-year drilling programme in Tomdi.", "construction"),
        ("Orano and Navoiyuran commissioned the plant.", "operation"),
        ("Navoiyuran shipped its first uranium.", "operation"),
        ("Orano suspended the contract on exploration.", "suspended"),
        ("Orano terminated the contract on exploration.", "terminated"),
        ("The ministry denied that the contract on exploration was signed.", "terminated"),
        ("Orano and Navoiyuran formed a joint venture.", "agreement"),
    ],
)
def test_words_make_a_stage(text: str, expected: str) -> None:
    assert judged(text) == expected


def test_a_mere_document_is_what_else_the_text_calls_it() -> None:
    assert judged("Orano and Navoiyuran signed the document. The memorandum covers exploration.") == "memorandum"


def test_a_russian_verb_of_the_future_is_no_award() -> None:
    assert judged("Orano получит лицензию на участок урана.", "ru") == "talks"


@pytest.mark.parametrize("case", TOLD, ids=lambda case: f"{case['lang']} {case['text'][:40]}")
def test_what_opens_may_be_done_and_what_is_possible_or_to_come_is_not_done(case: dict[str, Any]) -> None:
    assert reported(case["text"], case["lang"])[0].stage == case["stage"]
