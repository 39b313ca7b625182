"""Bodies and countries in sentences come in; the test says which sides of a step they are."""

from pipeline.understanding.facts import Fact
from pipeline.understanding.sides import is_state_name, named_in, party, state, with_parts
from tests.pipeline.readings import lay_out


def test_a_body_is_a_lender_a_state_or_a_party_with_its_country() -> None:
    readings = lay_out("–\n\nThe EBRD, Orano and the Ministry of Economy of Japan signed an agreement.", "en")
    sides = [party(found, reading) for found, reading in named_in(readings)]
    assert [(side.value, side.detail["role"], side.detail["country"]) for side in sides] == [
        ("ebrd", "lender", None),
        ("orano", "party", "FR"),
        ("jp-gov", "state", "JP"),
    ]


def test_a_bare_country_is_its_state() -> None:
    readings = lay_out("–\n\nJapan and the EU signed.", "en")
    found = [*readings[-1].named("country"), *readings[-1].named("organisation")]
    assert {state(one).value for one in found} == {"jp-gov", "eu"}
    assert not any(map(is_state_name, found))


def test_the_first_fact_of_a_body_stays_with_the_part_that_any_gives_it() -> None:
    first, again = Fact("orano", 0, 5, {"role": "party"}), Fact("orano", 9, 14, {"role": "party", "part": "buyer"})
    assert with_parts([first, again]) == (Fact("orano", 0, 5, {"role": "party", "part": "buyer"}),)
