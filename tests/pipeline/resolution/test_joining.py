"""Two deals that are one become one: nothing that readers were told is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from pipeline.db import session
from pipeline.models import Deal, Event, Report
from pipeline.resolution.joining import absorb

if TYPE_CHECKING:
    from conftest import Newsroom


def two_deals(newsroom: Newsroom) -> None:
    newsroom.report("uzdaily/1", "2025-03-03", newsroom.step(*newsroom.who, *newsroom.what, on="2025-03-03"))
    states = newsroom.step(*newsroom.states, on="2026-03-03", deal_type="intergovernmental")
    newsroom.report("uzdaily/2", "2026-03-03", states)


def test_the_kept_deal_takes_reports_and_events_and_says_that_both_are_one(newsroom: Newsroom) -> None:
    two_deals(newsroom)
    with session(newsroom.engine) as opened:
        kept, lost = opened.scalars(select(Deal).order_by(Deal.id))
        absorb(opened, kept, lost)
    with session(newsroom.engine) as opened:
        deal = opened.scalars(select(Deal)).one()
        assert set(opened.scalars(select(Report.deal_id))) == set(opened.scalars(select(Event.deal_id))) == {deal.id}
    assert newsroom.kinds() == ["new", "new", "joined"]
