"""Reports of signings come in; the test says which of them are deals of states."""

import pytest

from tests.pipeline.readings import reported


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Uzbekistan and Oman signed an intergovernmental agreement on copper in Muscat."),
        ("ru", "Узбекистан и Оман подписали межправительственное соглашение по меди."),
        ("uz-Latn", "Maskatda mis bo‘yicha hukumatlararo bitim imzolandi, deya xabar berdi vazirlik."),
        (
            "en",
            "Minister Adolfo Urso's department and the Uzbek Ministry of Mining exchanged a memorandum on copper.",
        ),
    ],
)
def test_a_paper_of_states_is_known_by_its_name_and_by_its_ministers(lang: str, text: str) -> None:
    assert reported(f"O‘zbekiston, Oman\n\n{text}", lang)[0].deal_type == "intergovernmental"


@pytest.mark.parametrize(
    "text",
    [
        "At the intergovernmental commission of Uzbekistan Navoiyuran and Orano signed a contract on uranium drilling.",
        "The Uzbek Minister Laziz Kudratov and the Ministry of Mining signed Orano's contract on uranium drilling.",
    ],
)
def test_a_firm_from_abroad_makes_no_deal_of_states(text: str) -> None:
    assert reported(f"Uranium drilling\n\n{text}", "en")[0].deal_type == "exploration"
