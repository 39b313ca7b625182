"""Sentences come in; the test says of what type a deal is by them, in every language and in words of its own."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from pipeline.understanding.acts import acts
from pipeline.understanding.dealtype import deal_type
from tests.pipeline.readings import NEWS, judged, lay_out, reported

TOLD = tomllib.loads(Path(__file__).with_name("told.toml").read_text(encoding="utf-8"))["told"]


def of_words(text: str) -> str:
    readings = lay_out(f"–\n\n{text}", "en")
    return deal_type(acts(readings, NEWS), readings, [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Orano and Navoiyuran signed a contract on exploration.", "exploration"),
        ("Orano and Navoiyuran signed a roadmap on training and exploration.", "framework"),
        ("Orano and Navoiyuran entered into a share purchase agreement.", "equity"),
        ("The bank mandated for the loan is Natixis.", "financing"),
        ("Navoiyuran was awarded a licence.", "licence"),
        ("Orano and Navoiyuran broke ground on the plant.", "construction"),
        ("Navoiyuran shipped its first uranium.", "offtake"),
        ("Navoiyuran opened the plant. Its first batch was shipped.", "construction"),
        ("Orano and Navoiyuran formed a joint venture.", "joint_venture"),
        ("Orano and Navoiyuran signed an agreement. It covers exploration, training, exports and pumps.", "framework"),
    ],
)
def test_words_make_a_type(text: str, expected: str) -> None:
    assert of_words(text) == expected


@pytest.mark.parametrize("case", TOLD, ids=lambda case: f"{case['lang']} {case['text'][:40]}")
def test_a_newsroom_s_words_give_type_and_stage(case: dict[str, Any]) -> None:
    title, _, body = case["text"].partition("\n")
    step = reported(f"{title}\n\n{body}", case["lang"])[0]
    assert f"{step.deal_type} {step.stage}" == case["says"]


def test_a_mine_that_partners_agreed_on_is_named_in_the_sentence_beside() -> None:
    text = "Navoiyuran and Orano signed an agreement in Paris. The agreement covers the mining of uranium in Tomdi."
    assert [step.deal_type for step in reported(f"–\n\n{text}", "en")] == ["joint_venture"]


def test_a_headline_that_credits_both_countries_makes_a_deal_of_states() -> None:
    text = "Uzbekistan and Jordan agree\n\nNavoiyuran and the Ministry of Energy of Jordan signed a memorandum."
    assert [step.deal_type for step in reported(text, "en")] == ["intergovernmental"]


def test_what_presidents_sign_is_a_deal_of_states_though_a_firm_is_named_further_down() -> None:
    text = (
        "Uranium on the table in Paris\n\nPresidents Emmanuel Macron and Shavkat Mirziyoyev signed a declaration on "
        "critical minerals.\nOrano, which mines uranium in the Navoi region, welcomed the declaration."
    )
    assert reported(text, "en")[0].deal_type == "intergovernmental"


def test_other_business_with_a_mineral_in_passing_is_no_deal_on_minerals() -> None:
    text = (
        "Masdar signs for wind farm in Bukhara\n\nMasdar of the UAE and the Ministry of Energy of Uzbekistan signed an "
        "agreement on a wind farm.\nA copper plant will take part of the power."
    )
    assert not judged(text, "en").relevant
