"""A new deal is known by what its first report shows, and by no key that another deal has."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from pipeline.db import session
from pipeline.resolution.founding import found_deal
from tests.pipeline.resolution.test_match import view

if TYPE_CHECKING:
    from sqlalchemy import Engine


def test_a_key_is_numbered_where_another_deal_has_it(database: Engine) -> None:
    seen = view("uztmk", "traxys", minerals=["tungsten"], types=["offtake"])
    with session(database) as opened:
        now = dt.datetime.now(dt.UTC)
        keys = [found_deal(opened, seen, "memorandum", year, now).key for year in (2026, 2026, 2027)]
    assert keys == [
        "uztmk-traxys-tungsten-offtake-2026",
        "uztmk-traxys-tungsten-offtake-2026-2",
        "uztmk-traxys-tungsten-offtake-2027",
    ]


def test_many_deals_of_one_name_are_numbered_on(database: Engine) -> None:
    seen = view("uztmk", "traxys", minerals=["tungsten"], types=["offtake"])
    with session(database) as opened:
        now = dt.datetime.now(dt.UTC)
        keys = [found_deal(opened, seen, "memorandum", 2026, now).key for _ in range(20)]
    name = "uztmk-traxys-tungsten-offtake-2026"
    assert keys == [name, *(f"{name}-{number}" for number in range(2, 21))]
