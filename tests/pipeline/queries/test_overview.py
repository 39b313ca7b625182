"""The list of deals shows those a reader asks for, the last moved first."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from pipeline.db import session
from pipeline.queries.overview import Wish, overview
from pipeline.queries.query import BadSearch
from pipeline.resolution.ladder import known

if TYPE_CHECKING:
    from conftest import Newsroom

TUNGSTEN = "uztmk-norsk-wolfram-tungsten-framework-2025"


@pytest.fixture
def told(newsroom: Newsroom) -> Newsroom:
    """Give a newsroom with a deal about tungsten and a later one between states about copper."""
    newsroom.report("uzdaily/1", "2025-03-03", newsroom.step(*newsroom.who, *newsroom.what, on="2025-03-03"))
    states = newsroom.step(
        *newsroom.states, "mineral copper: Copper", on="2025-04-01", deal_type="intergovernmental", stage="agreement"
    )
    newsroom.report("trend/1", "2025-04-02", states)
    return newsroom


def listed(told: Newsroom, **wishes: object) -> list[str]:
    with session(told.engine) as opened:
        lines = overview(opened, Wish(**wishes))  # type: ignore[arg-type]
    return [line.split()[0] for line in lines[1::2]]


def test_the_last_moved_stands_first_with_its_stage_and_key(told: Newsroom) -> None:
    with session(told.engine) as opened:
        first, below, *_ = overview(opened, Wish())
    assert first.startswith("2025-04-02  agreement    ")
    assert "US" in below
    assert below.endswith("agreement since 2025-04-01")
    assert listed(told)[1] == TUNGSTEN


def test_a_deal_that_is_only_recalled_has_not_moved(told: Newsroom) -> None:
    recalled = told.step(*told.who, *told.what, on="2025-03-03", role="background")
    told.report("uzdaily/2", "2026-02-02", recalled)
    with session(told.engine) as opened:
        days = [line.split()[0] for line in overview(opened, Wish())[::2]]
    assert days == ["2025-04-02", "2025-03-03"]
    assert listed(told, since=dt.datetime(2026, 1, 1, tzinfo=dt.UTC)) == []


def test_a_deal_is_listed_with_its_sum_in_lines_of_the_terminal(newsroom: Newsroom) -> None:
    forty = "value 40000000 USD: $40 million"
    newsroom.report("uzdaily/1", "2025-03-03", newsroom.step(*newsroom.who, *newsroom.what, forty, on="2025-03-01"))
    with session(newsroom.engine) as opened:
        whole, narrow = overview(opened, Wish()), overview(opened, Wish(), 80)
    assert whole[1].endswith("memorandum since 2025-03-01 · 40,000,000 USD")
    assert max(map(len, narrow)) <= 80 < max(map(len, whole))
    assert " ".join(" ".join(narrow).split()) == " ".join(" ".join(whole).split())


@pytest.mark.parametrize(
    ("wish", "count"),
    [
        ({"mineral": "tungsten"}, 1),
        ({"mineral": "Copper"}, 1),
        ({"mineral": "медь"}, 1),
        ({"mineral": "tin"}, 0),
        ({"party": "uztmk"}, 1),
        ({"party": "Ўзбекистон технологик металлар комбинати"}, 1),
        ({"party": "nobody"}, 0),
        ({"party": "United States"}, 1),  # as titles name its government
        ({"party": "norsk wolfram of norway"}, 1),  # as they name a body that no lexicon holds
        ({"country": "us"}, 1),
        ({"country": "Vereinigte Staaten"}, 1),
        ({"country": "Франция"}, 0),
        ({"deal_type": "intergovernmental"}, 1),
        ({"deal_type": "Agreement of states"}, 1),
        ({"deal_type": "cooperation"}, 1),
        ({"stage": "memorandum"}, 2),
        ({"stage": "agreement"}, 1),
        ({"stage": "financing"}, 0),
        ({"since": dt.datetime(2025, 4, 1, tzinfo=dt.UTC)}, 1),
        ({"most": 1}, 1),
        ({"mineral": "tungsten", "country": "US"}, 0),
    ],
)
def test_a_wish_leaves_the_others_out(told: Newsroom, wish: dict[str, object], count: int) -> None:
    assert len(listed(told, **wish)) == count


def test_a_date_is_shown_as_far_as_it_is_known() -> None:
    day = dt.date(2025, 3, 12)
    assert [known(day, precision) for precision in ("day", "month", "year", None)] == [
        "2025-03-12",
        "2025-03",
        "2025",
        "2025-03-12",
    ]


def test_a_mineral_a_country_or_a_type_that_there_is_not_is_no_empty_list(told: Newsroom) -> None:
    with pytest.raises(BadSearch, match="did you mean 'copper'"):
        listed(told, mineral="coper")
    with pytest.raises(BadSearch, match="'Germny' is no country of the lexicon; did you mean 'Germany'"):
        listed(told, country="Germny")
    with pytest.raises(BadSearch, match=r"'ZZ' is no country of the lexicon$"):
        listed(told, country="ZZ")
    with pytest.raises(BadSearch, match=r"no type 'loan'; there is intergovernmental, .*financing"):
        listed(told, deal_type="loan")
