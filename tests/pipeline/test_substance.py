"""The sentences of a step come in; the test says which minerals and sums are its own."""

import pytest

from pipeline.facts import Fact
from pipeline.substance import minerals, places, values
from tests.pipeline.readings import lay_out


def named(text: str, bodies: tuple[Fact, ...] = ()) -> set[str]:
    readings = lay_out(f"–\n\n{text}", "en")
    return {fact.value for fact in minerals(readings, readings, bodies)}


def test_the_class_counts_only_where_no_mineral_is_named() -> None:
    assert named("The memorandum covers critical minerals.") == {"critical-minerals"}
    assert named("The memorandum covers critical minerals, tungsten among them.") == {"tungsten"}
    assert named("The memorandum covers rare metals.") == {"critical-minerals"}


def test_an_association_is_about_what_its_name_says() -> None:
    body = Fact("x:a", 0, 1, {"role": "association", "name": "European Carbon and Graphite Association"})
    assert named("The company joined the association.", (body,)) == {"graphite"}


@pytest.mark.parametrize(
    "text",
    [
        "Trade turnover was $2 billion.",
        "The portfolio is estimated at $1 billion.",
        "They have 76 projects worth $2.6 billion.",
        "Copper costs $9,000 a tonne.",
    ],
)
def test_sums_of_other_things_are_refused(text: str) -> None:
    readings = lay_out(f"–\n\n{text}", "en")
    assert values(readings, readings, ()) == ()


def test_a_sum_keeps_its_number_currency_and_words() -> None:
    readings = lay_out("–\n\nThe contract is worth 1.5 million euros.", "en")
    (fact,) = values(readings, readings, ())
    assert (fact.value, fact.detail["text"]) == ("1500000 EUR", "1.5 million euros")


def test_places_are_those_of_its_sentences() -> None:
    readings = lay_out("–\n\nThe deposit lies in the Navoi region.", "en")
    assert {fact.value for fact in places(readings)} == {"navoiy"}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("uz-Latn", "Navoiyuran London fond birjasida 300 mln dollarlik yevrobond joylashtirdi."),
        ("ru", "Навоийуран разместил на Лондонской фондовой бирже евробонды на 300 млн долларов."),
    ],
)
def test_a_stock_exchange_is_no_fund_whose_total_a_sum_could_be(lang: str, text: str) -> None:
    readings = lay_out(f"–\n\n{text}", lang)
    assert [fact.value for fact in values(readings, readings, ())] == ["300000000 USD"]
