"""Sentences come in; the test says which countries act in them."""

import pytest

from pipeline.understanding.acting import acting_states
from tests.pipeline.readings import one_sentence


def states(text: str, lang: str) -> list[str | None]:
    return [found.country for found in acting_states(one_sentence(text, lang))]


@pytest.mark.parametrize(
    ("lang", "text", "countries"),
    [
        ("en", "Uzbekistan and Turkey signed a memorandum in Kazakhstan.", ["UZ", "TR"]),
        ("en", "Turkish firms dig in Uzbekistan.", []),
        ("en", "Uzbekistan's Navoi region was visited.", []),
        ("en", "Uzbekistan and leaders from Kazakhstan, Kyrgyzstan and Japan pledged it.", ["UZ", "KZ", "KG", "JP"]),
        ("en", "A minister from Kazakhstan saw how Uzbekistan signed.", ["UZ"]),
        ("en", "Swiss and Omani traders saw how Uzbekistan signed.", ["UZ"]),
        ("ru", "Узбекистан и Турция подписали меморандум в Казахстане.", ["UZ", "TR"]),
        ("ru", "Декларацию приняли президенты Узбекистана, Казахстана и Кыргызстана.", ["KZ", "KG"]),
        ("ru", "Завод открыл президент Узбекистана.", []),
        ("ru", "Между Узбекистаном и США подписан меморандум.", ["UZ", "US"]),
        ("ru", "Турецкая компания работает на территории Узбекистана.", []),
        ("uz-Latn", "O‘zbekiston va Turkiya Qozog‘istonda memorandum imzoladi.", ["UZ", "TR"]),
        ("uz-Latn", "Oʻzbekiston, Misr, Gruziya va Turkiya vakillari rejani tasdiqladi.", ["UZ", "EG", "GE", "TR"]),
        ("uz-Cyrl", "Ўзбекистон, Миср ва Туркия вазирлари режани тасдиқлади.", ["UZ", "EG", "TR"]),
        ("uz-Latn", "Oʻzbekistonga Turkiya vakillari keldi.", []),
        ("uz-Latn", "Yuk Rossiya hududi orqali Fransiyaga olib boriladi.", []),
        ("uz-Cyrl", "Ўзбекистон билан АҚШ ўртасида меморандум имзоланди.", ["UZ", "US"]),
        ("tr", "Türkiye ile Özbekistan Rusya'da mutabakat imzaladı.", ["TR", "UZ"]),
    ],
)
def test_a_country_acts_by_its_ending_or_its_preposition(lang: str, text: str, countries: list[str]) -> None:
    assert states(text, lang) == countries
