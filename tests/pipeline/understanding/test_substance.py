"""The sentences of a step come in; the test says which minerals are its own."""

import pytest

from pipeline.understanding.facts import Fact
from pipeline.understanding.substance import minerals, places
from tests.pipeline.readings import lay_out


def named(text: str, bodies: tuple[Fact, ...] = ()) -> set[str]:
    readings = lay_out(f"–\n\n{text}", "en")
    return {fact.value for fact in minerals(readings, readings[:2], readings, bodies)}


def test_the_class_counts_only_where_no_mineral_is_named() -> None:
    assert named("The memorandum covers critical minerals.") == {"critical-minerals"}
    assert named("The memorandum covers critical minerals, tungsten among them.") == {"tungsten"}
    assert named("The memorandum covers rare metals.") == {"critical-minerals"}


@pytest.mark.parametrize(
    "more",
    [
        "Plansee also makes molybdenum parts.",
        "The desert is known for gold and uranium.",
        "Boreal holds a nickel property in Ontario.",
        "A gold block found no buyer.",
    ],
)
def test_what_somebody_else_is_known_for_is_none_of_the_deal(more: str) -> None:
    assert named(f"Plansee will buy tungsten from Uzbekistan. {more}") == {"tungsten"}


def test_what_a_side_is_and_what_a_metal_is_won_from_is_none_of_the_deal() -> None:
    assert named("Boliden, a producer of copper and zinc, will buy tungsten.") == {"tungsten"}
    assert named("They will recover tellurium from copper slimes.") == {"tellurium"}
    assert named("The plant will make silicon of quartz.") == {"silicon"}


def test_what_a_sale_leaves_out_is_none_of_it() -> None:
    assert named("The fund will buy gold and copper. Uranium is not part of the offering.") == {"gold", "copper"}
    assert named("The fund will buy gold and copper. Uranium is part of the offering.") == {"gold", "copper", "uranium"}


def test_an_association_is_about_what_its_name_says() -> None:
    body = Fact("x:a", 0, 1, {"role": "association", "name": "European Carbon and Graphite Association"})
    assert named("The company joined the association.", (body,)) == {"graphite"}


def test_places_are_those_of_its_sentences() -> None:
    readings = lay_out("–\n\nThe deposit lies in the Navoi region.", "en")
    assert {fact.value for fact in places(readings)} == {"navoiy"}
