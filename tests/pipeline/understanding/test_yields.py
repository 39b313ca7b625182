"""Sentences come in that tell a step and say more; the test says which minerals its works are to yield."""

import pytest

from pipeline.understanding.yields import yielded
from tests.pipeline.readings import lay_out


def won(told: str, more: str, lang: str) -> list[str]:
    readings = lay_out(f"–\n\n{told}\n{more}", lang)
    telling = [reading for reading in readings if reading.sentence.paragraph == 1]
    return [found.term for found in yielded(telling, readings, ("ammc",))]


@pytest.mark.parametrize(
    ("lang", "told", "more", "terms"),
    [
        ("en", "Almalyk MMC began building a zinc plant.", "It will also recover indium.", ["indium"]),
        ("en", "They began drilling for copper.", "The second target is a zinc vein.", ["zinc"]),
        ("ru", "Начато строительство цинкового завода.", "Позже здесь начнут извлекать индий.", ["indium"]),
        ("uz-Latn", "Rux zavodi qurilishi boshlandi.", "Keyinchalik indiy ham ajratib olinadi.", ["indium"]),
        ("de", "Der Bau der Zinkhütte begann.", "Später soll auch Indium gewonnen werden.", ["indium"]),
        ("tr", "Çinko tesisinin inşaatı başladı.", "Burada indiyum da üretilecek.", ["indium"]),
        ("en", "Almalyk MMC began building a zinc plant.", "Boliden will recover indium.", []),
        ("en", "Almalyk MMC began building a zinc plant.", "In Peru it will recover indium.", []),
        ("en", "Almalyk MMC began building a zinc plant.", "Indium was found there long ago.", []),
        ("en", "Almalyk MMC signed a contract on zinc.", "It will recover indium.", []),
    ],
)
def test_what_works_will_win_is_theirs_but_nothing_that_others_win_or_elsewhere(
    lang: str, told: str, more: str, terms: list[str]
) -> None:
    assert won(told, more, lang) == terms
