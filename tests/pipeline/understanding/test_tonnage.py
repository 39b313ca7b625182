"""Sentences that tell one act come in; the test says whether its paper is on an amount of a mineral."""

import pytest

from pipeline.understanding.acts import acts
from pipeline.understanding.tonnage import is_of_goods
from tests.pipeline.readings import NEWS, lay_out


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
    (act,) = acts(lay_out(f"–\n\n{text}", lang), NEWS)
    assert is_of_goods(act) is goods
