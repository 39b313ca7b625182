"""Sentences with one sum come in; the test says whether what stands beside it makes it the deal's own."""

import pytest

from pipeline.understanding.costs import is_own_cost
from tests.pipeline.readings import one_sentence


@pytest.mark.parametrize(
    ("lang", "text", "own"),
    [
        ("en", "The $85 million plant makes silicon.", True),
        ("en", "Plants were sold for $85 million last year.", False),
        ("ru", "Из обещанных 38 млн долларов освоено одиннадцать.", True),
        ("ru", "Освоено 38 млн долларов.", False),
        ("uz-Latn", "85 million dollarlik zavod ishga tushdi.", True),
        ("uz-Latn", "85 million dollarlik mahsulot sotildi.", False),
        ("uz-Cyrl", "Ваъда қилинган 38 миллион доллар сарфланди.", True),
        ("tr", "85 milyon dolarlık tesis açıldı.", True),
        ("de", "Von den zugesagten 38 Millionen Dollar wurden elf ausgegeben.", True),
        ("ru", "Заказ на 31 миллион евро включён в портфель.", True),
        ("ru", "Портфель заказов достиг 31 миллиона евро.", False),
        ("en", "An order worth 31 million euros went into the order book.", True),
        ("en", "Orders worth 31 million euros, contracts for mills among them, are in the book.", False),
        ("uz-Latn", "115 mln dollarlik eksport shartnomasi imzolandi.", True),
        ("zh", "8500万美元的工厂投产。", True),
        ("ko", "8500만 달러 규모의 공장이 가동됐다.", True),
    ],
)
def test_a_sum_is_the_deals_own_beside_what_is_built_or_was_promised(lang: str, text: str, own: bool) -> None:  # noqa: FBT001 - a table of cases
    reading = one_sentence(text, lang)
    assert is_own_cost(reading, reading.amounts[0]) is own
