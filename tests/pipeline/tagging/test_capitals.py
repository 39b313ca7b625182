"""Documents that name capitals come in; the test says which of them act for their states, and which are only places."""

import pytest

from pipeline.tag import tag


def acting(document: str, lang: str) -> list[str]:
    return [found.term for found in tag(document, lang) if found.kind == "country"]


@pytest.mark.parametrize(
    ("lang", "document", "countries"),
    [
        ("en", "Tashkent, Oslo sign pact\n\nTashkent and Oslo have signed a memorandum.", ["UZ", "NO", "UZ", "NO"]),
        ("ru", "Договор\n\nПрага и Ташкент ведут переговоры.", ["CZ", "UZ"]),
        ("ru", "Договор\n\nМежду Ташкентом и Парижем подписано соглашение.", ["UZ", "FR"]),
        ("ru", "Договор\n\nМежду Ташкентом и Берлином подписано соглашение.", ["UZ", "DE"]),
        ("ru", "Договор\n\nУзбекистан и Москва договорились.", ["UZ", "RU"]),
        ("uz-Latn", "Bitim\n\nToshkent va Seul memorandum imzoladi.", ["UZ", "KR"]),
        ("uz-Cyrl", "Битим\n\nТошкент ва Остона ишчи гуруҳ тузди.", ["UZ", "KZ"]),
        ("tr", "Anlaşma\n\nTaşkent ve Ankara mutabakat imzaladı.", ["UZ", "TR"]),
    ],
)
def test_capitals_side_by_side_stand_for_their_states(lang: str, document: str, countries: list[str]) -> None:
    assert acting(document, lang) == countries


@pytest.mark.parametrize(
    ("lang", "document"),
    [
        ("en", "Offices\n\nThe bank has offices in Tashkent and Tokyo."),
        ("en", "Tour\n\nHe came from Paris, Tashkent was next."),
        ("ru", "Рейсы\n\nСамолёты летят в Ташкент и Токио."),
        ("ru", "Рейсы\n\nЖители Ташкента и Токио."),
        ("uz-Latn", "Parvoz\n\nToshkent va Seul shaharlarida bo‘ldi."),
        ("en", "Tashkent\n\nThe contract was signed in Tashkent. Berlin was silent."),
    ],
)
def test_capitals_are_places_where_nobody_acts(lang: str, document: str) -> None:
    assert acting(document, lang) == []
