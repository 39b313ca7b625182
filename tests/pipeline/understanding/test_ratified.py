"""Reports of a ratification come in; the test says when the paper was signed that comes into force."""

import pytest

from tests.pipeline.readings import reported


def follows(title: str, text: str, lang: str) -> list[str]:
    news = next(step for step in reported(f"{title}\n\n{text}", lang) if step.role == "primary")
    return [fact.value for fact in news.follows]


@pytest.mark.parametrize(
    ("lang", "title", "text", "signed"),
    [
        (
            "en",
            "Senate ratifies minerals treaty with Hungary",
            "Senators ratified the agreement on tungsten between Uzbekistan and Hungary signed in January 2025.",
            ["2025-01"],
        ),
        (
            "ru",
            "Ратифицировано соглашение с Венгрией о вольфраме",
            "Сенат ратифицировал соглашение правительств Узбекистана и Венгрии, подписанное 14 марта 2025 года.",
            ["2025-03-14"],
        ),
        (
            "uz-Latn",
            "Vengriya bilan volfram bo‘yicha bitim ratifikatsiya qilindi",
            "O‘zbekiston va Vengriya hukumatlari o‘rtasida fevralda imzolangan bitim ratifikatsiya qilindi.",
            ["2025-02"],
        ),
        (
            "de",
            "Bundestag ratifiziert Wolfram-Abkommen mit Usbekistan",
            "Der Bundestag hat das im Januar unterzeichnete Abkommen zwischen Deutschland und Usbekistan ratifiziert.",
            ["2025-01"],
        ),
        (
            "en",
            "Senate ratifies minerals treaty with Hungary",
            "Senators ratified an agreement on tungsten between Uzbekistan and Hungary.",
            ["2022-05/2025-05"],  # in the years before
        ),
        (
            "en",
            "Uzbekistan and Hungary sign minerals treaty",
            "Uzbekistan and Hungary signed an agreement on tungsten on Monday. It takes effect once it is ratified.",
            [],
        ),
    ],
)
def test_what_is_ratified_was_signed_before(lang: str, title: str, text: str, signed: list[str]) -> None:
    assert follows(title, text, lang) == signed


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "ru",
            "Подписано соглашение между Правительством Узбекистана и Правительством Королевства Саудовская Аравия.",
        ),
        (
            "uz-Latn",
            "O‘zbekiston Respublikasi Hukumati va Saudiya Arabistoni Podshohligi Hukumati mis bo‘yicha bitim imzoladi.",
        ),
        (
            "en",
            "The government of Uzbekistan and the government of the Republic of Finland signed on copper.",
        ),
    ],
)
def test_a_state_is_known_by_its_whole_name(lang: str, text: str) -> None:
    [news] = reported(f"{text}\n\n{text}", lang)
    assert {fact.value for fact in news.parties} in ({"uz-gov", "sa-gov"}, {"uz-gov", "fi-gov"})
