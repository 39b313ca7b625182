"""Documents come in; which of their names show by their own shape that they are bodies' is tested."""

import pytest

from pipeline.tagging.known import Known
from pipeline.tagging.whole_names import whole_names


def shapes(document: str, lang: str, known: list[Known] | None = None) -> list[str]:
    return list(dict.fromkeys(party.name for party in whole_names(document, lang, known or [])))


@pytest.mark.parametrize(
    ("lang", "document", "name"),
    [
        (
            "en",
            "signed by the Ministry of Mining Industry and Geology on Monday",
            "Ministry of Mining Industry and Geology",
        ),
        ("en", "the Orchid Reconstruction and Development Fund agreed", "Orchid Reconstruction and Development Fund"),
        (
            "en",
            "the State Committee for Geology and Mineral Resources",
            "State Committee for Geology and Mineral Resources",
        ),
        ("en", "the Institute of Geology, Orchid and Rose signed", "Institute of Geology"),
        ("ru", "Подписал Институт минеральных ресурсов сегодня.", "Институт минеральных ресурсов"),
        ("ru", "Министерство экономики и финансов подписали договор", "Министерство экономики и финансов"),
        ("ru", "и Корейский институт геонаук (KIGAM)", "Корейский институт геонаук"),
        ("ru", "Алмазский горно-металлургический комбинат", "Алмазский горно-металлургический комбинат"),
        ("uz-Latn", "Unda Texnologik metallar kombinatining ulushi", "Texnologik metallar kombinati"),
        (
            "uz-Latn",
            "Bugun Toshkentda Togʻ-kon sanoati va geologiya vazirligi imzoladi",
            "Togʻ-kon sanoati va geologiya vazirligi",
        ),
        ("uz-Latn", "Kanadaning Muhim minerallar institutiga aʼzo", "Muhim minerallar instituti"),
        (
            "uz-Latn",
            "Combi Osiyo volfram ishlab chiqaruvchilari uyushmasiga",
            "Osiyo volfram ishlab chiqaruvchilari uyushmasi",
        ),
        ("uz-Cyrl", "Осиё вольфрам ишлаб чиқарувчилари уюшмасига", "Осиё вольфрам ишлаб чиқарувчилари уюшмаси"),
        ("uz-Cyrl", "Тикланиш ва тараққиёт жамғармаси билан", "Тикланиш ва тараққиёт жамғармаси"),
        ("kk", "Өзбекстанның Тау-кен өнеркәсібі министрлігі мен", "Тау-кен өнеркәсібі министрлігі"),
        ("tr", "ile Madencilik Sanayii ve Jeoloji Bakanı imzaladı", "Madencilik Sanayii ve Jeoloji Bakanı"),
        ("zh", "该项目业主为兰花矿冶联合体。", "兰花矿冶联合体"),
        ("ko", "국영기업 난초우란과 계약", "난초우란"),
        ("ja", "「蘭金属鉱物資源機構」", "蘭金属鉱物資源機構"),
    ],
)
def test_a_name_is_known_by_its_own_shape(lang: str, document: str, name: str) -> None:
    assert shapes(document, lang)[:1] == [name]


def test_a_nation_and_a_word_of_kind_are_no_name() -> None:
    document = "Узбекская горная компания и турецкая компания"
    nation = Known("country", "TR", document.index("турец"), document.index("турец") + 8)
    assert shapes(document.replace("турецкая", "Турецкая"), "ru", [nation]) == ["Узбекская горная компания"]


@pytest.mark.parametrize("document", ["Tomonlar qoʻshma guruhi", "Ikki mamlakat kompaniyasi", "Bugun Toshkentda bank"])
def test_openers_of_uzbek_sentences_begin_no_name(document: str) -> None:
    assert shapes(document, "uz-Latn") == []


@pytest.mark.parametrize(
    "document",
    [
        "Летом небольшая группа приедет в Ангрен.",
        "Старый завод работает с прошлого века.",
        "Самой компании никто не писал.",
        "Узбекское акционерное общество «Дельта» подписало договор.",
    ],
)
def test_openers_of_russian_sentences_and_spelt_out_forms_are_no_names(document: str) -> None:
    assert shapes(document, "ru") == []
