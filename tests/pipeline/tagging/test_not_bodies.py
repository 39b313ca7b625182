"""Texts that name events and things come in; that neither is taken for a body is tested."""

import pytest

from pipeline.tag import tag
from pipeline.tagging.not_bodies import is_no_body


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("ru", 'Контракт на "Горпроме". Он подписан на международной выставке "Горпром. Азия".', "Горпроме"),
        ("uz-Latn", "“Konprom. Osiyo” ko‘rgazmasida shartnoma imzolandi.", "Konprom"),
        ("en", "It was signed at the “Steppe Mining” exhibition.", "Steppe Mining"),
        ("de", "Der Vertrag wurde auf der Messe „Erzwelt“ geschlossen.", "Erzwelt"),
        ("ru", "На «Горпроме» подписали меморандум.", "Горпроме"),
        ("ru", "Кредит покрыт несвязанной гарантией (UFK). Под UFK берут дешевле.", "UFK"),
    ],
)
def test_what_a_text_calls_an_event_or_a_thing_is_one(lang: str, text: str, name: str) -> None:
    assert is_no_body(text, lang, name)


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("ru", "Кредит выдан корейским агентством по развитию (KDA).", "KDA"),
        ("ru", "Компания «Горпром» участвовала в форуме.", "Горпром"),
        ("ru", "Меморандум на «Горпроме» подписали с «Горпроме».", "Горпроме"),
        ("en", "“Steppe Mining” signed at the forum.", "Steppe Mining"),
    ],
)
def test_a_body_that_stands_near_is_none(lang: str, text: str, name: str) -> None:
    assert not is_no_body(text, lang, name)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "Лаборатория разместится в Чирчике, сообщили в министерстве."),
        ("ru", "Прошлым летом компании договорились о теллуре."),
        ("de", "Das im vergangenen Juni vereinbarte Memorandum nennt zwei Lagerstätten von Magnesium."),
    ],
)
def test_a_sentence_that_begins_like_a_name_names_nobody(lang: str, text: str) -> None:
    assert not [found for found in tag(text, lang) if found.term.startswith("x:")]


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("en", "Work on the Santa Borea copper project began. Spending at Santa Borea rose.", "Santa Borea"),
        ("en", "Borea Ridge tailings", "Borea Ridge"),
        ("ru", "На месторождении «Северная Борея» начали бурение.", "Северная Борея"),
        ("uz-Latn", "Borea konida ish boshlandi.", "Borea"),
    ],
)
def test_a_name_of_a_site_is_none_of_a_body(lang: str, text: str, name: str) -> None:
    assert is_no_body(text, lang, name)


def test_a_firm_with_its_legal_form_stays_one_beside_its_mine() -> None:
    assert not is_no_body("Borea Ridge Ltd owns the Borea Ridge mine.", "en", "Borea Ridge")
