"""What a text promises of a deal and by when, with the words it stands in; what only may be is no promise."""

import datetime as dt

import pytest

from pipeline.tag import tag
from pipeline.understanding.deadlines import MOST
from pipeline.understanding.steps import steps

PUBLISHED = dt.datetime(2025, 3, 19, 10, tzinfo=dt.UTC)
NEWS = {
    "en": "Complex and Daegu Tungsten sign\n\nThe Uzbekistan Technological Metals Complex and the Korean company "
    "Daegu Tungsten Ltd signed an agreement on tungsten processing in Tashkent on March 18, 2025. ",
    "ru": "Соглашение по вольфраму\n\nУзбекский технологический металлургический комбинат и корейская компания "
    "Daegu Tungsten подписали соглашение о переработке вольфрама 18 марта 2025 года. ",
    "uz-Latn": "Volfram boʻyicha bitim imzolandi\n\nOʻzbekiston texnologik metallar kombinati va Koreyaning Daegu "
    "Tungsten kompaniyasi 2025-yil 18-mart kuni volframni qayta ishlash boʻyicha bitim imzoladi. ",
    "uz-Cyrl": "Вольфрам бўйича битим имзоланди\n\nЎзбекистон технологик металлар комбинати ва Кореянинг Daegu "
    "Tungsten компанияси 2025 йил 18 март куни вольфрамни қайта ишлаш бўйича битим имзолади. ",
}


def promised(lang: str, text: str) -> list[tuple[str, str]]:
    document = NEWS[lang] + text
    read = steps(document, lang, tag(document, lang), PUBLISHED)
    return [(fact.value, document[fact.start : fact.end]) for step in read for fact in step.deadlines]


@pytest.mark.parametrize(
    ("lang", "text", "value"),
    [
        ("en", "Production is to start in Q2 2026.", "2026-06-30 operation"),
        ("en", "The plant will be completed by the end of 2026.", "2026-12-31 operation"),
        ("en", "Construction will begin in the second half of 2025.", "2025-12-31 construction"),
        ("en", "A contract is to be signed by the end of 2025.", "2025-12-31 agreement"),
        ("en", "The plant is to be put into operation on 1 September 2026.", "2026-09-01 operation"),
        ("en", "First deliveries are due in the third quarter of next year.", "2026-09-30 operation"),
        ("ru", "Завод планируется запустить до конца 2026 года.", "2026-12-31 operation"),
        ("ru", "Строительство начнется во втором квартале 2025 года.", "2025-06-30 construction"),
        ("ru", "Контракт будет подписан до конца года.", "2025-12-31 agreement"),
        ("uz-Latn", "Zavod 2026 yil oxirigacha ishga tushiriladi.", "2026-12-31 operation"),
        ("uz-Latn", "Qurilish 2025-yilning ikkinchi choragida boshlanadi.", "2025-06-30 construction"),
        ("uz-Cyrl", "Завод 2026 йил охиригача ишга туширилади.", "2026-12-31 operation"),
    ],
)
def test_a_promise_is_read_with_its_stage_its_last_day_and_its_words(lang: str, text: str, value: str) -> None:
    ((found, words),) = promised(lang, text)
    assert found == value
    assert words in text


@pytest.mark.parametrize(
    "text",
    [
        "The plant may be commissioned by June 2026.",
        "If funds are found, the plant will be commissioned by June 2026.",
        "The plant will not be commissioned by June 2026.",
        "The plant was commissioned in June 2024.",
        "The loan runs until 2035.",
        "The licence is valid until 2050.",
        "The partners are to choose deposits by the end of the year, and to agree on production.",
    ],
)
def test_what_is_no_promise_of_the_deal_is_none(text: str) -> None:
    assert promised("en", text) == []


def test_a_step_has_few_promises_each_once() -> None:
    years = " ".join(f"Production is to start by the end of {year}." for year in (2026, 2026, 2027, 2028, 2029, 2030))
    found = promised("en", years)
    assert len(found) == len({value for value, _ in found}) == MOST
