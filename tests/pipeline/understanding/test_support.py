"""Documents come in; the test says which sentences say more of a step, and which name who takes it."""

from pipeline.understanding.acts import acts
from pipeline.understanding.draft import Draft
from pipeline.understanding.drafts import drafts
from tests.pipeline.readings import NEWS, lay_out


def step(document: str) -> Draft:
    readings = lay_out(document, "en")
    (draft,) = drafts(readings, acts(readings, NEWS))
    return draft


def test_sentences_on_the_paper_say_more_and_background_does_not() -> None:
    draft = step(
        "Uranium deal\n\nOrano and Navoiyuran signed a contract on uranium.\nThe contract covers vanadium as well.\n"
        "The country has large reserves of gold."
    )
    assert [reading.sentence.paragraph for reading in draft.support] == [0, 2]


def test_a_sentence_far_behind_says_more_only_of_a_side_that_it_names() -> None:
    opening = "Uranium deal\n\nOrano and Navoiyuran signed a contract on uranium.\nTwo.\nThree.\nFour.\n"
    for further, told in (
        ("Orano is the operator of it.", [0, 2, 5]),
        ("Itochu is the operator of it.", [0, 2]),
    ):
        assert [reading.sentence.paragraph for reading in step(opening + further).support] == told


def test_the_sentence_before_names_who_takes_a_step_told_without_names() -> None:
    draft = step("Pact on uranium\n\nOrano and Navoiyuran worked on it for a year. The contract was signed.")
    assert [reading.text for reading in draft.before] == ["Orano and Navoiyuran worked on it for a year."]
    assert step("Pact on uranium\n\nOrano came. Navoiyuran signed the contract.").before == []


def test_a_sentence_that_begins_with_its_paper_names_one_side_and_the_one_before_it_the_other() -> None:
    for behind, before in (
        ("The contract was signed with Navoiyuran.", ["Orano will build a uranium mine."]),
        ("The contract was signed with Navoiyuran by Itochu.", []),
        ("Navoiyuran signed the contract.", []),
    ):
        draft = step(f"Pact on uranium\n\nOrano will build a uranium mine. {behind}")
        assert [reading.text for reading in draft.before] == before
