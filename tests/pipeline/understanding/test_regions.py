"""Steps of a power and all of Central Asia come in; the states that take them are tested."""

import pytest

from tests.pipeline.readings import reported

FOUR = {"KZ", "KG", "TJ", "TM"}


@pytest.mark.parametrize(
    ("lang", "document", "power"),
    [
        (
            "en",
            (
                "Japan and Central Asia sign a declaration\n\nJapan and the five Central Asian countries signed a"
                " declaration on tungsten on Friday. Uzbekistan will host the next meeting."
            ),
            "JP",
        ),
        (
            "ru",
            (
                "ЕС и Центральная Азия подписали декларацию\n\nЕвропейский союз и пять стран Центральной Азии подписали"
                " декларацию по вольфраму. Узбекистан представил проекты."
            ),
            "EU",
        ),
        (
            "uz-Latn",
            (
                "Yaponiya va Markaziy Osiyo kelishdi\n\nYaponiya va Markaziy Osiyo davlatlari volfram boʻyicha"
                " deklaratsiya imzoladi. Oʻzbekiston loyihalarni taqdim etdi."
            ),
            "JP",
        ),
        (
            "zh",
            "欧盟与中亚五国签署声明\n\n欧盟与中亚五国4日签署钨矿合作声明。乌兹别克斯坦主持会议。",
            "EU",
        ),
    ],
)
def test_all_four_abroad_are_counterparts_beside_the_power(lang: str, document: str, power: str) -> None:
    step = reported(document, lang)[0]
    assert {fact.value for fact in step.countries} == {power, *FOUR}
    assert "uz-gov" in {fact.value for fact in step.parties}


def test_who_is_listed_is_a_side_and_america_by_the_name_that_the_five_share_with_it() -> None:
    document = (
        "C5+1 agrees on a minerals dialogue\n\nOfficials from Kazakhstan, the Kyrgyz Republic, Tajikistan, Turkmenistan"
        " and Uzbekistan agreed on Friday on a dialogue on tungsten and antimony."
    )
    sides = {fact.value for fact in reported(document, "en")[0].parties}
    assert sides == {"us-gov", "kz-gov", "kg-gov", "tj-gov", "tm-gov", "uz-gov"}


@pytest.mark.parametrize(
    "told",
    [
        "Japan and Uzbekistan signed a declaration on tungsten, as Japan did in most countries of Central Asia.",
        "Japan and Uzbekistan signed a declaration on tungsten for the five Central Asian countries to read.",
    ],
)
def test_where_the_region_is_only_a_place_nobody_else_is_a_side(told: str) -> None:
    step = reported(f"Japan and Uzbekistan sign a tungsten declaration\n\n{told}", "en")[0]
    assert {fact.value for fact in step.countries} == {"JP"}


@pytest.mark.parametrize(
    ("lang", "document"),
    [
        (
            "en",
            (
                "GCC and Central Asia agree on tungsten\n\nThe leaders of Uzbekistan, Kazakhstan, Kyrgyzstan,"
                " Tajikistan and Turkmenistan and the Gulf Cooperation Council (GCC) adopted a declaration on"
                " tungsten on Thursday."
            ),
        ),
        (
            "uz-Latn",
            (
                "Volfram boʻyicha bayonot\n\nFors koʻrfazi arab davlatlari hamkorlik kengashi va Markaziy Osiyo"
                " davlatlari sammitida qoʻshma bayonot qabul qilindi.\nOʻzbekiston, Qozogʻiston, Qirgʻiziston,"
                " Tojikiston va Turkmaniston hamda kengash volfram boʻyicha qoʻshma guruh tuzishga kelishdi."
            ),
        ),
    ],
)
def test_a_union_of_no_land_is_a_power_beside_the_five_and_no_counterpart_state(lang: str, document: str) -> None:
    step = reported(document, lang)[0]
    assert {fact.value for fact in step.parties} == {"gcc-gulf", "uz-gov", "kz-gov", "kg-gov", "tj-gov", "tm-gov"}
    assert {fact.value for fact in step.countries} == FOUR


def test_home_is_a_side_by_its_name_among_many_states_whoever_tells_of_it() -> None:
    document = (
        "Страны ОТГ подписали меморандум по вольфраму\n\nУзбекистан вместе с Азербайджаном, Казахстаном, Кыргызстаном и"
        " Турцией подписал меморандум о сотрудничестве по вольфраму, сообщили в Министерстве энергетики."
    )
    step = reported(document, "ru")[0]
    assert step.ruled
    assert {fact.value for fact in step.ruled.parties} == {"uz-gov", "az-gov", "kz-gov", "kg-gov", "tr-gov"}
