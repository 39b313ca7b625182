"""Reports come in; the test says which sums are the step's own, what they are for and how much of it they cover."""

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
    ],
)
def test_sums_of_other_things_are_refused(text: str) -> None:
    assert [fact["amount"] for fact in sums(f"{SIGNED} {text}")] == [50_000_000]


def test_a_price_paid_stands_beside_the_price_at_which_bidding_opened() -> None:
    text = (
        "Lithium site sold\n\nSteppe Lithium of Canada won the licence for the Shavazsay lithium site in Uzbekistan. "
        "It paid $14 million at a starting price of $3 million."
    )
    assert [fact["amount"] for fact in sums(text)] == [14_000_000]


def test_a_sum_keeps_its_number_currency_and_words() -> None:
    (fact,) = sums("–\n\nOrano and Navoiyuran signed a contract on uranium worth 1.5 million euros.")
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
    (fact,) = sums(f"–\n\n{text}", lang)
    assert (fact["kind"], fact["scope"]) == (kind, scope)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("uz-Latn", "Navoiyuran London fond birjasida 300 mln dollarlik yevrobond joylashtirdi."),
        ("ru", "Навоийуран разместил на Лондонской фондовой бирже евробонды на 300 млн долларов."),
    ],
)
def test_a_stock_exchange_is_no_fund_whose_total_a_sum_could_be(lang: str, text: str) -> None:
    assert [fact["amount"] for fact in sums(f"–\n\n{text}", lang)] == [300_000_000]
