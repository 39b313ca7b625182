"""Reports come in; the test says which sums are of works or lands around the step, and which are its own."""

import pytest

from tests.pipeline.readings import sums

SUPPLY = "Mills for copper\n\nAlmalyk MMC and FLSmidth of Denmark signed a contract for the supply of mills."
LOAN = "Loan for copper\n\nAlmalyk MMC and Commerzbank signed a loan agreement on a copper smelter worth $50 million."
WORKS = "Tungsten plant\n\nKorea's Almonty and Navoiyuran signed a contract to build a tungsten plant for $80 million."
CANADA = "Volfram\n\nBoreal Metals (Kanada) va Navoiyuran volfram qidirish bo‘yicha kelishuvga imzo chekdi."


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", f"{SUPPLY} The cost of the project is put at $3.2 billion.", []),
        ("en", f"{SUPPLY} The contract is worth $60 million.", ["60000000 USD"]),
        ("en", f"{LOAN} The project costs $900 million.", ["50000000 USD"]),
        ("en", f"{WORKS}\nIn South Korea the company is building a mine for $120 million.", ["80000000 USD"]),
        ("en", f"{WORKS}\nThe project costs $90 million.", ["80000000 USD", "90000000 USD"]),
        ("uz-Latn", f"{CANADA} Uch yil davomida 6,5 million Kanada dollari sarflanadi.", ["6500000 CAD"]),
        ("uz-Latn", f"{CANADA}\nKanadada kompaniya yangi konga 90 million dollar sarflaydi.", []),
    ],
)
def test_sums_of_works_and_lands_around_a_step_are_refused(lang: str, text: str, expected: list[str]) -> None:
    assert sums(text, lang) == expected
