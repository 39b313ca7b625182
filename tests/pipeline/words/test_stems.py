"""Folded words come in; that all forms of one word meet, and near misses do not, is tested."""

import pytest

from pipeline.words.stems import family, stem, stems


@pytest.mark.parametrize(
    ("kin", "forms"),
    [
        ("ru", "вольфрам вольфрама вольфраму вольфрамом вольфраме"),
        ("ru", "медь меди медью"),
        ("ru", "свинец свинца свинцами"),
        ("ru", "сделка сделки сделок сделками"),
        ("ru", "рынок рынка рынков"),
        ("ru", "китаец китайца китайцы"),
        ("ru", "стройка строек"),
        ("ru", "тебинбулакский тебинбулакского тебинбулакскую тебинбулакских"),
        ("ru", "жураев жураева жураевым жураеву"),
        ("ru", "соглашение соглашений соглашениями"),
        ("uz", "volfram volframning volframni volframga volframdan"),
        ("uz", "marganes marganesi marganesning marganesini"),
        ("uz", "olmaliq olmaliqning olmaligi olmaligining olmaliqqa"),
        ("uz", "shahar shahri shaharlar shahrining"),
        ("uz", "vazirlik vazirligi vazirlikning"),
        ("tr", "maden madeni madenler madenlerin"),
        ("kk", "кен кеннің кендер"),
        ("en", "company companies"),
        ("en", "licence licences"),
        ("en", "tax taxes"),
    ],
)
def test_every_form_asks_for_every_other(kin: str, forms: str) -> None:
    for asked in forms.split():
        assert {stem(form, kin) for form in forms.split()} <= stems(asked, kin), asked


@pytest.mark.parametrize(
    ("kin", "word", "other"),
    [
        ("ru", "медь", "медведь"),
        ("ru", "медь", "мед"),
        ("ru", "литий", "литье"),
        ("ru", "уран", "ураган"),
        ("ru", "олово", "слово"),
        ("uz", "mis", "misol"),
        ("uz", "rux", "ruxsat"),
        ("uz", "uran", "ura"),
        ("en", "uranus", "uranium"),
        ("en", "gold", "goldman"),
    ],
)
def test_no_form_asks_for_another_word(kin: str, word: str, other: str) -> None:
    assert stem(other, kin) not in stems(word, kin)


@pytest.mark.parametrize(
    ("word", "lang", "kin"),
    [
        ("volfram", "uz-Latn", "uz"),
        ("mis", "uz-Cyrl", "uz"),
        ("медь", "ru", "ru"),
        ("traxys", "ru", "en"),
        ("кен", "kk", "kk"),
        ("медь", "en", "ru"),
        ("maden", "tr", "tr"),
        ("erz", "de", "en"),
        ("钨", "zh", "en"),
    ],
)
def test_a_word_is_read_by_its_letters_and_its_text(word: str, lang: str, kin: str) -> None:
    assert family(word, lang) == kin
