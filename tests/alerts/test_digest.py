"""What a reader is told: the deals that moved and that the reader follows, once."""

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from alerts.digest import Change, changes, digest, events_since, items, untold
from alerts.subscriptions import Subscription
from pipeline.ledger import Delivery, Told
from pipeline.models import Event
from tests.alerts.newsroom import Newsroom

READER = Subscription("mailto:reader@example.org")


def event(kind: str, before: str | None = None, after: str | None = None) -> Event:
    return Event(key=f"{kind}{after}", kind=kind, before=before, after=after)


@pytest.mark.parametrize(
    ("events", "said"),
    [
        ([event("new", after="talks"), event("stage", "talks", "agreement")], [Change("new")]),
        ([event("new"), event("conflict", after="a / b")], [Change("new"), Change("conflict")]),
        (
            [event("stage", "talks", "memorandum"), event("stage", "memorandum", "financing")],
            [Change("stage", "talks", "financing")],
        ),
        ([event("stage", "talks", "memorandum"), event("stage", "memorandum", "talks")], []),
        (
            [event("value", after="1 EUR"), event("value", after="2 EUR"), event("party", after="kfw-ipex")],
            [Change("value", after="1 EUR"), Change("value", after="2 EUR"), Change("party", after="kfw-ipex")],
        ),
        ([event("date", "2026-11-01", "2026-11-02")], [Change("date", "2026-11-01", "2026-11-02")]),
        ([event("joined", "Other", "This")], [Change("joined")]),
        ([event("corrected", after="1"), event("corrected", after="2")], [Change("corrected")]),
        ([event("new"), event("corrected")], [Change("new")]),
    ],
)
def test_the_events_of_a_deal_are_summed_up(events: list[Event], said: list[Change]) -> None:
    assert list(changes(events)) == said


def test_an_event_is_untold_until_this_reader_has_had_it(newsroom: Newsroom, opened: Session) -> None:
    deal = newsroom.deal()
    newsroom.event(deal, "value", after="1 EUR")
    with newsroom.session() as writing:
        delivery = Delivery(
            address=READER.address, kind="daily", slot="x", message_id="m", subject="", body=b"",
            next_attempt_at=newsroom.now, created_at=newsroom.now,
        )  # fmt: skip
        writing.add(delivery)
        writing.flush()
        writing.add(Told(address=READER.address, event_key="uztmk-itia:new:agreement", delivery_id=delivery.id))
    assert [event.kind for event in untold(opened, READER)] == ["value"]
    assert [event.kind for event in untold(opened, Subscription("mailto:other@example.org"))] == ["new", "value"]
    assert [event.kind for event in events_since(opened, newsroom.yesterday)] == ["new", "value"]
    assert events_since(opened, newsroom.now) == []


def test_new_and_moved_deals_of_a_high_stage_come_first(newsroom: Newsroom, opened: Session) -> None:
    newsroom.deal("talks", stage="talks")
    undated = newsroom.deal("undated", stage_date=None, bare=True)
    newsroom.report(undated, newsroom.article(published_at=dt.datetime(2026, 11, 5, 9, 0, tzinfo=dt.UTC)))
    newsroom.event(undated)
    newsroom.deal("early", stage_date=dt.date(2026, 11, 1))
    newsroom.deal("late", stage_date=dt.date(2026, 11, 9))
    valued = newsroom.deal("valued", stage="operation", bare=True)
    newsroom.report(valued, newsroom.article())
    newsroom.event(valued, "value", after="1 EUR")
    found = items(opened, READER, untold(opened, READER))
    assert [item.key for item in found] == ["late", "undated", "early", "talks", "valued"]


def test_a_deal_that_is_only_recalled_never_appears(newsroom: Newsroom, opened: Session) -> None:
    deal = newsroom.deal(bare=True)
    newsroom.report(deal, newsroom.article(), role="background")
    newsroom.event(deal)
    assert items(opened, READER, untold(opened, READER)) == ()


def test_a_digest_carries_the_facts_the_sources_and_the_denominator(newsroom: Newsroom, opened: Session) -> None:
    newsroom.deal(values=[{"amount": 1e6, "currency": "EUR", "kind": None, "text": "€1m"}], countries=["DE"])
    newsroom.run("gazeta_uz")
    told = digest(opened, READER, untold(opened, READER), newsroom.yesterday, newsroom.now)
    (item,) = told.items
    assert item.is_new
    assert (item.stage, item.stage_date, item.minerals, item.countries) == (
        "agreement",
        dt.date(2026, 11, 20),
        ("tungsten",),
        ("DE",),
    )
    assert item.parties == (("uztmk", "TMK", "party"), ("itia", "ITIA", "party"))
    assert item.quote.text == "The complex was accepted as a member on Friday."
    assert told.events == ("uztmk-itia:new:agreement",)
    assert (told.coverage.reached, told.coverage.due, told.coverage.relevant) == (1, 1, 1)
