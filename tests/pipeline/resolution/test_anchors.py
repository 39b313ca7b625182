"""A deal is found again by its facts, each kept once, on both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from pipeline.db import session
from pipeline.models import Anchor
from pipeline.resolution.parties import called

if TYPE_CHECKING:
    from conftest import Newsroom


def test_a_fact_that_reports_repeat_is_kept_once_and_a_name_also_by_its_sound(newsroom: Newsroom) -> None:
    twice = (newsroom.who[0], "party uztmk: Tungsten combine", "party x:norsk-wolfram: Norsk Wolfram")
    newsroom.report("uzdaily/1", "2025-03-03", newsroom.step(*twice, *newsroom.what, on="2025-03-03"))
    newsroom.report("trend/1", "2025-03-03", newsroom.step(*newsroom.who, *newsroom.what, on="2025-03-03"))
    with session(newsroom.engine) as opened:
        kept = sorted((one.field, one.value) for one in opened.scalars(select(Anchor)))
    assert kept == [
        ("country", "NO"),
        ("mineral", "tungsten"),
        ("name", called("x:norsk-wolfram")),
        ("party", "uztmk"),
        ("party", "x:norsk-wolfram"),
    ]
