"""Uzbek from Latin to Cyrillic letters."""

import pytest

from alerts.cyrillic import cyrillic


@pytest.mark.parametrize(
    ("latin", "expected"),
    [
        ("oʻzgarish", "ўзгариш"),
        ("O'zbekiston", "Ўзбекистон"),
        ("Gʻalaba va bogʻ", "Ғалаба ва боғ"),
        ("yoʻq, YOʻQ, Yoʻl", "йўқ, ЙЎҚ, Йўл"),
        ("yer, elchi, poezd, Evropa", "ер, элчи, поэзд, Эвропа"),
        ("aʼzolik, maʼlum", "аъзолик, маълум"),
        ("litsenziya, assotsiatsiya, aytsin", "литсензия, ассоциация, айтсин"),
        ("shartnoma, choʻl, CHOʻL", "шартнома, чўл, ЧЎЛ"),
        ("{due} tadan {reached} tasi", "{due} тадан {reached} таси"),
        ("2026-yil 5-mart, ўзбек", "2026-йил 5-март, ўзбек"),
    ],
)
def test_letters_follow_the_official_table(latin: str, expected: str) -> None:
    assert cyrillic(latin) == expected
