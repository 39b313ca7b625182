"""Sentences come in; the test says which papers they recall in passing."""

import pytest

from pipeline.understanding.recalls import is_recalled_on, recalled_papers
from tests.pipeline.readings import lay_out, one_sentence, reported


@pytest.mark.parametrize(
    ("lang", "text", "sides"),
    [
        (
            "en",
            "Navoiyuran joined ERMA, a step in implementing last year's memorandum between Uzbekistan and the EU.",
            {"UZ", "eu"},
        ),
        ("en", "Orano lends under the earlier agreement between France and Uzbekistan on uranium.", {"FR", "UZ"}),
        (
            "ru",
            "Навоийуран вступил в ERMA по итогам прошлогоднего меморандума Узбекистана и Японии.",
            {"JP", "UZ"},
        ),
        ("en", "Orano and Navoiyuran signed a memorandum between France and Uzbekistan.", set()),
        ("en", "Navoiyuran joined ERMA under last year's agreement.", set()),
    ],
)
def test_a_paper_recalled_between_two_sides_is_found(lang: str, text: str, sides: set[str]) -> None:
    said = [reading for _, reading in recalled_papers(one_sentence(text, lang))]
    assert {found.term for reading in said for found in reading.named("country", "organisation")} == sides


def test_news_keeps_its_own_sides_and_the_recalled_paper_its_own() -> None:
    news, recalled = reported(
        "Uzbek plant joins alliance\n\nThe Uzbekistan Technological Metals Complex joined ERMA, a step in implementing "
        "last year's memorandum of understanding between Uzbekistan and the European Union on critical raw materials.",
        "en",
    )
    assert (news.role, news.deal_type, {fact.value for fact in news.parties}) == (
        "primary",
        "membership",
        {"uztmk", "erma"},
    )
    assert (recalled.role, recalled.deal_type, recalled.stage) == ("background", "intergovernmental", "memorandum")
    assert {fact.value for fact in recalled.parties} == {"uz-gov", "eu"}


def test_a_paragraph_that_opens_with_former_times_goes_on_recalling() -> None:
    text = "–\n\nOne.\nTwo.\n{} Borealis Ltd supplied pumps. In summer Almalyk MMC signed a contract with Hokuto Ltd."
    earlier, now = (lay_out(text.format(opens), "en") for opens in ("Earlier", "Now"))
    assert is_recalled_on(earlier) == {earlier[-1].sentence.start}
    assert not is_recalled_on(now)


def test_what_is_before_the_news_in_the_lead_is_none_of_it() -> None:
    lead = lay_out("–\n\nEarlier they met. Today Almalyk MMC signed a contract with Hokuto Ltd.", "en")
    assert not is_recalled_on(lead)


def test_a_day_of_this_week_ends_what_a_paragraph_recalls() -> None:
    text = "Uranium\n\nOne.\nTwo.\nEarlier, Orano signed a contract. {} it signed another."
    assert is_recalled_on(lay_out(text.format("Later"), "en"))
    assert not is_recalled_on(lay_out(text.format("On Monday"), "en"))
