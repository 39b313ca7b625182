"""Texts that define abbreviations come in; whom the abbreviation then names is tested."""

import pytest

from pipeline.tag import tag


def of(text: str, lang: str, surface: str) -> set[str]:
    return {found.term for found in tag(text, lang) if found.surface == surface}


@pytest.mark.parametrize(
    ("lang", "text", "short", "term"),
    [
        ("en", "Navoi Mining and Metallurgical Company (NAVO) said. Then NAVO paid.", "NAVO", "nmmc"),
        ("en", "Borealis Tungsten Mining (BTM) signed. BTM will drill.", "BTM", "x:borealis-tungsten-mining"),
        ("en", "Borealis Tungsten Mining, or BTM, signed. BTM will drill.", "BTM", "x:borealis-tungsten-mining"),
        ("ru", "Фонд реконструкции и развития (далее — ФРиР) выделит средства. ФРиР создан давно.", "ФРиР", "ufrd"),
        (
            "uz-Latn",
            "Tiklanish va taraqqiyot jamg‘armasi (keyingi o‘rinlarda – TTJam) ajratdi. TTJamning ulushi",
            "TTJam",
            "ufrd",
        ),
        ("en", "Borealis Mining JSC (“BRM”) signed. BRM will drill.", "BRM", "x:borealis-mining"),
        ("en", "TMK (Uzbekistan Technological Metals Complex) joined.", "TMK", "uztmk"),
    ],
)
def test_an_abbreviation_means_what_the_text_says(lang: str, text: str, short: str, term: str) -> None:
    assert of(text, lang, short) == {term}
    assert sum(found.surface == short for found in tag(text, lang)) == text.count(short)


def test_an_unknown_spelling_beside_a_known_abbreviation_is_the_known_body() -> None:
    assert of("the Global Tungsten Industry Association (ITIA) met", "en", "Global Tungsten Industry Association") == {
        "itia"
    }


def test_a_text_may_give_a_known_abbreviation_to_another_body() -> None:
    text = "The Export-Import Bank of Korea (EXIM) signed. EXIM will lend."
    assert of(text, "en", "EXIM") == {"kexim"}


def test_what_a_body_is_known_as_is_the_same_body() -> None:
    text = "Northern Ore Mining Co., known as Maaden, signed a contract with Almalyk MMC."
    assert {found.term for found in tag(text, "en") if found.kind == "organisation"} == {"maaden", "ammc"}
