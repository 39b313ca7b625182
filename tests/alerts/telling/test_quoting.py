"""A reader is quoted words that tell the step, in the reader's own script where a report is written in it."""

import datetime as dt

from sqlalchemy.orm import Session

from alerts.telling.reports import reports
from pipeline.models import Deal, Evidence
from tests.alerts.newsroom import Newsroom


def quoted(opened: Session, deal: Deal, language: str = "en") -> str:
    """Return what a reader of that language is quoted of the deal."""
    quote = reports(opened, [deal.id], language)[deal.id].quote
    assert quote
    return quote.text


def test_a_reader_of_one_uzbek_script_is_quoted_it_before_the_other(newsroom: Newsroom, opened: Session) -> None:
    deal = newsroom.deal(bare=True)
    newsroom.report(deal, newsroom.article(lang="uz-Latn", published_at=newsroom.yesterday), quote="Imzolandi.")
    newsroom.report(deal, newsroom.article(lang="uz-Cyrl", published_at=newsroom.now), quote="Имзоланди.")
    newsroom.report(deal, newsroom.article(lang="ru", published_at=newsroom.now), quote="Подписано.")
    assert [quoted(opened, deal, language) for language in ("uz", "uz-Cyrl", "ru", "en")] == [
        "Imzolandi.",
        "Имзоланди.",
        "Подписано.",
        "Подписано.",
    ]


def test_of_the_other_script_there_is_more_to_read_than_of_another_language(
    newsroom: Newsroom, opened: Session
) -> None:
    deal = newsroom.deal(bare=True)
    newsroom.report(deal, newsroom.article(lang="uz-Cyrl"), quote="Имзоланди.")
    newsroom.report(deal, newsroom.article(lang="ru", published_at=newsroom.now), quote="Подписано.")
    assert quoted(opened, deal, "uz") == "Имзоланди."


def test_where_the_headline_tells_the_step_the_sentence_that_names_its_parties_is_quoted(
    newsroom: Newsroom, opened: Session
) -> None:
    deal = newsroom.deal(bare=True)
    report = newsroom.report(deal, newsroom.article(title="Pact is signed"), stage="Pact is signed", party="Sides met.")
    whole = "The complex and Traxys put their names to it on Friday."
    for number, (field, value) in enumerate([("party", "uztmk"), ("party", "traxys"), ("event_date", "2026-11-20")]):
        report.evidence.append(Evidence(field=field, value=value, start=20 + number, end=21 + number, quote=whole))
    opened.add(report)
    opened.flush()
    assert quoted(opened, deal) == whole


def test_a_headline_that_tells_who_did_it_is_quoted_before_a_word_on_a_mineral(
    newsroom: Newsroom, opened: Session
) -> None:
    deal = newsroom.deal(bare=True)
    title = "Complex joins ITIA"
    newsroom.report(deal, newsroom.article(title=title), stage=title, party=title, mineral="Tungsten is its trade.")
    assert quoted(opened, deal) == title


def test_a_report_whose_text_tells_the_step_is_quoted_before_a_newer_one_whose_headline_does(
    newsroom: Newsroom, opened: Session
) -> None:
    deal = newsroom.deal(bare=True)
    before = newsroom.yesterday - dt.timedelta(days=2)
    newsroom.report(deal, newsroom.article(published_at=before), quote="The two signed it.")
    newsroom.report(deal, newsroom.article(title="Signed"), stage="Signed", mineral="Tungsten is its trade.")
    assert quoted(opened, deal) == "The two signed it."


def test_a_report_of_the_stage_reached_is_quoted_before_a_newer_one_of_another(
    newsroom: Newsroom, opened: Session
) -> None:
    deal = newsroom.deal(bare=True, stage="agreement")
    newsroom.report(deal, newsroom.article(), quote="The two signed it.")
    other = newsroom.report(deal, newsroom.article(published_at=newsroom.now), quote="They go on talking.")
    opened.add(other)
    other.stage = "talks"
    opened.flush()
    assert quoted(opened, deal) == "The two signed it."


def test_a_deal_of_whose_reports_no_words_are_kept_is_told_without_a_quote(newsroom: Newsroom, opened: Session) -> None:
    deal = newsroom.deal(bare=True)
    newsroom.report(deal, newsroom.article())
    assert reports(opened, [deal.id])[deal.id].quote is None
