"""What a deal shows to the matcher is what its reports say, and a migration finds it for deals that are stored."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from pipeline.db import migrate, session
from pipeline.models import Deal
from pipeline.resolution.candidates import load
from pipeline.resolution.reorder import shown as laid
from pipeline.resolution.view import Milestone, View

if TYPE_CHECKING:
    from conftest import Newsroom


def reported(newsroom: Newsroom) -> None:
    """Store two deals: one of three reports, and one of states."""
    step = newsroom.step(*newsroom.who, *newsroom.what, "value 40000000 USD: $40 million", on="2025-03-03")
    newsroom.report("uzdaily/1", "2025-03-03", step)
    newsroom.report("trend/1", "2025-03-04", replace(step, event_date=None, date_precision=None, values=()))
    newsroom.report("kun/1", "2025-06-04", replace(step, role="background", deal_type="equity"))
    newsroom.report("uza/1", "2020-05-05", newsroom.step(*newsroom.states, on="2020-05-01", precision="month"))


def test_facts_and_stages_are_shown_with_the_share_of_the_reports(newsroom: Newsroom) -> None:
    reported(newsroom)
    with session(newsroom.engine) as opened:
        seen = load(opened, [1])[1]
    march = dt.date(2025, 3, 3)
    assert seen == View(
        parties={"uztmk": 1.0, "x:norsk-wolfram": 1.0},
        countries={"NO": 1.0},
        minerals={"tungsten": 1.0},
        values={"40000000 USD": 2 / 3},
        types={"equity": 1 / 6, "framework": 2 / 3},
        milestones=[
            Milestone("memorandum", dt.date(2025, 2, 22), dt.date(2025, 3, 4), 1 / 3),
            Milestone("memorandum", march, march, 1 / 3),
            Milestone("memorandum", march, march, 1 / 3),
        ],
        born=dt.date(2025, 2, 22),
    )


def test_it_is_what_the_evidence_itself_shows(newsroom: Newsroom) -> None:
    reported(newsroom)
    with session(newsroom.engine) as opened:
        for number, seen in load(opened, [1, 2]).items():
            assert seen == laid(opened, number)


def test_it_comes_back_as_it_was_stored(newsroom: Newsroom) -> None:
    reported(newsroom)
    with session(newsroom.engine) as opened:
        assert all(View.restored(seen.stored()) == seen for seen in load(opened, [1, 2]).values())


def test_a_migration_finds_it_for_deals_that_are_stored(newsroom: Newsroom) -> None:
    reported(newsroom)
    before = stored(newsroom)
    migrate(newsroom.engine, "0013_doubts")
    migrate(newsroom.engine)
    assert stored(newsroom) == before
    assert len(before) == 2


def stored(newsroom: Newsroom) -> list[View]:
    """Return what all deals show, as it stands in the table."""
    with session(newsroom.engine) as opened:
        return [View.restored(shown) for shown in opened.scalars(select(Deal.shown).order_by(Deal.id))]
