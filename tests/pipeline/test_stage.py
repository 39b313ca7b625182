"""Sentences come in; the test says how far a deal has come by them, and of what type it is."""

import pytest

from pipeline.acts import acts
from pipeline.stage import deal_type, stage
from tests.pipeline.readings import NEWS, lay_out, reported


def judged(text: str) -> tuple[str, str]:
    readings = lay_out(f"–\n\n{text}", "en")
    told = acts(readings, NEWS)
    return deal_type(told, readings, []), stage(told, readings)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Orano and Navoiyuran signed a memorandum and a contract on exploration.", ("exploration", "agreement")),
        ("Orano and Navoiyuran signed a memorandum on exploration.", ("exploration", "memorandum")),
        ("Orano and Navoiyuran signed a roadmap on training and exploration.", ("framework", "memorandum")),
        ("Orano and Navoiyuran discussed joint exploration.", ("exploration", "talks")),
        ("Orano and Navoiyuran plan to sign a contract on exploration.", ("exploration", "talks")),
        ("The bank mandated for the loan is Natixis.", ("financing", "memorandum")),
        ("Navoiyuran placed a debut Eurobond.", ("financing", "financing")),
        ("Navoiyuran was awarded a licence.", ("licence", "agreement")),
        ("Orano and Navoiyuran broke ground on the plant.", ("construction", "construction")),
        ("Orano and Navoiyuran commissioned the plant.", ("construction", "operation")),
        ("Navoiyuran shipped its first uranium.", ("offtake", "operation")),
        ("Orano suspended the contract on exploration.", ("exploration", "suspended")),
        ("Orano terminated the contract on exploration.", ("exploration", "terminated")),
        ("The ministry denied that the contract on exploration was signed.", ("exploration", "terminated")),
        ("Orano and Navoiyuran formed a joint venture.", ("joint_venture", "agreement")),
    ],
)
def test_words_make_type_and_stage(text: str, expected: tuple[str, str]) -> None:
    assert judged(text) == expected


def test_a_mine_that_partners_agreed_on_is_named_in_the_sentence_beside() -> None:
    text = "Navoiyuran and Orano signed an agreement in Paris. The agreement covers the mining of uranium in Tomdi."
    assert [step.deal_type for step in reported(f"–\n\n{text}", "en")] == ["joint_venture"]


def test_a_headline_that_credits_both_countries_makes_a_deal_of_states() -> None:
    text = "Uzbekistan and Jordan agree\n\nNavoiyuran and the Ministry of Energy of Jordan signed a memorandum."
    states = [step.deal_type for step in reported(text, "en")]
    assert states == ["intergovernmental"]


def test_a_mere_document_is_what_else_the_text_calls_it() -> None:
    assert judged("Orano and Navoiyuran signed the document. The memorandum covers exploration.")[1] == "memorandum"
