"""Names in a text come in; the country that the text shows for them is tested."""

from pathlib import Path

import pytest

from pipeline.tagging.known import Known
from pipeline.tagging.origin import load, of_currency, origin
from pipeline.words.tables import InvalidTable


def country_of(name: str, text: str, *nations: tuple[str, str]) -> str | None:
    known = [Known("country", code, text.index(word), text.index(word) + len(word)) for word, code in nations]
    start = text.index(name)
    return origin(text, start, start + len(name), known)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Borealis Oy sold mills.", "FI"),
        ("Borealis Ltd (TSXV: BOR) won a licence.", "CA"),
        ("Geneva-based trader Borealis pays ahead.", "CH"),
        ("International house Borealis of Abu Dhabi talks.", "AE"),
        ("Компания Borealis (Ухань) построит линию.", "CN"),
        ("Kon “Borealis” MChJga berildi.", "UZ"),
        ("AIM-listed Borealis sold mills.", "GB"),
        ("Технологию дала пермская «Borealis».", "RU"),
        ("La jeune pousse bretonne Borealis recrute.", "FR"),
        ("Les sociétés lyonnaises Borealis et autres recrutent.", "FR"),
        ("Переговоры с венской Borealis идут.", "AT"),
        ("Le négociant genevois Borealis paie.", "CH"),
        ("Die Basler Borealis zahlt.", "CH"),
        ("Женевадағы Borealis компаниясы келісті.", "CH"),
        ("Cenevre merkezli Borealis anlaştı.", "CH"),
        ("Borealis sold mills.", None),
    ],
)
def test_form_exchange_and_seat_show_where_a_body_comes_from(text: str, country: str | None) -> None:
    assert country_of("Borealis", text) == country


def test_where_a_body_is_listed_says_more_than_the_place_that_it_is_called_after() -> None:
    text = "London-listed Zarafshan Metals drills, and so does Zarafshan Lithium."
    places = [Known("place", "UZ", start, start + 9) for start in (14, 50)]
    assert origin(text, 14, 30, places) == "GB"
    assert origin(text, 50, 67, places) == "UZ"


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Samarkand Ferro Holding", "UZ"),
        ("Шерабадский калийный завод", "UZ"),
        ("Qo‘ng‘irot Soda", "UZ"),
        ("Samaritan Holding", None),
    ],
)
def test_a_body_is_of_the_place_that_it_is_called_after(name: str, country: str | None) -> None:
    assert country_of(name, f"{name} signed.") == country


def test_a_country_beside_the_name_goes_before_its_legal_form() -> None:
    assert country_of("Borealis", "The Norwegian company Borealis GmbH", ("Norwegian", "NO")) == "NO"
    assert country_of("Borealis", "Borealis, a Norwegian miner, signed.", ("Norwegian", "NO")) == "NO"


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Jiangsu Lantian", "CN"),
        ("Shandong Weihe Heavy", "CN"),
        ("湖南鼎泰", "CN"),
        ("Хубэй Лунда", "CN"),
        ("Ulsan Kibo", "KR"),
        ("Hiroshima Kasei", "JP"),
        ("Hunanova Metals", None),
    ],
)
def test_a_body_is_of_the_province_that_its_name_begins_with(name: str, country: str | None) -> None:
    assert country_of(name, f"{name} signed.") == country


def test_money_of_one_country_tells_it() -> None:
    assert [of_currency(code) for code in ("INR", "KZT", "USD", "EUR", "UZS")] == ["IN", "KZ", None, None, None]


def test_a_mistyped_country_is_refused(tmp_path: Path) -> None:
    (tmp_path / "origins.toml").write_text(
        '[press]\n[legal]\nSWE = ["AB"]\n[exchange]\n[adjective]\n[city]\n[province]\n[stem]\n'
        "[currency]\n[capital]\n[nation]\n",
        encoding="utf-8",
    )
    with pytest.raises(InvalidTable, match="'SWE' is no country"):
        load(tmp_path / "origins.toml", "legal")
