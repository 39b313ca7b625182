"""Sums of money in the languages of the sources: what is read, and what must not be taken for money."""

import json
import time
from pathlib import Path

import pytest

from pipeline.money import money

SUMS = [
    ("en", "a half-a-billion-dollar loan", 5e8, "USD", "a half-a-billion-dollar"),
    ("en", "SDR 12 million", 1.2e7, "XDR", "SDR 12 million"),
    ("ru", "45 млрд тг", 4.5e10, "KZT", "45 млрд тг"),
    ("ru", "миллиардом долларов", 1e9, "USD", "миллиардом долларов"),
    ("uz-Cyrl", "300 млн лира", 3e8, "TRY", "300 млн лира"),
    ("en", "TL 300 million", 3e8, "TRY", "TL 300 million"),
    ("de", "zweihundert Millionen Euro", 2e8, "EUR", "zweihundert Millionen Euro"),
    ("fr", "deux cents millions d'euros", 2e8, "EUR", "deux cents millions d'euros"),
    ("fr", "un milliard et demi d'euros", 1.5e9, "EUR", "un milliard et demi d'euros"),
    ("zh", "5亿多美元", 5e8, "USD", "5亿多美元"),
    ("ja", "3億元", 3e8, "CNY", "3億元"),
    ("uz-Latn", "410 million Shvetsiya kroni", 4.1e8, "SEK", "410 million Shvetsiya kroni"),
    ("en", "a 398-million-U.S.-dollar contract", 3.98e8, "USD", "398-million-U.S.-dollar"),
    ("en", "SR52.5 million", 5.25e7, "SAR", "SR52.5 million"),
    ("uz-Cyrl", "90 миллион Норвегия кронаси", 9e7, "NOK", "90 миллион Норвегия кронаси"),
    ("en", "two hundred and fifty million dollars", 2.5e8, "USD", "two hundred and fifty million dollars"),
    ("en", "QAR 300 million", 3e8, "QAR", "QAR 300 million"),
    ("en", "3.1 million manats", 3.1e6, "AZN", "3.1 million manats"),
    ("ru", "6 млн туркменских манатов", 6e6, "TMT", "6 млн туркменских манатов"),
    ("en", "Br11.2 million", 1.12e7, "BYN", "Br11.2 million"),
    ("ru", "11,2 млн белорусских рублей", 1.12e7, "BYN", "11,2 млн белорусских рублей"),
    ("en", "2 billion Pakistani rupees", 2e9, "PKR", "2 billion Pakistani rupees"),
    ("en", "30 million liras", 3e7, "TRY", "30 million liras"),
    ("ru", "4 млн лари", 4e6, "GEL", "4 млн лари"),
    ("ru", "40 млн гривен", 4e7, "UAH", "40 млн гривен"),
    ("en", "10 million Kuwaiti dinars", 1e7, "KWD", "10 million Kuwaiti dinars"),
    ("en", "60 million ringgit", 6e7, "MYR", "60 million ringgit"),
    ("en", "a R35-million survey", 3.5e7, "ZAR", "R35-million"),
    ("en", "NT$700 million", 7e8, "TWD", "NT$700 million"),
    ("en", "R$70 million", 7e7, "BRL", "R$70 million"),
    ("en", "VND 300 billion", 3e11, "VND", "VND 300 billion"),
    ("ru", "80 млн вьетнамских донгов", 8e7, "VND", "80 млн вьетнамских донгов"),
    ("ru", "на 60 млн дол. в год", 6e7, "USD", "60 млн дол."),
    ("de", "35 Mio. US-$ für Bohrungen", 3.5e7, "USD", "35 Mio. US-$"),
    ("tr", "3,5 milyar sumla", 3.5e9, "UZS", "3,5 milyar sumla"),
    ("en", "HUF 4 billion", 4e9, "HUF", "HUF 4 billion"),
    ("en", "IDR 900 billion", 9e11, "IDR", "IDR 900 billion"),
    ("ru", "330 крор рупий", 3.3e9, "INR", "330 крор рупий"),
    ("uz-Latn", "3,3 milliard rupiy", 3.3e9, "INR", "3,3 milliard rupiy"),
    ("tr", "220 milyon dirhem", 2.2e8, "AED", "220 milyon dirhem"),
    ("it", "mezzo miliardo di dollari", 5e8, "USD", "mezzo miliardo di dollari"),
    ("en", "CZK 200 million", 2e8, "CZK", "CZK 200 million"),
    ("it", "30 milioni di euro", 3e7, "EUR", "30 milioni di euro"),
    ("it", "1,2 miliardi di dollari", 1.2e9, "USD", "1,2 miliardi di dollari"),
    ("en", "a $1.6 billion deal", 1.6e9, "USD", "$1.6 billion"),
    ("en", "worth USD 300 million in all", 3e8, "USD", "USD 300 million"),
    ("en", "EUR146m for the first tranche", 1.46e8, "EUR", "EUR146m"),
    ("en", "a $214mn contract", 2.14e8, "USD", "$214mn"),
    ("en", "US$ 5.2bn over ten years", 5.2e9, "USD", "US$ 5.2bn"),
    ("en", "214 million US dollars", 2.14e8, "USD", "214 million US dollars"),
    ("en", "a 500-million-euro loan", 5e8, "EUR", "500-million-euro"),
    ("en", "half a billion dollars", 5e8, "USD", "half a billion dollars"),
    ("en", "a quarter of a billion dollars", 2.5e8, "USD", "a quarter of a billion dollars"),
    ("en", "one and a half billion euros", 1.5e9, "EUR", "one and a half billion euros"),
    ("en", "C$5m from Toronto", 5e6, "CAD", "C$5m"),
    ("en", "10 million Canadian dollars", 1e7, "CAD", "10 million Canadian dollars"),
    ("en", "$10 million Canadian dollars", 1e7, "CAD", "$10 million Canadian dollars"),
    ("en", "A$2.4 million of drilling", 2.4e6, "AUD", "A$2.4 million"),
    ("en", "The value is Br14.7 million.", 14.7e6, "BYN", "Br14.7 million"),
    ("en", "It will cost 2.9 million manats.", 2.9e6, "AZN", "2.9 million manats"),
    ("en", "₹500 crore", 5e9, "INR", "₹500 crore"),
    ("en", "$1,600,000 in cash", 1.6e6, "USD", "$1,600,000"),
    ("en", "50,000 won", 5e4, "KRW", "50,000 won"),
    ("en", "¥3 trillion", 3e12, "JPY", "¥3 trillion"),
    ("ru", "стоимостью $2,6 млрд", 2.6e9, "USD", "$2,6 млрд"),
    ("ru", "500 млн долларов США", 5e8, "USD", "500 млн долларов США"),
    ("ru", "1 600 000 долларов", 1.6e6, "USD", "1 600 000 долларов"),
    ("ru", "1.600.000 евро", 1.6e6, "EUR", "1.600.000 евро"),
    ("ru", "1\u00a0600\u00a0000 евро", 1.6e6, "EUR", "1\u00a0600\u00a0000 евро"),
    ("ru", "146\u00a0млн\u00a0евро", 1.46e8, "EUR", "146\u00a0млн\u00a0евро"),
    ("ru", "2,55 млрд сумов", 2.55e9, "UZS", "2,55 млрд сумов"),
    ("ru", "1,234 млрд долларов", 1.234e9, "USD", "1,234 млрд долларов"),
    ("ru", "полтора миллиарда долларов", 1.5e9, "USD", "полтора миллиарда долларов"),
    ("ru", "полмиллиарда евро", 5e8, "EUR", "полмиллиарда евро"),
    ("ru", "более миллиарда долларов", 1e9, "USD", "миллиарда долларов"),
    ("ru", "3 трлн 400 млрд сумов", 3.4e12, "UZS", "3 трлн 400 млрд сумов"),
    ("ru", "двести пятьдесят миллионов долларов", 2.5e8, "USD", "двести пятьдесят миллионов долларов"),
    ("ru", "300 млн долл. вложат", 3e8, "USD", "300 млн долл."),
    ("ru", "20 млн канадских долларов", 2e7, "CAD", "20 млн канадских долларов"),
    ("ru", "5 млн сомов", 5e6, "KGS", "5 млн сомов"),
    ("ru", "кредит на $300 млн. Банк", 3e8, "USD", "$300 млн"),
    ("uz-Latn", "$2,6 milliardlik loyiha", 2.6e9, "USD", "$2,6 milliardlik"),
    ("uz-Latn", "2 trillion 55 milliard so‘m", 2.055e12, "UZS", "2 trillion 55 milliard so‘m"),
    ("uz-Latn", "11 million soʻmni", 1.1e7, "UZS", "11 million soʻmni"),
    ("uz-Latn", "yarim milliard dollar", 5e8, "USD", "yarim milliard dollar"),
    ("uz-Latn", "bir yarim milliard yevroni", 1.5e9, "EUR", "bir yarim milliard yevroni"),
    ("uz-Latn", "214 mln AQSh dollari", 2.14e8, "USD", "214 mln AQSh dollari"),
    ("uz-Latn", "3 mlrd 400 mln. so'm", 3.4e9, "UZS", "3 mlrd 400 mln. so'm"),
    ("uz-Latn", "Kanadaning 5 mln Kanada dollari", 5e6, "CAD", "5 mln Kanada dollari"),
    ("uz-Cyrl", "7 миллиард 400 миллион сўм", 7.4e9, "UZS", "7 миллиард 400 миллион сўм"),
    ("uz-Cyrl", "500 миллион АҚШ долларлик", 5e8, "USD", "500 миллион АҚШ долларлик"),
    ("uz-Cyrl", "бир ярим миллиард доллар", 1.5e9, "USD", "бир ярим миллиард доллар"),
    ("kk", "500 млн АҚШ доллары", 5e8, "USD", "500 млн АҚШ доллары"),
    ("kk", "2 миллиард теңге", 2e9, "KZT", "2 миллиард теңге"),
    ("ky", "беш миллион АКШ долларын", 5e6, "USD", "беш миллион АКШ долларын"),
    ("tg", "2 миллиону 300 ҳазор доллари ИМА", 2.3e6, "USD", "2 миллиону 300 ҳазор доллари ИМА"),
    ("az", "1,2 milyard dollarlıq kredit", 1.2e9, "USD", "1,2 milyard dollarlıq"),
    ("tr", "1,6 milyar dolarlık anlaşma", 1.6e9, "USD", "1,6 milyar dolarlık"),
    ("tr", "214 milyon ABD doları", 2.14e8, "USD", "214 milyon ABD doları"),
    ("tr", "1.200 milyon TL", 1.2e9, "TRY", "1.200 milyon TL"),
    ("de", "2,5 Mrd. Euro", 2.5e9, "EUR", "2,5 Mrd. Euro"),
    ("de", "300-Millionen-Dollar-Kredit", 3e8, "USD", "300-Millionen-Dollar"),
    ("de", "1,5 Billionen Dollar", 1.5e12, "USD", "1,5 Billionen Dollar"),
    ("fr", "146 M€ de contrats", 1.46e8, "EUR", "146 M€"),
    ("fr", "2,5 milliards d’euros", 2.5e9, "EUR", "2,5 milliards d’euros"),
    ("fr", "300 millions de dollars canadiens", 3e8, "CAD", "300 millions de dollars canadiens"),
    ("zh", "投资2.14亿美元", 2.14e8, "USD", "2.14亿美元"),
    ("zh", "价值十亿美元", 1e9, "USD", "十亿美元"),
    ("zh", "1亿5000万元", 1.5e8, "CNY", "1亿5000万元"),
    ("ko", "1조 2000억원 규모", 1.2e12, "KRW", "1조 2000억원"),
    ("ko", "약 2천700억원", 2.7e11, "KRW", "2천700억원"),
    ("ko", "2억3천만 달러", 2.3e8, "USD", "2억3천만 달러"),
    ("ja", "2億5000万ドル", 2.5e8, "USD", "2億5000万ドル"),
    ("ja", "約１億円", 1e8, "JPY", "１億円"),
    ("und", "USD 12 million", 1.2e7, "USD", "USD 12 million"),
]


@pytest.mark.parametrize(("lang", "text", "amount", "currency", "quote"), SUMS)
def test_a_sum_is_read_with_its_currency_and_exact_words(
    lang: str, text: str, amount: float, currency: str, quote: str
) -> None:
    (found,) = money(text, lang)
    assert (found.amount, found.currency, found.text) == (pytest.approx(amount), currency, quote)
    assert text[found.start : found.end] == quote


@pytest.mark.parametrize(
    ("lang", "text", "low", "high"),
    [
        ("en", "$1.5–2 billion", 1.5e9, 2e9),
        ("en", "$5 million to $7 million", 5e6, 7e6),
        ("en", "between 5 and 7 million euros", 5e6, 7e6),
        ("en", "from $500,000 to $2 million", 5e5, 2e6),
        ("en", "$20-30 per ton", 20, 30),
        ("ru", "от $5 до $7 млн", 5e6, 7e6),
        ("ru", "от 5 до 7 млн долларов", 5e6, 7e6),
        ("ru", "50-55 млн евро", 5e7, 5.5e7),
        ("uz-Latn", "5-7 mln dollar", 5e6, 7e6),
        ("zh", "5至7亿美元", 5e8, 7e8),
    ],
)
def test_both_ends_of_a_range_take_the_scale_and_the_currency(lang: str, text: str, low: float, high: float) -> None:
    assert [found.amount for found in money(text, lang)] == [low, high]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "сумма 500 млн"),  # no currency, and сумма is no sum of money
        ("ru", "общая сумма 500 составила"),
        ("ru", "5 сумок и город Сумы"),
        ("ru", "в 2026 доллар укрепился"),
        ("ru", "несколько миллиардов долларов"),
        ("ru", "десятки миллионов долларов"),
        ("ru", "500-миллионный кредит"),
        ("ru", "добыто 12 тыс. тонн"),
        ("en", "5 million pounds U3O8"),  # a weight
        ("en", "in 2024 won the tender"),
        ("en", "several hundred million dollars"),
        ("en", "300 million tonnes. Euro zone"),
        ("en", "depth of 300 m and 5 b"),
        ("en", "in 2025 real progress"),
        ("uz-Latn", "bir necha million dollar"),
        ("uz-Latn", "5 million tonna"),
        ("uz-Cyrl", "5 маротаба"),
        ("ko", "희토류 17원소"),  # elements, not won
        ("zh", "17种稀土元素"),
        ("zh", "数十亿美元"),
    ],
)
def test_numbers_that_are_no_sums_are_left_alone(lang: str, text: str) -> None:
    assert money(text, lang) == []


@pytest.mark.parametrize(
    ("lang", "text", "amounts"),
    [
        ("ru", "Вложил 0,9 млн долларов вместо обещанных 14 млн, карьер стоит.", [900_000, 14_000_000]),
        ("en", "It paid $5 million in June and 15 million in July; 3 million tons, or 4 million.", [5e6, 15e6]),
        ("ru", "Потратил 5 млн долларов. Добыча выросла с 2 млн тонн до 3 млн.", [5_000_000]),
        ("uz-Latn", "5 mln dollar berdi, 7 mln aholi bor.", [5_000_000]),
    ],
)  # fmt: skip
def test_a_large_number_of_nothing_is_of_the_currency_before_it(lang: str, text: str, amounts: list[int]) -> None:
    assert [found.amount for found in money(text, lang)] == amounts


def test_a_sum_never_spans_two_paragraphs() -> None:
    assert [found.text for found in money("It is worth €2.5 billion.\nEuropean lenders", "en")] == ["€2.5 billion"]


def test_a_sign_belongs_to_the_number_behind_it() -> None:
    assert [found.text for found in money("в 2025 году $300 млн и 40 $", "ru")] == ["$300 млн", "40 $"]


def test_two_currencies_side_by_side_are_two_sums() -> None:
    found = money("5억 달러(약 6833억원)", "ko")
    assert [(item.amount, item.currency) for item in found] == [(5e8, "USD"), (6.833e11, "KRW")]


GOLD = Path(__file__).parents[1] / "gold"


def test_the_values_of_the_gold_set_are_found() -> None:
    files = [path.read_bytes() for path in GOLD.glob("dev*.articles.jsonl")]
    articles = [json.loads(line) for lines in files for line in lines.splitlines()]
    missed, count = [], 0
    for article in articles:
        found = money("\n".join((article["title"], "", *article["paragraphs"])), article["lang"])
        sums = [(item.amount, item.currency) for item in found]
        count += len(article["value"])
        missed += [value for value in article["value"] if (value["amount"], value["currency"]) not in sums]
    assert count > 20
    assert not missed


@pytest.mark.parametrize("unit", ["1", "1 111 ", "$1", "one ", "12 млн 5 тыс ", "1-"])
def test_a_hostile_megabyte_costs_no_more_than_a_long_article(unit: str) -> None:
    money("$1", "und")
    started = time.process_time()
    money(unit * (1_000_000 // len(unit)), "und")
    assert time.process_time() - started < 5  # about 0.5 s on an idle machine
