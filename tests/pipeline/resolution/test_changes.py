"""What lies between two states of a deal becomes events with keys of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from pipeline.db import session
from pipeline.models import Deal, Event, Report
from pipeline.resolution.changes import note, state

if TYPE_CHECKING:
    from conftest import Newsroom


def test_each_change_has_a_key_of_its_own_and_is_written_once(newsroom: Newsroom) -> None:
    newsroom.report("uzdaily/1", "2025-03-03", newsroom.step(*newsroom.who, *newsroom.what, on="2025-03-03"))
    with session(newsroom.engine) as opened:
        deal, report = opened.scalars(select(Deal)).one(), opened.scalars(select(Report)).one()
        before = state(deal)
        deal.stage = "agreement"
        deal.values = [{"amount": 40_000_000.0, "currency": "USD", "kind": None, "text": "$40 million"}]
        for _ in range(2):
            note(opened, deal, report, before)
            opened.flush()
        keys = opened.scalars(select(Event.key).order_by(Event.id)).all()
        assert keys == [f"{deal.key}:{rest}" for rest in ("new", "stage:agreement", "value:40000000 USD")]


def test_an_event_tells_what_was_before_and_what_is_now(newsroom: Newsroom) -> None:
    newsroom.report("uzdaily/1", "2025-03-03", newsroom.step(*newsroom.who, *newsroom.what, on="2025-03-03"))
    signed = newsroom.step(*newsroom.who, *newsroom.what, on="2025-09-05", stage="agreement")
    newsroom.report("uzdaily/2", "2025-09-06", signed)
    with session(newsroom.engine) as opened:
        event = opened.scalars(select(Event).where(Event.kind == "stage")).one()
        assert (event.before, event.after, str(event.happened_on)) == ("memorandum", "agreement", "2025-09-05")
        report = opened.get_one(Report, event.report_id)
        assert report.article.address == "uzdaily/2"


def test_a_date_that_moves_is_told_as_far_as_it_was_and_is_known(newsroom: Newsroom) -> None:
    facts = (*newsroom.who, *newsroom.what)
    newsroom.report("uzdaily/1", "2025-04-20", newsroom.step(*facts, on="2025-04-01", precision="month"))
    newsroom.report("trend/1", "2025-04-21", newsroom.step(*facts, on="2025-04-03"))
    with session(newsroom.engine) as opened:
        moved = opened.scalars(select(Event).where(Event.kind == "date")).one()
    assert (moved.before, moved.after) == ("2025-04", "2025-04-03")
