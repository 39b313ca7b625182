"""Feeds that real readers read, inert whatever the web wrote."""

import feedparser

from pipeline.lexicon import lexicon
from tests.alerts.board.conftest import Board
from tests.alerts.newsroom import Newsroom

HOSTILE = 'A <b>deal</b> & "more"\u2028line\x1b[31m'


def test_deals_and_events_come_out_the_newest_first(newsroom: Newsroom, board: Board) -> None:
    met = [{"id": "uz-miit", "name": "Savdo vaziri"}, {"id": "x:norsk-wolfram", "name": "Norsk\u2028Wolfram"}]
    newsroom.deal("first", title=HOSTILE, stage_precision="month", parties=met)
    deal = newsroom.deal("second", updated_at=newsroom.now)
    newsroom.event(deal, "stage", before="agreement", after="operation", created_at=newsroom.now)
    deals = board.get("/deals.json").json()["deals"]
    assert [one["key"] for one in deals] == ["second", "first"]
    assert deals[1]["title"] == 'A <b>deal</b> & "more" line[31m'
    assert deals[1]["minerals"] == ["tungsten"]
    assert deals[1]["stage_precision"] == "month"
    names = [party["name"] for party in deals[1]["parties"]]
    assert names == [lexicon().name("uz-miit", "en"), "Norsk Wolfram"]

    feed = board.get("/feed.json")
    assert feed.headers["Content-Type"].startswith("application/feed+json")
    items = feed.json()["items"]
    assert items[0]["title"] == "A deal: Stage: agreement → operation"
    assert len({item["id"] for item in items}) == 3

    atom = feedparser.parse(board.get("/feed.atom").content)
    assert not atom.bozo
    assert atom.entries[0].title == "A deal: Stage: agreement → operation"
    assert {entry.id for entry in atom.entries} == {item["id"] for item in items}


def test_an_empty_database_gives_empty_feeds(board: Board) -> None:
    assert board.get("/deals.json").json()["deals"] == []
    assert board.get("/feed.json").json()["items"] == []
    assert feedparser.parse(board.get("/feed.atom").content).entries == []


def test_a_deal_that_a_reader_rejected_is_in_no_feed_and_a_correction_is_told(newsroom: Newsroom, board: Board) -> None:
    newsroom.deal("rejected", rejected=True)
    newsroom.event(newsroom.deal("kept"), "corrected", after="tin")
    assert [one["key"] for one in board.get("/deals.json").json()["deals"]] == ["kept"]
    titles = {item["title"] for item in board.get("/feed.json").json()["items"]}
    assert titles == {"A deal: New", "A deal: A reader put the record of this deal right"}
