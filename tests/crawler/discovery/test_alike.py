"""Two settings of one headline are known for one, and two headlines of the same kind are not."""

import pytest

from crawler.discovery.alike import best, likeness, words
from crawler.lists.listing import Entry


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("Uzbekistan signs tungsten deal", "UZBEKISTAN SIGNS TUNGSTEN DEAL!", "en"),
        ("Oʻzbekiston volfram boʻyicha bitim imzoladi", "O'zbekiston volfram bo‘yicha bitim imzoladi", "uz-Latn"),
        ("Ўзбекистон вольфрам бўйича битим имзолади", "Oʻzbekiston volfram boʻyicha bitim imzoladi", "uz-Cyrl"),
        (
            "Узбекистан подписал договор о сурьме и вольфраме",
            "Узбекистан подписал договор о сурьме и вольфраме: РБК",
            "ru",
        ),
    ],
)
def test_one_headline_is_found_in_another_setting(one: str, other: str, language: str) -> None:
    entries = [Entry("https://a.example/no", title="Weather"), Entry("https://a.example/yes", title=other)]
    found = best(one, language, entries)
    assert found
    assert found.address == "https://a.example/yes"


def test_a_headline_of_the_same_kind_is_another() -> None:
    entries = [
        Entry("https://a.example/1", title="Uzbekistan signs copper deal with Korea"),
        Entry("https://a.example/2"),
    ]
    assert best("Uzbekistan signs tungsten deal with Japan", "en", entries) is None
    assert best("Uzbekistan", "en", [Entry("https://a.example/1", title="Uzbekistan")]) is None
    assert best("Uzbekistan signs tungsten deal", "en", []) is None


def test_likeness_is_of_the_words_of_both() -> None:
    assert likeness(words("a b c d", "en"), words("a b c e", "en")) == pytest.approx(0.75)
    assert likeness(words("", "en"), words("a", "en")) == 0
