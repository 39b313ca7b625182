"""Texts that say where their companies sit come in; which country they get, whatever is listed, is tested."""

import pytest

from pipeline.tag import tag


@pytest.mark.parametrize(
    ("lang", "text", "country"),
    [
        ("ru", "Сингапурский сырьевой трейдер Trafigura подписал контракт.", "SG"),
        ("en", "Trafigura will buy zinc.\nIt is a return for the Singapore-based trader, which left in 2017.", "SG"),
        ("en", "The Singapore-based commodity trader Trafigura will buy zinc.", "SG"),
        ("en", "Singapore-registered Trafigura will buy zinc.", "SG"),
        ("en", "Trafigura, a trader incorporated in Singapore, will buy zinc.", "SG"),
        ("ru", "Компания Trafigura, зарегистрированная в Сингапуре, купит цинк.", "SG"),
        ("ru", "Сингапурская Trafigura купит цинк.", "SG"),
        ("uz-Latn", "Singapurda ro‘yxatdan o‘tgan Trafigura savdo kompaniyasi rux sotib oladi.", "SG"),
        ("uz-Latn", "Singapurning “Trafigura” kompaniyasi rux sotib oladi.", "SG"),
        ("uz-Cyrl", "Сингапурда рўйхатдан ўтган «Trafigura» компанияси рух сотиб олади.", "SG"),
        ("tr", "Singapur merkezli Trafigura çinko alacak.", "SG"),
        ("de", "Das in Singapur ansässige Handelshaus Trafigura kauft Zink.", "SG"),
        ("fr", "Trafigura, basée à Singapour, achètera du zinc.", "SG"),
        ("ja", "シンガポールに本社を置くTrafiguraは亜鉛を買う。", "SG"),
        ("uz-Latn", "Singapurda Trafigura kompaniyasi rux sotib oladi.", "CH"),
        ("en", "Trafigura will buy zinc.", "CH"),
        ("en", "Trafigura will buy zinc from a Singapore-based trader.", "CH"),
        ("en", "The Sino-Swedish venture Trafigura will buy zinc.", "CH"),
        ("ru", "В Сингапуре трейдер Trafigura подписал контракт.", "CH"),
    ],
)
def test_a_company_sits_where_the_text_says(lang: str, text: str, country: str) -> None:
    assert {found.country for found in tag(text, lang) if found.term == "trafigura"} == {country}
