"""A sum that is paid ahead, or first of several, is a part of the deal's, in every language."""

import pytest

from tests.pipeline.readings import sums_in_detail


@pytest.mark.parametrize(
    ("lang", "text", "parts"),
    [
        ("en", "Traxys will buy tungsten of Almalyk MMC for $400 million, prepaying $30 million.", {30}),
        ("en", "Traxys will prepay $30 million of the $400 million contract on tungsten of Almalyk MMC.", {30}),
        ("en", "Traxys and Almalyk MMC signed a prepayment facility on tungsten for $400 million.", set()),
        ("ru", "Traxys и Алмалыкский ГМК подписали контракт на вольфрам на $400 млн с авансом $30 млн.", {30}),
        ("uz-Latn", "Traxys va OKMK volfram bo‘yicha 400 mln dollarlik bitim tuzdi, avans 30 mln dollar.", {30}),
        ("de", "Traxys und Almalyk schlossen einen Vertrag über Wolfram für 400 Millionen Dollar.", set()),
    ],
)  # fmt: skip
def test_what_is_paid_ahead_is_a_part(lang: str, text: str, parts: set[int]) -> None:
    found = {fact["amount"] // 1_000_000: fact["scope"] for fact in sums_in_detail(f"–\n\n{text}", lang)}
    assert 400 in found
    assert {amount for amount, scope in found.items() if scope == "part"} == parts
