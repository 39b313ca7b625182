"""Sentences in which nobody of home acts come in; the test says who takes the step for home all the same."""

import pytest

from pipeline.understanding.home_side import home_side
from tests.pipeline.readings import lay_out, reported


@pytest.mark.parametrize(
    ("told", "side"),
    [
        ("Japan signed a memorandum, the Ministry of Mining Industry and Geology said.", ["uz-mingeo"]),
        ("Japan signed a memorandum on Uzbekistan's tungsten.", ["uz-gov"]),
        ("Japan signed a memorandum on tungsten, Reuters said.", []),
    ],
)
def test_who_speaks_of_it_stands_before_the_state_and_nobody_where_home_is_not_named(
    told: str, side: list[str]
) -> None:
    readings = lay_out(f"Pact\n\n{told}", "en")
    facts = home_side(readings, [], readings, [])
    assert [fact.value for fact in facts] == side
    assert all(fact.detail["inferred"] for fact in facts)


def test_the_partner_at_home_may_be_named_where_the_text_recalls_the_deal() -> None:
    step = reported(
        "Borealis starts drilling near Almalyk\n\nBritain's Borealis Ltd has begun drilling at a copper prospect in "
        "Uzbekistan.\nThe campaign will test three targets.\nBorealis earns 70% from Uzbekgeologorazvedka under a deal "
        "signed last year.",
        "en",
    )[0]
    assert {fact.value for fact in step.parties} == {"x:borealis", "uzbekgeology"}


def test_the_firm_that_builds_speaks_for_home_rather_than_who_opened_the_ceremony() -> None:
    readings = lay_out(
        "Завод\n\nРаботы начались, церемонию открыл председатель Совета министров Каракалпакстана. "
        "Завод строит ООО «Kegeyli Tosh».",
        "ru",
    )
    assert [fact.value for fact in home_side(readings, [], readings, [])] == ["x:kegeyli-tosh"]
