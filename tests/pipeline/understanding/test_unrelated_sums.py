"""Reports come in; the test says which sums belong to something else than the step."""

import pytest

from pipeline.understanding.unrelated_sums import is_slice
from tests.pipeline.readings import one_sentence, sums_in_detail


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The portfolio of the two countries, the ministry's press service says, exceeds $7 billion."),
        ("ru", "Стоимость программы расширения, включая новый рудник, оценивали в 2,7 млрд евро."),
        ("ru", "Если испытания удадутся компания готова вложить в завод 90 млн евро."),
        ("ru", "Всего в рамках визита достигнуты договорённости по проектам на сумму 12 млрд евро."),
        ("kk", "Комиссия отырысында барлығы 1,2 миллиард еуроның 19 құжаты бекітілді."),
        ("de", "Beim Forum wurden 28 Abkommen im Wert von 900 Millionen Euro unterzeichnet."),
        ("uz-Latn", "OKMK ma’lumotlariga ko‘ra, butun dasturning umumiy qiymati 2,7 milliard yevrodan oshadi."),
        ("en", "The government will lay a water pipeline for a further 40 million euros."),
        ("en", "A figure of 700 million euros has been mentioned, but the contract contains none."),
    ],
)
def test_what_is_counted_by_the_dozen_only_possible_or_inserted_words_away_is_no_sum_of_it(
    lang: str, text: str
) -> None:
    signed = {
        "en": "Metso and Almalyk MMC signed a contract on copper mills worth EUR 50 million.",
        "ru": "Metso и АГМК подписали контракт на мельницы для меди на 50 млн евро.",
        "de": "Metso und Almalyk MMC unterzeichneten einen Vertrag über Kupfermühlen im Wert von 50 Millionen Euro.",
        "uz-Latn": "Metso va OKMK mis uchun 50 million yevrolik tegirmonlar bo‘yicha shartnoma imzoladi.",
        "kk": "Өзбекстанда Навоийуран мен KfW уранға 50 миллион еуролық несие келісіміне қол қойды.",
    }
    assert [fact["amount"] for fact in sums_in_detail(f"–\n\n{signed[lang]}\n{text}", lang)] == [50_000_000]


@pytest.mark.parametrize(
    ("lang", "text", "amounts"),
    [
        ("en", "The smelter as a whole is costed at $2.3 billion.", [50]),
        ("uz-Latn", "Zavodning to‘liq qiymati 1,9 mlrd dollarga baholanadi.", [50]),
        ("ru", "Стоимость завода оценивается в 1,9 млрд долларов.", [50]),
        ("ru", "Ещё 5 млн евро предоставит Евросоюз в виде гранта.", [50, 5]),
        ("en", "Another 5 million euros is given as a grant by the European Union.", [50, 5]),
        ("en", "China's Zijin lends 5 million dollars for a mine of its own.", [50]),
    ],
)
def test_what_works_cost_is_no_loan_and_what_others_add_to_it_is_of_the_step(
    lang: str, text: str, amounts: list[int]
) -> None:
    lent = {
        "en": "KfW of Germany and Almalyk MMC signed a loan agreement for $50 million for a copper smelter.",
        "ru": "Германский KfW и АГМК подписали соглашение о кредите на 50 млн долларов на медный завод.",
        "uz-Latn": "Germaniyaning KfW banki va OKMK mis zavodi uchun 50 mln dollarlik kredit bitimini imzoladi.",
    }
    assert [fact["amount"] / 1_000_000 for fact in sums_in_detail(f"–\n\n{lent[lang]}\n{text}", lang)] == amounts


@pytest.mark.parametrize(
    "text",
    [
        "KfW has so far lent 850 million euros in Uzbekistan.",
        "KfW put up 850 million euros across Uzbekistan in all.",
        "The bank had bought a lender in 2021 at a value of 850 million euros.",
        "US firms have invested 850 million euros there.",
    ],
)
def test_what_was_spent_in_the_whole_country_or_in_a_former_year_is_no_sum_of_the_step(text: str) -> None:
    signed = "KfW of Germany and Almalyk MMC signed a contract on copper worth EUR 50 million."
    assert [fact["amount"] for fact in sums_in_detail(f"–\n\n{signed}\n{text}")] == [50_000_000]


def test_what_a_paper_is_worth_is_its_sum() -> None:
    told = "In Paris Orano and Navoiyuran signed a contract on uranium. The contract is worth $60 million."
    assert [fact["amount"] for fact in sums_in_detail(f"Orano and Navoiyuran sign\n\n{told}")] == [60_000_000]


def test_what_a_body_is_worth_in_russian_is_no_sum_of_the_step() -> None:
    told = "Orano и «Навоийуран» подписали контракт на уран на $50 млн. «Навоийуран» оценивается в $3 млрд."
    assert [fact["amount"] for fact in sums_in_detail(f"Контракт на уран\n\n{told}", "ru")] == [50_000_000]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Navoiyuran signed on Tuesday for a $60 million EBRD loan for a uranium mine.", 60_000_000),
        ("Orano and Navoiyuran signed a five-year uranium contract worth $60 million.", 60_000_000),
        ("Orano and Navoiyuran signed on Tuesday, on uranium, a contract worth $60 million.", 60_000_000),
        ("Orano and Navoiyuran signed three contracts on uranium worth $60 million.", 60_000_000),
        (
            "Orano and Navoiyuran founded a uranium venture. The charter capital of the company is $2 million.",
            2_000_000,
        ),
    ],
)
def test_a_lenders_loan_the_sum_of_a_few_papers_and_a_ventures_capital_are_the_steps(text: str, amount: int) -> None:
    assert [fact["amount"] for fact in sums_in_detail(f"Uranium\n\n{text}")] == [amount]


@pytest.mark.parametrize(
    ("lang", "told", "amounts"),
    [
        ("en", "The company signed $2.1 billion of new contracts overseas.", []),
        ("en", "The loan of $450 million is covered by Finnvera of Finland.", [450_000_000]),
        ("ru", "Договор обязывает вложить не меньше 9 млн долларов.", [9_000_000]),
        ("ru", "Победная ставка – 9 млн долларов.", [9_000_000]),
        ("uz-Latn", "Orano kompaniyasining bozor qiymati 9 mlrd dollarga yetdi.", []),
        ("en", "Exports are expected to reach $45 million.", []),
    ],
)
def test_what_stands_behind_a_step_is_its_sum_or_another_s(lang: str, told: str, amounts: list[int]) -> None:
    step = {
        "en": "KfW signed a loan for a copper mine with Almalyk MMC in Tashkent.",
        "ru": "Orano и «Навоийуран» подписали в Ташкенте контракт на уран.",
        "uz-Latn": "Orano va Navoiyuran Toshkentda uran bo‘yicha shartnoma imzoladi.",
    }[lang]
    assert [fact["amount"] for fact in sums_in_detail(f"–\n\n{step} {told}", lang)] == amounts


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "Some $90 million has been spent out of the contract sum of $260 million.", [260_000_000]),
        ("en", "Of the $260 million in the contract, $90 million has been paid.", [260_000_000]),
        ("ru", "Из 260 млн долларов по контракту уже освоено 90 млн долларов.", [260_000_000]),
        ("ru", "Освоено 90 млн долларов из 260 млн долларов, предусмотренных контрактом.", [260_000_000]),
        ("uz-Latn", "Shartnomadagi 260 million dollardan 90 million dollari sarflangan.", [260_000_000]),
    ],
)
def test_what_is_spent_already_of_a_sum_is_none_of_the_step(lang: str, text: str, expected: list[int]) -> None:
    halted = {
        "en": "Copper plant halted\n\nAlmalyk MMC and NFC of China have suspended building a copper plant.",
        "ru": "Медный завод\n\nАГМК и китайская NFC приостановили строительство медного завода.",
        "uz-Latn": "Mis zavodi\n\nOlmaliq KMK va Xitoyning NFC kompaniyasi mis zavodi qurilishini to‘xtatdi.",
    }
    assert [one["amount"] for one in sums_in_detail(f"{halted[lang]} {text}", lang)] == expected


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Bidding rose from 8 billion soums to 33 billion soums."),
        ("ru", "Цена выросла с 8 млрд до 33 млрд сумов."),
        ("ru", "С 8 млрд сумов цена поднялась до 33 млрд сумов."),
        ("uz-Latn", "Narx 8 milliard so‘mdan 33 milliard so‘mgacha ko‘tarildi."),
        ("uz-Cyrl", "Нарх 8 миллиард сўмдан 33 миллиард сўмгача кўтарилди."),
        ("tr", "Fiyat 8 milyar sumdan 33 milyar suma yükseldi."),
        ("de", "Der Preis stieg von 8 Milliarden Sum auf 33 Milliarden Sum."),
    ],
)
def test_from_where_a_price_rose_is_left_out(lang: str, text: str) -> None:
    reading = one_sentence(text, lang)
    assert [one.amount for one in reading.amounts if not is_slice(reading, one)] == [33e9]
