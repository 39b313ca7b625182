"""Texts come in; the test says by what each sum is weighed, and that a part goes with its whole."""

import pytest

from pipeline.understanding import sums
from pipeline.understanding.sum_model import Sum, by_rules, log_odds
from tests.pipeline.readings import reported

SIGNED = "Uranium contract\n\nOrano and Navoiyuran signed a contract on uranium worth $50 million."


@pytest.fixture
def weighed(monkeypatch: pytest.MonkeyPatch) -> list[Sum]:
    """What is weighed while a text is read."""
    real, seen = sums.candidates, []

    def listening(*args: object) -> list[Sum]:
        seen.extend(real(*args))  # type: ignore[arg-type]  # as the rule of sums asks it
        return seen

    monkeypatch.setattr(sums, "candidates", listening)
    return seen


def test_each_sum_is_weighed_by_its_place_its_words_and_the_other_sums(weighed: list[Sum]) -> None:
    reported(f"{SIGNED} Trade turnover was $2 billion.", "en")
    price, turnover = weighed
    assert (price.key, price.ruled, turnover.key, turnover.ruled) == (
        *((50_000_000, "USD"), True),
        *((2_000_000_000, "USD"), False),
    )
    assert {"in told", "passed False", "type offtake", "stage agreement", "digits 7"} <= price.found.keys()
    assert {"largest True", "others 1", "near noise total"} <= turnover.found.keys()
    assert log_odds(price) > 0 > log_odds(turnover)


def test_what_rules_say_of_a_sum_is_no_feature_but_counts_beside_them(weighed: list[Sum]) -> None:
    reported(f"{SIGNED} Trade turnover was $2 billion.", "en")
    price = weighed[0]
    assert by_rules(price) == -by_rules(price._replace(ruled=False)) > 0
    assert log_odds(price) - log_odds(price._replace(ruled=False)) == pytest.approx(2 * by_rules(price))


def test_a_part_that_is_meant_for_what_is_dug_is_weighed_as_such(weighed: list[Sum]) -> None:
    said = "Uranium talks\n\nUzbekistan and Japan signed a memorandum on uranium. Japan has a package of $2 billion."
    reported(f"{said} Of this, $300 million is meant for mining projects.", "en")
    assert [("earmarked" in one.found) for one in weighed] == [False, True]


def test_what_the_text_has_left_the_step_behind_for_is_not_weighed(weighed: list[Sum]) -> None:
    reported(f"{SIGNED}\nTextile mills were modernised last year. The cost was $70 million.", "en")
    assert [one.key for one in weighed] == [(50_000_000, "USD")]


def test_what_is_told_paragraphs_behind_the_step_is_weighed_as_such(weighed: list[Sum]) -> None:
    reported("Uranium\n\nOrano and Navoiyuran signed a contract.\nA.\nB.\nC.\nIt is worth $50 million.", "en")
    assert [(one.key, one.ruled, "far True" in one.found) for one in weighed] == [((50_000_000, "USD"), False, True)]


def test_a_part_goes_with_its_whole() -> None:
    step = reported(f"{SIGNED}\nOrano has revenue of $4 billion, of which $3 billion is from uranium contracts.", "en")[
        0
    ]
    assert [fact.value for fact in step.values] == ["50000000 USD"]
