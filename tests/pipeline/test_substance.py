"""The sentences of a step come in; the test says which minerals are its own."""

from pipeline.facts import Fact
from pipeline.substance import minerals, places
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


def test_places_are_those_of_its_sentences() -> None:
    readings = lay_out("–\n\nThe deposit lies in the Navoi region.", "en")
    assert {fact.value for fact in places(readings)} == {"navoiy"}
