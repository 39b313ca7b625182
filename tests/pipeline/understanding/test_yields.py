"""Sentences come in that tell a step and say more; the test says which minerals it is further said to be on."""

import pytest

from pipeline.understanding.yields import yielded
from tests.pipeline.readings import lay_out


def won(told: str, more: str, lang: str) -> list[str]:
    readings = lay_out(f"–\n\n{told}\n{more}", lang)
    telling = [reading for reading in readings if reading.sentence.paragraph == 1]
    return [found.term for found in yielded(telling, telling, readings, ("ammc",))]


@pytest.mark.parametrize(
    ("lang", "told", "more", "terms"),
    [
        ("en", "Almalyk MMC began building a zinc plant.", "It will also recover indium.", ["indium"]),
        ("en", "They began drilling for copper.", "The second target is a zinc vein.", ["zinc"]),
        ("ru", "Начато строительство цинкового завода.", "Позже здесь начнут извлекать индий.", ["indium"]),
        ("uz-Latn", "Rux zavodi qurilishi boshlandi.", "Keyinchalik indiy ham ajratib olinadi.", ["indium"]),
        ("ru", "Начато бурение на площади.", "Ищут прежде всего медь.", ["copper"]),
        ("uz-Latn", "Rux zavodi qurilishi boshlandi.", "Bu yiliga 25 tonna indiy olish imkonini beradi.", ["indium"]),
        ("de", "Der Bau der Zinkhütte begann.", "Später soll auch Indium gewonnen werden.", ["indium"]),
        ("tr", "Çinko tesisinin inşaatı başladı.", "Burada indiyum da üretilecek.", ["indium"]),
        ("en", "Almalyk MMC began building a zinc plant.", "Boliden will recover indium.", []),
        ("en", "Almalyk MMC began building a zinc plant.", "In Peru it will recover indium.", []),
        ("en", "Almalyk MMC began building a zinc plant.", "Indium was found there long ago.", []),
        ("en", "Almalyk MMC signed a contract on zinc.", "It will recover indium.", []),
    ],
)
def test_what_works_will_win_is_theirs_but_nothing_that_others_win_or_elsewhere(
    lang: str, told: str, more: str, terms: list[str]
) -> None:
    assert won(told, more, lang) == terms


@pytest.mark.parametrize(
    ("lang", "told", "more", "terms"),
    [
        ("en", "The surveys signed a memorandum.", "Joint work will focus on lithium and zinc.", ["lithium", "zinc"]),
        ("en", "The first lot of zinc has left.", "The contract signed last year covers cadmium too.", ["cadmium"]),
        ("en", "The surveys signed a memorandum.", "Nickel will be in the focus of the cooperation.", ["nickel"]),
        ("ru", "Службы подписали меморандум.", "В центре внимания сотрудничества – литий и олово.", ["lithium", "tin"]),
        ("uz-Latn", "Memorandum imzolandi.", "Hamkorlikning asosiy yo‘nalishi – litiy va qalay.", ["lithium", "tin"]),
        ("de", "Das Memorandum ist unterzeichnet.", "Im Mittelpunkt der Zusammenarbeit steht Lithium.", ["lithium"]),
        ("fr", "Le protocole est signé.", "La coopération porte sur le lithium.", ["lithium"]),
        ("zh", "双方签署备忘录。", "合作重点为锂和钨。", ["lithium", "tungsten"]),
        ("en", "The surveys signed a memorandum.", "The work of Boliden will focus on nickel.", []),
        ("en", "The surveys signed a memorandum.", "A meeting in Peru focused on nickel.", []),
        ("en", "The first lot of zinc has left.", "Rumour has it that the contract covers cadmium too.", []),
    ],
)
def test_what_a_paper_or_the_work_from_it_is_on_is_the_deals(lang: str, told: str, more: str, terms: list[str]) -> None:
    assert won(told, more, lang) == terms


@pytest.mark.parametrize(
    ("lang", "told", "more", "terms"),
    [
        (
            "en",
            "Building of the iron plant has begun.",
            "The vanadium section is planned for the second stage.",
            ["vanadium"],
        ),
        ("ru", "Строительство завода начато.", "Ванадиевый цех намечен на вторую очередь.", ["vanadium"]),
        ("uz-Cyrl", "Завод қурилиши бошланди.", "Ванадий цехи иккинчи босқичга мўлжалланган.", ["vanadium"]),
        ("en", "Building of the iron plant has begun.", "The vanadium section was closed in 1998.", []),
        ("en", "The surveys signed a memorandum.", "The vanadium section is planned for 2030.", []),
    ],
)
def test_a_part_of_the_works_that_is_to_come_is_of_their_mineral(
    lang: str, told: str, more: str, terms: list[str]
) -> None:
    assert won(told, more, lang) == terms


@pytest.mark.parametrize(
    ("lang", "told", "more", "terms"),
    [
        ("en", "The company won a licence.", "The area is thought to contain selenium.", ["selenium"]),
        ("ru", "Компания получила лицензию.", "Участок содержит также рений.", ["rhenium"]),
        ("tr", "Şirket arama ruhsatı aldı.", "Sahada selenyum bulunduğu tahmin ediliyor.", ["selenium"]),
        ("uz-Latn", "Kompaniya litsenziya oldi.", "Uchastkada selen borligi taxmin qilinmoqda.", ["selenium"]),
        ("en", "The company bought a stake in the mine.", "The deposit also contains selenium.", []),
        ("en", "The company won a licence.", "Uzbekistan's fields hold selenium.", []),
        ("en", "The company won a licence.", "The area contains no selenium.", []),
    ],
)
def test_what_the_ground_of_a_licence_holds_is_sought_but_what_comes_with_a_share_is_not(
    lang: str, told: str, more: str, terms: list[str]
) -> None:
    assert won(told, more, lang) == terms
