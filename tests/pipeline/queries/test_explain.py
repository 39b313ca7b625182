"""The explanation of an article shows its words, its deals and the weights that chose them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from pipeline.db import session
from pipeline.models import Page
from pipeline.queries.explain import UnknownArticle, explain, explanation

if TYPE_CHECKING:
    from conftest import Newsroom


@pytest.fixture
def told(newsroom: Newsroom) -> Newsroom:
    """Give a newsroom with two articles about one deal and one about another."""
    newsroom.report("uzdaily/1", "2025-03-03", newsroom.step(*newsroom.who, *newsroom.what, on="2025-03-03"))
    states = newsroom.step(*newsroom.states, on="2025-03-03", deal_type="intergovernmental")
    newsroom.report("uzdaily/2", "2025-03-03", states)
    newsroom.report("trend/1", "2025-03-05", newsroom.step(*newsroom.who, *newsroom.what))
    return newsroom


def test_the_chosen_deal_is_explained_by_its_signals_and_the_next_best(told: Newsroom) -> None:
    with session(told.engine) as opened:
        (report,) = explanation(opened, "trend/1")["reports"]
    assert report["deal"] == "uztmk-norsk-wolfram-tungsten-framework-2025"
    assert report["signals"]["parties"] > report["signals"]["minerals"] > 0
    assert report["total"] == pytest.approx(sum(report["signals"].values()), abs=0.05)
    assert not report["founded"]


def test_the_text_names_every_fact_with_its_place(told: Newsroom) -> None:
    with session(told.engine) as opened:
        text = explain(opened, "trend/1")
    assert "chosen with" in text
    start = told.document.index("Norsk Wolfram of Norway")
    assert f"{start}-{start + 23}" in text
    assert "“Norsk Wolfram of Norway”" in text


def test_the_first_report_of_a_deal_says_that_it_founded_it(told: Newsroom) -> None:
    with session(told.engine) as opened:
        assert "a new deal" in explain(opened, "uzdaily/1")
        assert "primary: type framework, stage memorandum" in explain(opened, "uzdaily/1")


def test_an_article_is_found_by_number_too(told: Newsroom) -> None:
    with session(told.engine) as opened:
        number = explanation(opened, "uzdaily/1")["id"]
        assert explain(opened, str(number)) == explain(opened, "uzdaily/1")


@pytest.mark.parametrize("article", ["https://nowhere.example/1", "999999", "", "\x1b[31m"])
def test_an_unknown_article_is_named_in_the_error(told: Newsroom, article: str) -> None:
    with session(told.engine) as opened, pytest.raises(UnknownArticle, match="No such article") as error:
        explain(opened, article)
    assert "\x1b" not in str(error.value)


def test_nothing_in_the_explanation_moves_the_terminal(newsroom: Newsroom) -> None:
    newsroom.report("uzdaily/1", "2025-03-03", newsroom.step(*newsroom.who, *newsroom.what))
    with session(newsroom.engine) as opened:
        text = explain(opened, "uzdaily/1")
    assert not [char for char in text if ord(char) < 32 and char != "\n"]


def test_an_article_is_found_by_the_address_that_led_to_it(told: Newsroom) -> None:
    with session(told.engine) as opened:
        opened.add(_page("https://short.example/1", state="done", final_address="trend/1"))
        opened.flush()
        assert explain(opened, "http://www.short.example/1?utm_source=rss") == explain(opened, "trend/1")


def test_a_page_without_an_article_is_answered_with_its_reason(told: Newsroom) -> None:
    with session(told.engine) as opened:
        opened.add(_page("https://news.example/2", state="rejected", reason="no word of Uzbekistan"))
        opened.flush()
        with pytest.raises(UnknownArticle, match="its page is rejected: no word of Uzbekistan"):
            explain(opened, "https://news.example/2")


def _page(address: str, **facts: str) -> Page:
    return Page(source="short", address=address, requested=address, fetched_at=dt.datetime.now(dt.UTC), **facts)
