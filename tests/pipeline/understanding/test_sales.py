"""Sentences come in; the test says whether ore, machines or know-how are sold by them."""

from collections.abc import Callable, Sequence

import pytest

from pipeline.understanding.acts import Act, acts
from pipeline.understanding.sales import buys_technology, is_on_ore, is_on_tonnes, sells_machines, ships, ships_no_ore
from tests.pipeline.readings import NEWS, lay_out


def told(text: str, lang: str = "en") -> list[Act]:
    return acts(lay_out(f"–\n\n{text}", lang), NEWS)


@pytest.mark.parametrize(
    ("rule", "text", "expected"),
    [
        (ships, "Navoiyuran shipped its first uranium to Orano.", True),
        (ships, "Navoiyuran opened the uranium plant. Its first batch was shipped.", False),
        (sells_machines, "Metso will deliver mills to Almalyk MMC.", True),
        (sells_machines, "Orano will buy uranium from Navoiyuran.", False),
        (ships_no_ore, "The first trucks of Komatsu arrived at the mine of Almalyk MMC.", True),
        (ships_no_ore, "The first uranium of Navoiyuran arrived at Orano.", False),
    ],
)
def test_what_is_sold_is_known_by_what_stands_beside(
    rule: Callable[[Sequence[Act]], bool],
    text: str,
    expected: bool,  # noqa: FBT001 - a table of cases
) -> None:
    assert rule(told(text)) is expected


def test_know_how_nearer_to_the_sale_than_any_ore_is_what_is_bought() -> None:
    (act,) = told("Orano and Navoiyuran signed a purchase agreement on a sorption technology for uranium.")
    assert buys_technology(act)


def test_a_contract_on_a_mineral_and_nothing_else_is_on_goods() -> None:
    (goods,) = told("Orano и «Навоийуран» подписали контракт на узбекский уран.", "ru")
    (works,) = told("Orano и «Навоийуран» подписали контракт на разведку урана.", "ru")
    assert is_on_ore(goods)
    assert not is_on_ore(works)


@pytest.mark.parametrize(
    ("lang", "text", "goods"),
    [
        ("en", "Kazzinc and Almalyk MMC signed a contract for 60,000 tonnes of zinc concentrate.", True),
        ("en", "Kazzinc and Almalyk MMC signed a memorandum on 60,000 tonnes of zinc concentrate.", False),
        ("en", "Kazzinc and Almalyk MMC signed a contract to build a zinc plant of 60,000 tonnes a year.", False),
        ("en", "Kazzinc and Almalyk MMC signed a contract on zinc.", False),
        ("ru", "«Казцинк» и АГМК подписали контракт на 60 тыс. тонн цинка.", True),
        ("uz-Latn", "Kazzinc va OKMK 60 ming tonna rux bo‘yicha shartnoma imzoladi.", True),
        ("tr", "Kazzinc ile Almalık MMC 60 bin ton çinko için sözleşme imzaladı.", True),
        ("de", "Kazzinc und Almalyk MMC unterzeichneten einen Vertrag über 60.000 Tonnen Zink.", True),
    ],
)
def test_a_contract_on_so_many_tonnes_is_one_on_goods(lang: str, text: str, goods: bool) -> None:  # noqa: FBT001 - a table of cases
    (act,) = told(text, lang)
    assert is_on_tonnes(act) is goods
