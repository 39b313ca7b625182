"""Reports come in; the test says which sums are the step's own, what they are for and how much of it they cover."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.pipeline.readings import reported, sums, sums_in_detail

TOLD: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("sums.toml").read_text(encoding="utf-8"))["told"]


@pytest.mark.parametrize("case", TOLD, ids=lambda case: f"{case['lang']} {case['text'][-40:]}")
def test_sums_of_other_things_and_parts_of_them_are_refused(case: dict[str, Any]) -> None:
    assert sums(case["text"], case["lang"]) == case["values"]


def test_the_sum_of_the_contract_that_works_carry_out_is_theirs_and_that_of_an_older_contract_is_not() -> None:
    recalled = "In May 2024 the companies signed a contract worth $90 million."
    begun = "Drilling for uranium began on Monday at the site of Orano and Navoiyuran."
    signed = "Orano and Navoiyuran signed a new contract on uranium."
    assert [fact["amount"] for fact in sums_in_detail(f"–\n\n{begun} {recalled}")] == [90_000_000]
    assert sums_in_detail(f"–\n\n{signed} {recalled}") == []


def test_what_is_paid_for_shares_is_paid_in_cash_and_what_lies_in_the_till_is_not_paid() -> None:
    text = (
        "–\n\nOrano agreed to acquire 30% of Navoiyuran, a uranium company. Consideration: initial cash of $18.5 "
        "million and $6 million on approval of the reserves. Orano holds an existing cash balance of $27 million."
    )
    assert [fact["amount"] for fact in sums_in_detail(text)] == [18_500_000, 6_000_000]


def test_a_price_paid_stands_beside_the_price_at_which_bidding_opened() -> None:
    text = (
        "Lithium site sold\n\nSteppe Lithium of Canada won the licence for the Shavazsay lithium site in Uzbekistan. "
        "It paid $14 million at a starting price of $3 million."
    )
    assert [fact["amount"] for fact in sums_in_detail(text)] == [14_000_000]


@pytest.mark.parametrize(
    ("lang", "text", "amounts"),
    [
        ("en", """Joint graphite mine founded

Nordkarbon of Denmark and the Uzbekistan Technological Metals Complex founded a joint company that will mine graphite.
Capital spending is put at $64 million.""", [64_000_000]),
        ("ru", """Кредит на медь

Алмалыкский ГМК подписал с ING кредитное соглашение на 380 млн евро на медную фабрику.
Тогда речь шла о сумме до 420 млн евро.""", [380_000_000]),
        ("ru", """Фабрику забирают

Давактив расторг договор купли-продажи плавикошпатовой фабрики с турецкой Anadolu Maden.
Фабрика была продана в 2023 году за 46,2 млрд сумов.""", [46_200_000_000]),
        ("uz-Latn", """Marganes koni sotildi

Vazirlik marganes koni uchun «Qoratosh Metall»ga litsenziya berdi.
Boshlang‘ich narx 9 mlrd so‘m edi, 31,7 mlrd so‘mga sotildi.""", [31_700_000_000]),
    ],
)  # fmt: skip
def test_what_is_paid_is_told_from_what_was_asked_or_said_before(lang: str, text: str, amounts: list[int]) -> None:
    assert [fact["amount"] for fact in sums_in_detail(text, lang)] == amounts


@pytest.mark.parametrize(
    ("lang", "text", "told"),
    [
        ("en", """The first furnace of Navoi Silicon, a joint venture with China's Tianyu, was lit on Tuesday.
The $85 million plant makes 20,000 tonnes of silicon a year, output worth $60 million.""", ["85000000 USD"]),
        ("tr", """Çinli Tianyu ile ortak girişim olan Navoi Silicon'un ilk fırını salı günü devreye alındı.
85 milyon dolarlık tesis yılda 20 bin ton silisyum üretecek.""", ["85000000 USD"]),
        ("uz-Cyrl", """Хитойнинг Tianyu компанияси билан қурилган кремний заводи сешанба куни ишга туширилди.
85 миллион долларлик завод йилига 20 минг тонна кремний ишлаб чиқаради.""", ["85000000 USD"]),
        ("ru", """Совместное предприятие «Суппа» с китайской Huafeng начало проходку ствола под Ташкентом.
Из обещанных 38 млн долларов освоено одиннадцать.""", ["38000000 USD"]),
        ("en", """A joint venture of Uzbekistan and China's Huafeng has begun sinking a shaft at a fluorspar mine.
Of the promised $38 million, about a third has been spent.""", ["38000000 USD"]),
        ("de", """Ein Joint Venture mit der chinesischen Huafeng hat am usbekischen Bergwerk mit dem Bau begonnen.
Von den zugesagten 38 Millionen Dollar wurden elf ausgegeben.""", ["38000000 USD"]),
    ],
)  # fmt: skip
def test_what_works_cost_and_what_was_promised_is_no_total_of_others(lang: str, text: str, told: list[str]) -> None:
    assert [fact.value for fact in reported(f"–\n\n{text}", lang)[0].values] == told


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The British side will put in 18 million euros."),
        ("ru", "Британская сторона внесёт до 18 млн евро."),
        ("de", "Die britische Seite steuert 18 Millionen Euro bei."),
        ("uz-Latn", "Britaniya tomoni 18 million yevro kiritadi."),
        ("en", "Up to 900 tonnes a year are to be shipped for 18 million euros."),
        ("ru", "В год предполагается отгружать до 900 тонн на 18 млн евро."),
        ("uz-Latn", "Yiliga 900 tonna mahsulot 18 million yevroga yetkazib beriladi."),
        ("tr", "Yılda 900 ton ürün 18 milyon avroya sevk edilecek."),
        ("de", "Jährlich sollen 900 Tonnen für 18 Millionen Euro geliefert werden."),
        ("ru", "Оборудование на 18 млн евро поставит она же."),
    ],
)
def test_what_a_side_puts_in_and_what_goods_cost_belongs_to_the_paper(lang: str, text: str) -> None:
    signed = {
        "en": "Navoiyuran and Britain's Camborne Trade signed a contract on uranium.",
        "ru": "«Навоийуран» и британская Camborne Trade подписали контракт на уран.",
        "uz-Latn": "Navoiyuran va Britaniyaning Camborne Trade kompaniyasi uran bo‘yicha shartnoma imzoladi.",
        "tr": "Navoiyuran ile İngiliz Camborne Trade uranyum için sözleşme imzaladı.",
        "de": "Navoiyuran und die britische Camborne Trade haben einen Vertrag über Uran unterzeichnet.",
    }
    assert [fact["amount"] for fact in sums_in_detail(f"–\n\n{signed[lang]} {text}", lang)] == [18_000_000]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", """Metso and Almalyk MMC signed a contract on copper mills worth EUR 85 million.
In 2021 the same customer bought four mills, an order then worth EUR 49 million."""),
        ("ru", """Metso и АГМК подписали контракт на мельницы для меди на 85 млн евро.
В 2021 году заказчик купил четыре мельницы, их стоимость составила 49 млн евро."""),
        ("de", """Metso und Almalyk MMC unterzeichneten einen Vertrag über Kupfermühlen im Wert von 85 Millionen Euro.
2021 kaufte derselbe Kunde vier Mühlen im Wert von 49 Millionen Euro."""),
        ("uz-Latn", """Metso va OKMK mis uchun tegirmonlar bo‘yicha 85 million yevrolik shartnoma imzoladi.
2021-yilda shu mijoz qiymati 49 million yevro bo‘lgan tegirmonlar oldi."""),
        ("ko", """메트소와 알말릭 광업제련공사가 8500만 유로 규모의 구리 분쇄기 계약에 서명했다.
이날 포럼에서는 보건의료, 섬유 분야에서도 120억 유로 규모의 사업이 논의됐다."""),
    ],
)  # fmt: skip
def test_an_order_of_former_years_and_other_business_is_no_part_of_the_sum(lang: str, text: str) -> None:
    assert [fact["amount"] for fact in sums_in_detail(f"–\n\n{text}", lang)] == [85_000_000]


def test_a_sum_keeps_its_number_currency_and_words() -> None:
    (fact,) = sums_in_detail("–\n\nOrano and Navoiyuran signed a contract on uranium worth 1.5 million euros.")
    assert (fact["amount"], fact["currency"], fact["text"]) == (1_500_000, "EUR", "1.5 million euros")


@pytest.mark.parametrize(
    ("lang", "text", "kind", "scope"),
    [
        ("en", "The EBRD and Almalyk MMC signed a loan agreement of up to $150 million for copper.", "loan", "ceiling"),
        ("en", "Orano and Navoiyuran signed a contract on uranium worth $50 million.", "contract", "whole"),
        ("en", "Orano will invest at least $50m in uranium under a deal signed with Navoiyuran.", "plan", "floor"),
        ("en", "Orano and Navoiyuran signed an agreement on uranium, an investment of $50m.", "investment", "whole"),
        ("en", "Orano and Navoiyuran signed documents on uranium for $50 million.", "bundle", "whole"),
        ("ru", "ЕБРР и Алмалыкский ГМК подписали соглашение о кредите до $150 млн на медь.", "loan", "ceiling"),
        ("uz-Latn", "Orano va Navoiyuran uran bo‘yicha kamida 50 mln dollarlik shartnoma tuzdi.", "contract", "floor"),
        ("uz-Cyrl", "ЕТТБ Олмалиқ КМКга мис учун 150 миллион долларгача кредит берди.", "loan", "ceiling"),
        ("de", "KfW und Almalyk schlossen einen Kredit über bis zu 100 Millionen Euro für Kupfer.", "loan", "ceiling"),
    ],
)  # fmt: skip
def test_a_sum_says_what_it_is_for_and_how_much_it_covers(lang: str, text: str, kind: str, scope: str) -> None:
    (fact,) = sums_in_detail(f"–\n\n{text}", lang)
    assert (fact["kind"], fact["scope"]) == (kind, scope)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("uz-Latn", "Navoiyuran London fond birjasida 300 mln dollarlik yevrobond joylashtirdi."),
        ("ru", "Навоийуран разместил на Лондонской фондовой бирже евробонды на 300 млн долларов."),
    ],
)
def test_a_stock_exchange_is_no_fund_whose_total_a_sum_could_be(lang: str, text: str) -> None:
    assert [fact["amount"] for fact in sums_in_detail(f"–\n\n{text}", lang)] == [300_000_000]


@pytest.mark.parametrize(
    ("between", "last", "amounts"),
    [
        (0, "The contract is worth $60 million.", [60_000_000]),
        (3, "The value was put at $60 million.", []),
        (3, "The general cost of the project is $60 million.", [60_000_000]),
        (3, "Financing of $60 million was provided by the ministry.", [60_000_000]),
    ],
)
def test_a_sum_far_behind_a_step_is_its_own_only_where_it_says_so(between: int, last: str, amounts: list[int]) -> None:
    middle = "\nThe town lies on a river." * between
    told = sums_in_detail(f"Uranium\n\nOrano and Navoiyuran signed a contract on uranium in Paris.{middle}\n{last}")
    assert [fact["amount"] for fact in told] == amounts


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "en",
            "KfW signed a loan of EUR 90 million for a copper mill. The total cost of the plant is EUR 800 million.",
        ),
        ("ru", "KfW подписал с АГМК кредит на 90 млн евро на медь. Общая стоимость завода – 800 млн евро."),
        ("uz-Latn", "KfW OKMK bilan misga 90 mln yevro kredit imzoladi. Loyihaning umumiy qiymati 800 mln yevro."),
    ],
)
def test_what_is_built_with_a_loan_costs_more_than_the_loan(lang: str, text: str) -> None:
    assert [fact["amount"] for fact in sums_in_detail(f"–\n\n{text}", lang)] == [90_000_000]
