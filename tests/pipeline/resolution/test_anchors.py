"""A deal is found again by its facts, each counted once a report, on both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from pipeline.db import session
from pipeline.models import Anchor

if TYPE_CHECKING:
    from conftest import Newsroom


def test_a_body_that_a_report_names_twice_counts_once(newsroom: Newsroom) -> None:
    twice = (newsroom.who[0], "party uztmk: Tungsten combine", "party x:norsk-wolfram: Norsk Wolfram")
    newsroom.report("uzdaily/1", "2025-03-03", newsroom.step(*twice, *newsroom.what, on="2025-03-03"))
    newsroom.report("trend/1", "2025-03-03", newsroom.step(*newsroom.who, *newsroom.what, on="2025-03-03"))
    with session(newsroom.engine) as opened:
        counts = {(one.field, one.value): one.reports for one in opened.scalars(select(Anchor))}
    assert counts == {
        ("party", "uztmk"): 2,
        ("party", "x:norsk-wolfram"): 2,
        ("name", "nrsk-vlfrm"): 2,
        ("mineral", "tungsten"): 2,
        ("country", "NO"): 2,
    }
