"""Reports come in; the test says which sums belong to something else than the step."""

from typing import Any

import pytest

from tests.pipeline.readings import reported


def sums(text: str, lang: str = "en") -> list[dict[str, Any]]:
    return [fact.detail for step in reported(text, lang)[:1] for fact in step.values]


SIGNED = "Uranium contract\n\nOrano and Navoiyuran signed a contract on uranium worth $50 million."


@pytest.mark.parametrize(
    "text",
    [
        "Trade turnover was $2 billion.",
        "The portfolio is estimated at $1 billion.",
        "They have 76 projects worth $2.6 billion.",
        "Copper costs $9,000 a tonne.",
        "Agreements worth $3 billion in total were signed during the visit.",
        "The auction had a starting price of $10 million.",
        "Bloggers claimed that it allegedly cost $70 million.",
        "China's Zijin invested $90 million in a mine of its own.",
        "The Uzbek side also signed commercial agreements worth $10 billion in aviation and energy.",
        "The order book is 15% of annual sales of EUR 4.9 billion.",
        "The company plans capital expenditure of $6.4 billion to 2028.",
        "Navoiyuran has 20 fields and $700 million a year.",
        "The world market for uranium was worth $9 billion in 2024.",
        "Trade in goods and services between the two countries was worth £513 million.",
        "The parties also signed eight documents worth a total of $300 million.",
        "Navoiyuran is worth between $3 billion and $4 billion, brokers say.",
        "Navoiyuran (NVU) is valued at $3.5 billion.",
        "Its owner is the kingdom's $925 billion Public Investment Fund.",
        "The EBRD is a shareholder of Navoiyuran, for which it paid $5 million in 2020.",
        "Outside mining, a wastewater scheme in Namangan worth 90 million euros was discussed.",
    ],
)
def test_sums_of_other_things_are_refused(text: str) -> None:
    assert [fact["amount"] for fact in sums(f"{SIGNED} {text}")] == [50_000_000]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "Объём мирового рынка меди оценивается в 320 млрд долларов."),
        ("ru", "Чистый доход комбината достиг 3,1 млрд долларов."),
        ("uz-Latn", "Kombinat 2,8 mlrd dollarlik mahsulot ishlab chiqaradi, yillik eksporti 700 million dollar."),
        ("uz-Cyrl", "Икки давлат ўртасидаги товар айланмаси 1,7 миллиард долларга етди."),
        ("tr", "Şirketin 120 milyon avro ihracatı var."),
        ("de", "Der Handel zwischen beiden Ländern erreichte 1,2 Milliarden Euro."),
        ("fr", "La banque a prêté un milliard d'euros au pays depuis 2016."),
        ("zh", "公司总资产为96亿元。"),
        ("ja", "同社の純利益は42億円。"),
        ("ko", "양국 무역액은 24억 달러다."),
        ("kk", "Компанияның таза пайдасы 1,1 миллиард теңге."),
    ],
)
def test_what_companies_earn_and_countries_trade_is_no_deals_sum(lang: str, text: str) -> None:
    signed = {
        "ru": "АГМК и KfW подписали кредитное соглашение на 50 млн долларов для медной фабрики.",
        "uz-Latn": "OKMK va KfW mis fabrikasi uchun 50 mln dollarlik kredit bitimini imzoladi.",
        "uz-Cyrl": "ОКМК ва KfW мис фабрикаси учун 50 млн долларлик кредит битимини имзолади.",
        "tr": "Özbekistan'da Almalık MMK ile KfW bakır için 50 milyon dolarlık kredi anlaşması imzaladı.",
        "de": "KfW und Almalyk schlossen in Usbekistan einen Kredit über 50 Millionen Dollar für Kupfer.",
        "fr": "KfW et Almalyk ont signé en Ouzbékistan un prêt de 50 millions de dollars pour le cuivre.",
        "zh": "中国银行与阿尔马雷克矿冶公司签署铜矿贷款协议，金额5000万美元。",
        "ja": "国際協力銀行とナボイウランはウランで5000万ドルの融資契約を結んだ。",
        "ko": "한국수출입은행과 나보이우란은 우라늄 5000만 달러 대출 계약을 체결했다.",
        "kk": "Өзбекстанда Навоийуран мен KfW уранға 50 миллион долларлық несие келісіміне қол қойды.",
    }
    assert [fact["amount"] for fact in sums(f"–\n\n{signed[lang]} {text}", lang)] == [50_000_000]


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
    assert [fact["amount"] for fact in sums(f"–\n\n{signed[lang]}\n{text}", lang)] == [50_000_000]


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
    assert [fact["amount"] / 1_000_000 for fact in sums(f"–\n\n{lent[lang]}\n{text}", lang)] == amounts


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
    assert [fact["amount"] for fact in sums(f"–\n\n{signed}\n{text}")] == [50_000_000]


def test_what_a_paper_is_worth_is_its_sum() -> None:
    told = "In Paris Orano and Navoiyuran signed a contract on uranium. The contract is worth $60 million."
    assert [fact["amount"] for fact in sums(f"Orano and Navoiyuran sign\n\n{told}")] == [60_000_000]


def test_what_a_body_is_worth_in_russian_is_no_sum_of_the_step() -> None:
    told = "Orano и «Навоийуран» подписали контракт на уран на $50 млн. «Навоийуран» оценивается в $3 млрд."
    assert [fact["amount"] for fact in sums(f"Контракт на уран\n\n{told}", "ru")] == [50_000_000]


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
    assert [fact["amount"] for fact in sums(f"Uranium\n\n{text}")] == [amount]


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
    assert [fact["amount"] for fact in sums(f"–\n\n{step} {told}", lang)] == amounts
