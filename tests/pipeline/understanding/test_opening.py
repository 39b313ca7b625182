"""Openings come in; the test says how far they reach and of what other things they speak."""

import pytest

from pipeline.tag import tag
from pipeline.understanding.opening import Opening, read_opening


def opening(document: str, lang: str) -> Opening:
    return read_opening(document, lang, tag(document, lang))


def test_an_opening_is_the_headline_and_the_first_paragraph() -> None:
    document = "A plant opens\n\nIt will smelt copper.\nOne more thing.\nAnd a third.\nAnd a fourth."
    read = opening(document, "en")
    assert document[: read.headline] == "A plant opens"
    assert document[: read.opening].endswith("smelt copper.")
    assert document[: read.upper].endswith("And a third.")


@pytest.mark.parametrize(
    ("document", "lang", "sign"),
    [
        ("Copper prices fall in London\n\nTraders were selling.", "en", "prices"),
        ("Miners drill for tungsten\n\nThe rigs came in March.", "en", "mining"),
        ("Завод построят в районе\n\nХоким области осмотрел площадку.", "ru", "soums"),
        ("Завод построят в районе\n\nНа него уйдёт 40 млрд сумов.", "ru", "soums"),
        ("Mis zavodi ochildi\n\nKorxonada 200 kishi ishlaydi.", "uz-Latn", "native"),
    ],
)
def test_what_an_opening_speaks_of(document: str, lang: str, sign: str) -> None:
    assert getattr(opening(document, lang), sign)
    assert not getattr(opening("Two firms sign a contract\n\nThe paper is on steel pipes.", "en"), sign)


def test_an_opening_that_names_the_country_needs_no_office_of_it() -> None:
    assert not opening("Узбекистан построит завод\n\nХоким области осмотрел площадку.", "ru").soums


def test_an_uzbek_text_that_opens_with_two_countries_abroad_is_about_them() -> None:
    assert not opening("Xitoy va Rossiya shartnoma imzoladi\n\nHujjat misga oid.", "uz-Latn").native


@pytest.mark.parametrize(
    ("document", "labelled"),
    [
        ("Metals and water\n\nOpinion. Tungsten needs water.", True),
        ("Metals and water\n\nTungsten needs water, in the opinion of many who live near the mines of Navoi.", False),
        ("Metals and water", False),
    ],
)
def test_a_label_is_a_sentence_of_a_word_or_two(document: str, labelled: bool) -> None:  # noqa: FBT001 - a table of cases
    assert opening(document, "en").labelled is labelled


def test_the_sentences_that_tell_and_those_that_recall_are_known() -> None:
    document = "Tungsten\n\nPlansee signed a contract. It likes metals. Earlier, uranium was cheap."
    read = opening(document, "en")
    assert [document[span.start : span.end] for span in read.telling] == ["Tungsten", "Plansee signed a contract."]
    assert [document[span.start : span.end] for span in read.recalling] == ["Earlier, uranium was cheap."]
