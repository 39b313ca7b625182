"""Who reported a deal where, with copies folded."""

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from alerts.telling.reports import reports
from pipeline.models import Page
from tests.alerts.newsroom import Newsroom


def test_copies_are_folded_under_their_original_whether_or_not_they_report(newsroom: Newsroom, opened: Session) -> None:
    deal = newsroom.deal(bare=True)
    original = newsroom.article(outlet="UzA", publisher="uza")
    copy = newsroom.article(outlet="Trend", publisher="trend", copy_of=original.id)
    newsroom.article(outlet="MENAFN", publisher="menafn", copy_of=original.id)
    newsroom.report(deal, original)
    newsroom.report(deal, copy)
    told = reports(opened, [deal.id])[deal.id]
    assert [(link.outlet, link.reprints) for link in told.links] == [("UzA", ("Trend", "MENAFN"))]
    assert told.publishers == 1


def test_a_link_leads_where_the_page_was_read(newsroom: Newsroom, opened: Session) -> None:
    deal = newsroom.deal(bare=True)
    article = newsroom.article(address="https://news.example/1")
    newsroom.report(deal, article)
    page = opened.get_one(Page, article.page_id)
    page.requested = "http://www.news.example/1"
    assert [link.address for link in reports(opened, [deal.id])[deal.id].links] == ["http://www.news.example/1"]
    page.final_address = "http://www.news.example/news/1"
    assert [link.address for link in reports(opened, [deal.id])[deal.id].links] == ["http://www.news.example/news/1"]


def test_one_voice_in_two_languages_is_one_publisher(newsroom: Newsroom, opened: Session) -> None:
    deal = newsroom.deal(bare=True)
    for lang in ("ru", "uz-Latn"):
        newsroom.report(deal, newsroom.article(lang=lang))
    told = reports(opened, [deal.id])[deal.id]
    assert (len(told.links), told.publishers) == (2, 1)


def test_a_declared_reprint_is_linked_and_is_no_publisher_of_its_own(newsroom: Newsroom, opened: Session) -> None:
    newsroom.source("trend_az", publisher="trend")
    newsroom.source("menafn", publisher="menafn", reprints=["trend_az"])
    deal = newsroom.deal(bare=True)
    newsroom.report(deal, newsroom.article(source="trend_az", publisher="trend"), quote="Signed, says the agency.")
    before = newsroom.yesterday - dt.timedelta(hours=9)
    newsroom.report(deal, newsroom.article(source="kun_uz", publisher="kun", published_at=before), quote="Earlier.")
    reprint = newsroom.article(source="menafn", publisher="menafn", published_at=newsroom.now)
    newsroom.report(deal, reprint, quote="Signed, rewritten.")
    told = reports(opened, [deal.id])[deal.id]
    assert ({link.publisher for link in told.links}, told.publishers) == ({"trend", "kun", "menafn"}, 2)
    assert told.quote.text == "Signed, says the agency."


def test_two_copies_of_an_article_that_reports_nothing_are_one_voice(newsroom: Newsroom, opened: Session) -> None:
    deal = newsroom.deal(bare=True)
    original = newsroom.article(outlet="UzA", publisher="uza")
    for outlet in ("trend", "menafn"):
        newsroom.report(deal, newsroom.article(publisher=outlet, copy_of=original.id))
    told = reports(opened, [deal.id])[deal.id]
    assert (len(told.links), told.publishers) == (2, 1)


def test_a_deal_that_is_only_recalled_is_left_out(newsroom: Newsroom, opened: Session) -> None:
    deal = newsroom.deal(bare=True)
    newsroom.report(deal, newsroom.article(), role="background")
    assert reports(opened, [deal.id]) == {}


def test_the_quote_is_the_newest_originals_words_on_the_stage(newsroom: Newsroom, opened: Session) -> None:
    deal = newsroom.deal(bare=True)
    old = newsroom.article(published_at=newsroom.yesterday - dt.timedelta(days=9))
    newsroom.report(deal, old, quote="Talks began.")
    new = newsroom.article(lang="ru", outlet="Spot")
    newsroom.report(deal, new, quote="Подписано соглашение.")
    copy = newsroom.article(copy_of=new.id, published_at=newsroom.now)
    newsroom.report(deal, copy, quote="Reprinted.")
    told = reports(opened, [deal.id], "uz")[deal.id]
    assert (told.quote.text, told.quote.lang, told.quote.outlet) == ("Подписано соглашение.", "ru", "Spot")


def test_a_report_in_the_readers_language_is_quoted_before_a_newer_one(newsroom: Newsroom, opened: Session) -> None:
    deal = newsroom.deal(bare=True)
    newsroom.report(deal, newsroom.article(published_at=newsroom.yesterday), quote="Signed.")
    newsroom.report(deal, newsroom.article(lang="uz-Cyrl"), quote="Имзоланди.")
    assert reports(opened, [deal.id], "en")[deal.id].quote.text == "Signed."
    assert reports(opened, [deal.id], "uz")[deal.id].quote.text == "Имзоланди."


def test_a_sentence_of_the_text_is_quoted_before_the_headline(newsroom: Newsroom, opened: Session) -> None:
    deal = newsroom.deal(bare=True)
    article = newsroom.article(title="Complex joins ITIA")
    newsroom.report(deal, article, stage="Complex joins ITIA", mineral="Tungsten is its trade.")
    assert reports(opened, [deal.id])[deal.id].quote.text == "Tungsten is its trade."


@pytest.mark.parametrize("stage", ["Who joins?", "Who joins? And when", "How will it pay for that?"])
def test_a_part_of_the_headline_or_a_question_is_no_quote(newsroom: Newsroom, opened: Session, stage: str) -> None:
    deal = newsroom.deal(bare=True)
    newsroom.report(deal, newsroom.article(title="Who joins? And when"), stage=stage, mineral="Tungsten is its trade.")
    assert reports(opened, [deal.id])[deal.id].quote.text == "Tungsten is its trade."


def test_where_the_headline_tells_the_step_the_first_sentence_of_the_text_is_quoted(
    newsroom: Newsroom, opened: Session
) -> None:
    deal = newsroom.deal(bare=True)
    article = newsroom.article(title="Bonds are placed")
    newsroom.report(
        deal, article, stage="Bonds are placed", event_date="On 27 June it raised a sum.", party="Banks managed that."
    )
    assert reports(opened, [deal.id])[deal.id].quote.text == "On 27 June it raised a sum."


def test_an_undated_article_stands_last_and_days_are_the_outlets_own(newsroom: Newsroom, opened: Session) -> None:
    deal = newsroom.deal(bare=True)
    late = dt.datetime(2026, 11, 21, 21, 0, tzinfo=dt.UTC)
    newsroom.report(deal, newsroom.article(published_at=None, outlet="Undated"))
    newsroom.report(deal, newsroom.article(published_at=late, published_offset=300, outlet="Dated"))
    links = reports(opened, [deal.id])[deal.id].links
    assert [(link.outlet, link.published) for link in links] == [("Dated", dt.date(2026, 11, 22)), ("Undated", None)]
