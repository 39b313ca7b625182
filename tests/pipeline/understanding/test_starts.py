"""Sentences come in; the test says what begins in them."""

import pytest

from pipeline.understanding.starts import starts
from tests.pipeline.readings import one_sentence


@pytest.mark.parametrize(
    ("lang", "text", "kind"),
    [
        ("en", "Steppe Graphite has started a 5,000-metre drilling programme.", "begin"),
        ("en", "Production of copper at the new smelter has commenced.", "operate"),
        ("en", "The plant launched exports of rhenium to Estonia.", "ship"),
        ("ru", "Компания приступила к буровым работам на участке.", "begin"),
        ("ru", "Комбинат начал поставки молибдена в Корею.", "ship"),
        ("uz-Latn", "Kompaniya konda burg‘ilash ishlarini boshladi.", "begin"),
        ("uz-Cyrl", "Вольфрам ишлаб чиқариш бошланди.", "operate"),
        ("zh", "该企业已开始勘探。", "begin"),
        ("tr", "Şirket sahada sondaj çalışmalarına başladı.", "begin"),
        ("de", "Im Werk hat die Produktion begonnen.", "operate"),
        ("fr", "Les travaux ont commencé en mai.", "begin"),
    ],
)
def test_what_begins_makes_the_act(lang: str, text: str, kind: str) -> None:
    assert {word.concept for word in starts(one_sentence(text, lang))} == {kind}


@pytest.mark.parametrize("text", ["The forum started on Monday.", "The firm began in 1998, and drilling is its trade."])
def test_what_is_no_work_or_stands_in_another_clause_begins_nothing(text: str) -> None:
    assert not starts(one_sentence(text, "en"))
