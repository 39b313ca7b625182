"""All that happened to deals, and which of them a reader follows, is read once in a session."""

from dataclasses import replace

from sqlalchemy.orm import Session

from alerts.telling.happened import followed, happened
from tests.alerts.newsroom import Newsroom
from tests.alerts.samples import READER


def test_events_stand_by_their_deal_the_oldest_first(newsroom: Newsroom, opened: Session) -> None:
    deal, other = newsroom.deal(), newsroom.deal("other")
    newsroom.event(deal, "value", after="1 EUR")
    newsroom.event(deal, "date", after="2026-11-20", created_at=newsroom.yesterday)
    there = happened(opened)
    assert [one.kind for one in there[deal.id]] == ["date", "new", "value"]
    assert [one.kind for one in there[other.id]] == ["new"]


def test_a_reader_follows_what_passes_and_nothing_is_read_twice(newsroom: Newsroom, opened: Session) -> None:
    deal, copper = newsroom.deal(), newsroom.deal("copper", minerals=["copper"])
    assert followed(opened, READER) == {deal.id, copper.id}
    assert happened(opened) is happened(opened)
    assert followed(opened, replace(READER, minerals=("copper",))) == {copper.id}
