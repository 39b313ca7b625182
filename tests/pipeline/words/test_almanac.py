"""The words of dates: twelve months and seven days in every language, none of them twice."""

import pytest

from pipeline.words.almanac import PAGE, almanac, page_words
from pipeline.words.phrases import fold

MAY = {"en": "May", "ru": "мая", "uz-Latn": "may", "uz-Cyrl": "май", "kk": "мамырда", "tr": "Mayıs", "de": "Mai"}


@pytest.mark.parametrize("lang", [*MAY, "und", PAGE])
def test_a_language_knows_its_fifth_month(lang: str) -> None:
    found = almanac(lang).months.at(fold(MAY.get(lang, "May")), 0)
    assert found
    assert found[1].number == 5


def test_a_capital_is_asked_for_where_the_month_is_also_a_word() -> None:
    assert almanac("en").months.at("may", 0) == almanac("en").marks.at("may", 0)
    assert almanac("en").months.at("may", 0)[1].capital  # type: ignore[index]
    assert not almanac(PAGE).months.at("may", 0)[1].capital  # type: ignore[index]


def test_a_word_of_march_that_means_times_is_no_month() -> None:
    assert almanac("uz-Latn").months.at("marta", 0) is None
    assert almanac("uz-Cyrl").months.at("марта", 0) is None
    assert almanac("ru").months.at("марта", 0)


def test_the_labels_of_a_page_tell_publication_from_update() -> None:
    labels = page_words().labels
    assert [labels.at(fold(word), 0)[1] for word in ("Published", "Опубликовано", "Обновлено")] == [True, True, False]  # type: ignore[index]
