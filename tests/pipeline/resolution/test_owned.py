"""What a venture does belongs to the deal of its owners, once a report told both, and to no other deal of theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.resolution.match import compare, rarity
from pipeline.resolution.owned import by_venture
from pipeline.resolution.view import View
from tests.pipeline.resolution.test_match import signal, view

if TYPE_CHECKING:
    from conftest import Newsroom

FOUNDED = view("navoiyuran", "orano", "itochu", on="2023-05-04", stage="agreement", minerals=["uranium"])
OUTPUT = {"on": "2025-08-20", "stage": "operation", "minerals": ["uranium"]}


def total(one: View, other: View) -> float:
    return sum(compare(one, other, lambda party: rarity(party, 1, 100)).values())


def test_a_venture_whose_owners_are_told_is_their_deal_however_much_later() -> None:
    owned = view("x:saybuloq-resources", beside=["orano", "itochu", "navoiyuran"], **OUTPUT)
    assert total(owned, FOUNDED) > 3 < total(FOUNDED, owned)
    assert total(view("x:saybuloq-resources", **OUTPUT), FOUNDED) < 0


def test_a_venture_is_known_by_its_name_alone_where_that_was_told_once_in_any_script() -> None:
    told = view("navoiyuran", "orano", on="2023-05-04", stage="agreement", minerals=["uranium"], beside=["x:saybuloq"])
    told.beside["x:saybuloq"] = 0.1
    assert total(view("x:сайбулоқ", **OUTPUT), told) > 3
    assert total(view("x:sarimoy", **OUTPUT), told) < 0


def test_what_a_venture_signs_with_somebody_else_is_another_deal() -> None:
    told = view("navoiyuran", "orano", on="2023-05-04", stage="agreement", minerals=["uranium"], beside=["x:saybuloq"])
    lent = view("x:saybuloq", "ebrd", on="2025-08-20", stage="financing", minerals=["uranium"])
    assert total(lent, told) < 3
    assert signal("counterparts", lent, told) < -1


@pytest.mark.parametrize(
    "step",
    [
        view("uz-gov", "fr-gov", beside=["navoiyuran", "orano", "itochu"]),  # states that speak of it
        view("traxys", "navoiyuran", beside=["orano", "itochu"]),  # a further firm beside them
        view("x:saybuloq", beside=["orano"]),  # one owner of two has ventures elsewhere
    ],
)
def test_who_owns_something_else_makes_no_way(step: View) -> None:
    assert by_venture(step, FOUNDED) is None


def test_first_output_told_by_the_name_of_a_venture_alone_joins_the_deal_of_its_owners(newsroom: Newsroom) -> None:
    founded = newsroom.step(
        *newsroom.who, *newsroom.what, on="2023-03-03", stage="agreement", deal_type="joint_venture"
    )
    first = newsroom.report("uzdaily/1", "2023-03-03", founded)
    owners = (
        "beside uztmk: Uzbekistan Technological",
        "beside x:norsk-wolfram: Norsk Wolfram of",
        "beside x:ingichka: Ing",
    )
    mine = ("party x:ingichka: Ingichka", newsroom.what[0])
    begun = newsroom.step(*mine, *owners, on="2025-06-02", stage="construction", deal_type="joint_venture")
    assert newsroom.report("uzdaily/2", "2025-06-03", begun) == first
    output = newsroom.step("party x:ингичка: Ingichka", newsroom.what[0], on="2026-05-03", stage="operation")
    assert newsroom.report("trend/1", "2026-05-04", output) == first
