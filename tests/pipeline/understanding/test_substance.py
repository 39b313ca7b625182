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


@pytest.mark.parametrize(
    ("more", "terms"),
    [
        ("The critical minerals it names are copper and nickel.", {"copper", "nickel"}),
        ("Prices of critical minerals, copper and nickel among them, rose.", {"critical-minerals"}),
        ("Nickel was discussed, and critical minerals were too.", {"critical-minerals"}),
        ("Clean energy needs critical minerals and nickel.", {"critical-minerals"}),
    ],
)
def test_a_class_stands_for_what_a_sentence_counts_up_behind_it(more: str, terms: set[str]) -> None:
    readings = lay_out(f"–\n\nThe ministers signed a declaration on critical minerals.\n{more}", "en")
    assert {fact.value for fact in minerals(readings[1:2], readings[1:2], readings, ())} == terms


@pytest.mark.parametrize(
    ("more", "terms"),
    [
        ("The laboratory will make tungsten powders.", {"tungsten"}),
        ("The country also has gold, copper and uranium.", {"critical-minerals"}),
        ("Last year rhenium was discussed.", {"critical-minerals"}),
        ("Kazakhstan exports tungsten.", {"critical-minerals"}),
    ],
)
def test_a_class_stands_for_what_the_sentences_that_go_on_with_the_step_say(more: str, terms: set[str]) -> None:
    readings = lay_out(f"–\n\nThe ministers signed a declaration on critical minerals.\n{more}", "en")
    assert {fact.value for fact in minerals(readings[1:2], readings[1:2], readings, ())} == terms


def test_where_no_sentence_of_a_step_names_a_mineral_what_is_sought_counts_with_the_first_that_does() -> None:
    readings = lay_out("–\n\nDrilling has ended.\nBest: 0.3% copper.\nThe second target was nickel.", "en")
    told = [reading for reading in readings if reading.sentence.paragraph == 1]
    assert {fact.value for fact in minerals(told, told, readings, ())} == {"copper", "nickel"}


def test_an_association_is_about_what_its_name_says() -> None:
    body = Fact("x:a", 0, 1, {"role": "association", "name": "European Carbon and Graphite Association"})
    assert named("The company joined the association.", (body,)) == {"graphite"}
    assert named("The company also works on lithium and copper.", (body,)) == {"graphite"}


def test_a_name_without_spaces_says_a_mineral_in_any_place_and_by_more_than_one_sign() -> None:
    readings = lay_out("–\n\n同社は協会に加盟した。", "ja")
    for name, says in (("国際タングステン産業協会", {"tungsten"}), ("国際金属協会", set())):
        body = Fact("x:a", 0, 1, {"role": "association", "name": name})
        assert {fact.value for fact in minerals(readings, readings[:2], readings, (body,))} == says


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ja", "同社は銅などの事業にも取り組んでいる。"),
        ("zh", "该公司还从事铜业务。"),
        ("tr", "Şirket bakır alanında da faaliyet gösteriyor."),
        ("en", "The firm is also active in copper."),
    ],
)
def test_what_a_firm_does_besides_is_not_what_it_joins(lang: str, text: str) -> None:
    body = Fact("x:a", 0, 1, {"role": "association", "name": "Graphite Association"})
    readings = lay_out(f"–\n\n{text}", lang)
    assert {fact.value for fact in minerals(readings, readings[:2], readings, (body,))} == {"graphite"}


def test_places_are_those_of_its_sentences() -> None:
    readings = lay_out("–\n\nThe deposit lies in the Navoi region.", "en")
    assert {fact.value for fact in places(readings)} == {"navoiy"}
