"""Articles and deals leave the database with the keys their readers know, in JSON Lines and CSV."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from pipeline.db import session
from pipeline.models import Article, Mention, Page
from pipeline.queries.export import articles, deals, export, named_minerals

if TYPE_CHECKING:
    from conftest import Newsroom


@pytest.fixture
def told(newsroom: Newsroom) -> Newsroom:
    """Give a newsroom with an article about one deal that recalls another, and its copy."""
    facts = (*newsroom.who, *newsroom.what, "value 40000000 USD: $40 million")
    news = newsroom.step(*facts, on="2025-03-03", stage="agreement")
    past = newsroom.step("party itia: Traxys", newsroom.who[0], "mineral copper: Copper", role="background")
    newsroom.report("uzdaily/1", "2025-03-03", news, past)
    newsroom.report("reprint/1", "2025-03-04", news, copy_of="uzdaily/1")
    return newsroom


def test_an_article_has_the_facts_of_its_news_only(told: Newsroom) -> None:
    with session(told.engine) as opened:
        first = next(articles(opened))
    key = "uztmk-norsk-wolfram-tungsten-framework-2025"
    expected = {
        "url": "uzdaily/1",
        "published_at": "2025-03-03T17:00:00+05:00",
        "relevant": True,
        "near_duplicate_of": None,
        "minerals": ["tungsten"],
        "parties": [
            {"id": "uztmk", "names": ["Uzbekistan Technological Metals Complex"]},
            {"id": "x:norsk-wolfram", "names": ["Norsk Wolfram of Norway"]},
        ],
        "deal_type": "framework",
        "stage": "agreement",
        "event_date": "2025-03-03",
        "value": [{"amount": 40_000_000, "currency": "USD", "text": "$40 million"}],
        "countries": ["NO"],
    }
    assert {name: first[name] for name in expected} == expected
    assert first["deals"][0] == {"deal": key, "role": "primary"}
    assert first["deals"][1]["role"] == "background"


def test_an_article_has_the_parties_of_its_deal_that_it_names(newsroom: Newsroom) -> None:
    full = newsroom.step(*newsroom.who, "party traxys: Traxys", *newsroom.what, on="2025-03-03")
    short = newsroom.step(*newsroom.who, *newsroom.what, on="2025-03-03")
    stray = newsroom.step(*newsroom.who, "party itia: Copper", *newsroom.what, on="2025-03-03")
    for outlet, step in (("uzdaily", full), ("trend", full), ("gazeta", short), ("kun", stray)):
        newsroom.report(f"{outlet}/1", "2025-03-03", step)
    with session(newsroom.engine) as opened:
        naming = opened.scalars(select(Article).where(Article.source == "gazeta")).one()
        start = newsroom.document.index("Traxys")
        naming.mentions = [
            Mention(kind="organisation", term="traxys", surface="Traxys", start=start, end=start + 6),
            Mention(kind="organisation", term="itia", surface="Copper", start=0, end=6),
        ]
    with session(newsroom.engine) as opened:
        named = {record["url"]: {party["id"] for party in record["parties"]} for record in articles(opened)}
    who = {"uztmk", "x:norsk-wolfram"}
    assert named == {
        "uzdaily/1": {*who, "traxys"},
        "trend/1": {*who, "traxys"},
        "gazeta/1": {*who, "traxys"},  # which two others have for a side
        "kun/1": who,  # what one of four has is no side of the deal
    }


def test_a_copy_names_the_address_of_its_original(told: Newsroom) -> None:
    with session(told.engine) as opened:
        assert [record["near_duplicate_of"] for record in articles(opened)] == [None, "uzdaily/1"]


def test_links_lead_where_the_pages_were_read(told: Newsroom) -> None:
    with session(told.engine) as opened:
        page = opened.scalars(select(Page).where(Page.address == "uzdaily/1")).one()
        page.requested, page.final_address = (
            "http://www.uzdaily.example/1?from=rss",
            "http://www.uzdaily.example/news/1",
        )
    with session(told.engine) as opened:
        first, copy = articles(opened)
        cited = {one["article"] for deal in deals(opened) for one in deal["evidence"]}
    assert first["url"] == copy["near_duplicate_of"] == "http://www.uzdaily.example/news/1"
    assert cited == {first["url"], copy["url"]}


def test_a_date_known_to_the_month_is_no_event_date(newsroom: Newsroom) -> None:
    step = newsroom.step(*newsroom.who, on="2025-03-01", precision="month")
    newsroom.report("uzdaily/1", "2025-03-09", step)
    with session(newsroom.engine) as opened:
        assert next(articles(opened))["event_date"] is None


def test_a_deal_has_its_timeline_and_the_evidence_of_every_field(told: Newsroom) -> None:
    with session(told.engine) as opened:
        deal = next(record for record in deals(opened) if record["stage"] == "agreement")
    assert deal["timeline"] == [{"stage": "agreement", "date": "2025-03-03", "precision": "day"}]
    assert {one["article"] for one in deal["evidence"]} == {"uzdaily/1", "reprint/1"}
    assert {one["field"] for one in deal["evidence"]} >= {"party", "mineral", "country", "value", "stage", "deal_type"}
    assert all(one["quote"] for one in deal["evidence"])


def test_the_words_of_evidence_stand_in_the_document_where_it_says(told: Newsroom) -> None:
    with session(told.engine) as opened:
        stored = {article["url"]: article for article in articles(opened)}
        deal = next(deals(opened))
    said = deal["document"].format(**stored["uzdaily/1"])
    sums = [said[one["start"] : one["end"]] for one in deal["evidence"] if one["field"] == "value"]
    assert set(sums) == {"$40 million"}


def test_csv_tells_dates_as_far_as_they_are_known(newsroom: Newsroom) -> None:
    newsroom.report("uzdaily/1", "2025-03-09", newsroom.step(*newsroom.who, on="2025-03-01", precision="month"))
    out = io.StringIO()
    with session(newsroom.engine) as opened:
        export(opened, "deals", out, as_csv=True)
    (row,) = csv.DictReader(io.StringIO(out.getvalue()))
    assert (row["stage_date"], row["timeline"]) == ("2025-03", "memorandum 2025-03")
    assert not {"document", "evidence"} & row.keys()


def test_the_class_of_critical_minerals_counts_where_none_is_named() -> None:
    assert named_minerals(["critical-minerals", "tungsten"]) == ["tungsten"]
    assert named_minerals(["rare-metals"]) == ["critical-minerals"]
    assert named_minerals([]) == []


@pytest.mark.parametrize(("what", "count"), [("articles", 2), ("deals", 2)])
def test_json_lines_hold_one_object_a_line(told: Newsroom, what: str, count: int) -> None:
    out = io.StringIO()
    with session(told.engine) as opened:
        export(opened, what, out)
    assert len([json.loads(line) for line in out.getvalue().splitlines()]) == count


@pytest.mark.parametrize("what", ["articles", "deals"])
def test_csv_has_a_header_and_lists_joined_in_one_cell(told: Newsroom, what: str) -> None:
    out = io.StringIO()
    with session(told.engine) as opened:
        export(opened, what, out, as_csv=True)
    rows = list(csv.DictReader(io.StringIO(out.getvalue())))
    assert len(rows) == 2
    assert any(row["minerals"] == "tungsten" for row in rows)


def test_a_cell_that_a_spreadsheet_would_run_is_defused(newsroom: Newsroom) -> None:
    with session(newsroom.engine) as opened:
        newsroom.write(opened, "uzdaily/1", "2025-03-03").title = '=HYPERLINK("http://evil.example")'
    out = io.StringIO()
    with session(newsroom.engine) as opened:
        export(opened, "articles", out, as_csv=True)
    (row,) = csv.DictReader(io.StringIO(out.getvalue()))
    assert row["title"].startswith("'=")
