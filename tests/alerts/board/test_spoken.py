"""Which of our languages a reader's browser asks for."""

import pytest

from alerts.board.spoken import LONGEST, spoken


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "en"),
        ("ru", "ru"),
        ("ru-RU,ru;q=0.9,en-US;q=0.8,en;q=0.7", "ru"),
        ("de-DE,de;q=0.9,uz;q=0.5,ru;q=0.4", "uz"),
        ("en;q=0.5, RU-kz ; q=0.8", "ru"),
        ("uz-Cyrl-UZ,uz;q=0.9", "uz-Cyrl"),
        ("UZ-CYRL", "uz-Cyrl"),
        ("uz-Latn-UZ", "uz"),
        ("ru;q=0,uz;q=0.001", "uz"),
        ("fr,de;q=0.5,*;q=0.1", "en"),
        ("ru;q=nan,uz;q=1.0", "uz"),
        (";;q=,,../etc,<script>", "en"),
        ("x," * LONGEST + "ru", "en"),
    ],
)
def test_the_best_liked_language_that_we_have_is_answered_in(accepted: str, language: str) -> None:
    assert spoken(None, accepted) == language


def test_a_language_that_is_wished_for_goes_before_the_browsers() -> None:
    assert spoken("uz", "ru") == "uz"
    assert spoken("../etc", "ru") == "ru"
    assert spoken("xx", "") == "en"
