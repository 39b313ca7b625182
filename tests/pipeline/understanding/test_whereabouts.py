"""Sentences with countries come in; the test says in which of them something is only done, or sold."""

import pytest

from pipeline.understanding.whereabouts import is_bound_for, is_located
from tests.pipeline.readings import one_sentence


@pytest.mark.parametrize(
    ("lang", "text", "places"),
    [
        ("en", "It has drilled in Laos and Peru, and sells ore to Japan.", ["LA", "PE"]),
        ("ru", "Компания работала в Чили и продает руду Японии.", ["CL"]),
        ("uz-Latn", "Kompaniya Qozog‘istonda ishlagan, Yaponiya bilan savdo qiladi.", ["KZ"]),
        ("zh", "公司在蒙古和哈萨克斯坦承揽过钻探工程，向日本出售矿石。", ["MN", "KZ"]),
    ],
)
def test_where_something_is_done_is_no_side(lang: str, text: str, places: list[str]) -> None:
    sentence = one_sentence(text, lang)
    assert [found.country for found in sentence.named("country") if is_located(sentence, found)] == places


@pytest.mark.parametrize(
    ("lang", "text", "markets"),
    [
        ("en", "The rest will move to Oman and Iran, made in Peru.", ["OM", "IR"]),
        ("ru", "Остаток пойдёт в Китай и Казахстан.", ["CN", "KZ"]),
        ("uz-Latn", "Birinchi partiya Turkiyaga jo‘natiladi, Xitoydan emas.", ["TR"]),
        ("de", "Der Rest geht nach Oman.", ["OM"]),
    ],
)
def test_where_goods_go_is_a_market(lang: str, text: str, markets: list[str]) -> None:
    sentence = one_sentence(text, lang)
    assert [found.country for found in sentence.named("country") if is_bound_for(sentence, found)] == markets
