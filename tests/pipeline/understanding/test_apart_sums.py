"""Reports come in; the test says which sums are what a body has, earns or is worth, and which are the step's own."""

import pytest

from tests.pipeline.readings import sums

PAPER = "Copper talks\n\nAlmalyk MMC and Aurubis signed a memorandum on copper on June 10."
LOAN = "Loan for copper\n\nAlmalyk MMC and Commerzbank signed a loan agreement on a copper smelter worth $50 million."
BUMAGA = "Переговоры о меди\n\nАГМК и Aurubis подписали меморандум о меди."
QOGOZ = "Mis\n\nOlmaliq KMK va Aurubis mis bo‘yicha memorandum imzoladi."


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", f"{PAPER}\nThe company manages assets of $3 billion.", []),
        ("en", f"{PAPER}\nThe producer, which may be valued at $9 billion, goes to market.", []),
        ("en", f"{PAPER}\nIn the first nine months the combine sold metal for $41 million.", []),
        ("en", f"{LOAN}\nThe bank was set up with a capital of $600 million.", ["50000000 USD"]),
        ("ru", f"{BUMAGA}\nУставный капитал компании составляет 40 млн долларов.", []),
        ("ru", f"{BUMAGA}\nЗа девять месяцев комбинат продал меди на 700 млн долларов.", []),
        ("uz-Latn", f"{QOGOZ}\nKompaniya kapitali 40 million dollar.", []),
    ],
)
def test_sums_of_bodies_and_periods_are_refused(lang: str, text: str, expected: list[str]) -> None:
    assert sums(text, lang) == expected


def test_the_capital_of_a_venture_that_is_founded_is_its_own() -> None:
    founded = "Venture for zinc\n\nAlmalyk MMC and Boliden founded a joint venture with a capital of $30 million."
    assert sums(founded, "en") == ["30000000 USD"]
