"""Lines fit the terminal they are read in, and go whole into what is none."""

import pytest

from pipeline.queries.layout import ENDLESS, columns, hanging, summed


def test_what_is_no_terminal_gets_whole_lines() -> None:
    assert columns() == ENDLESS


def test_a_text_goes_on_below_itself_and_words_stay_whole() -> None:
    key = "navoiyuran-nurlikum-mining-itochu-uranium-joint-venture-2025"
    assert hanging(f"Navoiyuran and Orano · {key}", 30, 8, "deal") == [
        "deal    Navoiyuran and Orano ·",
        f"        {key}",
    ]
    assert hanging("", 30, 8, "deal") == ["deal"]


@pytest.mark.parametrize(("amount", "said"), [(3e8, "300,000,000 USD"), (1234.5, "1,234.50 USD")])
def test_a_sum_is_shown_without_empty_decimals(amount: float, said: str) -> None:
    assert summed({"amount": amount, "currency": "USD"}) == said
