"""Deals whose side comes from nowhere named come in; the test says which state is the counterpart."""

import pytest

from tests.pipeline.readings import reported


def countries(document: str, lang: str) -> set[str]:
    return {fact.value for step in reported(document, lang) if step.role == "primary" for fact in step.countries}


@pytest.mark.parametrize(
    ("lang", "document", "found"),
    [
        (
            "en",
            "Contract\n\nBorealis Ltd and Almalyk MMC signed a tungsten contract worth Rs 330 crore.",
            {"IN"},
        ),
        ("en", "Uranium deal\n\nBorealis Ltd and Navoiyuran signed a uranium contract worth CZK 3.4 billion.", {"CZ"}),
        ("ru", "Контракт\n\nООО «Борей» и АГМК подписали контракт на цинк на 32 млрд тенге.", {"KZ"}),
        (
            "uz-Latn",
            "Volfram\n\n“Borey” kompaniyasi va OKMK volfram bo‘yicha shartnoma imzoladi. Qiymati 220 million dirham.",
            {"AE"},
        ),
        ("en", "Uranium deal\n\nBorealis Ltd and Navoiyuran signed a uranium contract worth $34 million.", set()),
        (
            "en",
            "Deal\n\nBorealis Ltd and Navoiyuran signed a uranium deal. The rest will move to Oman and Iran.",
            set(),
        ),
        (
            "ru",
            "Контракт\n\nООО «Борей» и АГМК подписали контракт на цинк. По контракту остаток пойдёт в Китай.",
            set(),
        ),
        (
            "en",
            "Deal\n\nBorealis Ltd and Navoiyuran signed a uranium deal.\nNo.\nAll.\nThe Russian company TVEL sold it.",
            set(),
        ),
        (
            "en",
            "Loan\n\nThe EBRD signed a loan with Artel Cable Ltd for a copper plant. Italy's Danieli will supply it.",
            set(),
        ),
        ("en", "Pacts\n\nAlmalyk MMC signed copper contracts with Turkish companies worth 9 bn tenge.", {"TR"}),
    ],
)
def test_its_own_money_tells_a_country_and_a_market_does_not(lang: str, document: str, found: set[str]) -> None:
    assert countries(document, lang) == found


@pytest.mark.parametrize(
    ("lang", "document", "sides"),
    [
        (
            "uz-Latn",
            "“O‘zkimyosanoat” Marokash bilan ishlaydi\n\n“O‘zkimyosanoat” “Borey” bilan fosforit bitimi imzoladi.",
            {"uzkimyosanoat": "UZ", "x:borey": "MA"},
        ),
        (
            "en",
            "Almalyk MMC and Japan to work on tellurium\n\nAlmalyk MMC and Borealis Ltd signed a tellurium contract.",
            {"ammc": "UZ", "x:borealis": "JP"},
        ),
    ],
)
def test_the_headlines_country_is_where_the_firm_comes_from(lang: str, document: str, sides: dict[str, str]) -> None:
    parties = reported(document, lang)[0].parties
    assert {fact.value: fact.detail["country"] for fact in parties} == sides
    assert countries(document, lang) == set(sides.values()) - {"UZ"}


@pytest.mark.parametrize(
    ("lang", "document", "found"),
    [
        (
            "ru",
            "Контракт\n\n«Борей» заключил контракт с АГМК на медь.\nДа.\nНет.\nТорговля с Чехией выросла на треть.",
            {"CZ"},
        ),
        (
            "en",
            "Deal\n\nBorealis Ltd and Navoiyuran signed a uranium deal.\nNo.\nAll.\nJapan buys, and so does China.",
            set(),
        ),
        (
            "fr",
            "Forage\n\nNurlikum Mining, filiale d'Orano à 51 %, a lancé hier sa campagne de forage pour l'uranium.",
            {"FR"},
        ),
        (
            "en",
            "Loan\n\nThe EBRD signed a loan with Bukhara Copper Ltd, a copper company controlled by Norway's Borealis.",
            {"NO"},
        ),
    ],
)
def test_the_owner_or_the_only_country_of_a_text_tells_it_where_nothing_nearer_does(
    lang: str, document: str, found: set[str]
) -> None:
    assert countries(document, lang) == found
