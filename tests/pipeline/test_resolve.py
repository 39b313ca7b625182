"""Reports of one undertaking meet in one deal, and those of another do not, on both databases."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from pipeline.db import session
from pipeline.models import Deal, Evidence

if TYPE_CHECKING:
    from conftest import Newsroom


def test_two_outlets_that_report_one_memorandum_report_one_deal(newsroom: Newsroom) -> None:
    first = newsroom.report("uzdaily/1", "2025-03-03", newsroom.step(*newsroom.who, *newsroom.what, on="2025-03-03"))
    second = newsroom.report("trend/1", "2025-03-05", newsroom.step(*newsroom.who, *newsroom.what))
    assert first == second == ["uztmk-norsk-wolfram-tungsten-framework-2025"]
    assert newsroom.kinds() == ["new"]


def test_a_contract_after_the_memorandum_is_the_next_step_of_the_same_deal(newsroom: Newsroom) -> None:
    first = newsroom.report("uzdaily/1", "2025-03-03", newsroom.step(*newsroom.who, *newsroom.what, on="2025-03-03"))
    later = newsroom.step(*newsroom.who, *newsroom.what, on="2025-09-05", stage="agreement")
    assert newsroom.report("uzdaily/2", "2025-09-06", later) == first
    assert newsroom.kinds() == ["new", "stage"]
    with session(newsroom.engine) as opened:
        deal = opened.scalars(select(Deal)).one()
        assert (deal.stage, deal.stage_date) == ("agreement", dt.date(2025, 9, 5))


def test_a_late_report_of_an_earlier_step_does_not_set_the_stage_back(newsroom: Newsroom) -> None:
    signed = newsroom.step(*newsroom.who, *newsroom.what, on="2025-09-05", stage="agreement")
    first = newsroom.report("uzdaily/2", "2025-09-06", signed)
    earlier = newsroom.step(*newsroom.who, *newsroom.what, on="2025-03-03")
    assert newsroom.report("trend/1", "2025-09-20", earlier) == first
    with session(newsroom.engine) as opened:
        assert opened.scalars(select(Deal)).one().stage == "agreement"
    assert newsroom.kinds() == ["new"]


def test_memberships_in_two_associations_are_two_deals(newsroom: Newsroom) -> None:
    tungsten = newsroom.step(
        newsroom.who[0], "party itia: Traxys", newsroom.what[0], deal_type="membership", stage="agreement"
    )
    graphite = newsroom.step(
        newsroom.who[0], "party ecga: Traxys", newsroom.what[0], deal_type="membership", stage="agreement"
    )
    first = newsroom.report("uzdaily/1", "2025-04-07", tungsten)
    assert newsroom.report("uzdaily/2", "2025-04-08", graphite) != first


def test_two_states_that_sign_again_two_years_later_make_a_second_deal(newsroom: Newsroom) -> None:
    first = newsroom.step(*newsroom.states, on="2024-09-16", deal_type="intergovernmental")
    second = newsroom.step(*newsroom.states, on="2026-02-04", deal_type="intergovernmental")
    assert newsroom.report("uzdaily/1", "2024-09-16", first) != newsroom.report("uzdaily/2", "2026-02-05", second)


@pytest.mark.parametrize("late", [False, True])
def test_talks_on_a_paper_of_before_are_of_its_deal_in_whatever_order_they_came(
    newsroom: Newsroom, late: bool,  # noqa: FBT001
) -> None:  # fmt: skip
    states = [fact for fact in newsroom.states if not fact.startswith("mineral")]
    paper = newsroom.step(*states, "mineral lithium: tungsten", on="2024-09-16", deal_type="intergovernmental")
    since = (*states, "follows 2024-09: signed")
    talks = newsroom.step(*since, on="2026-02-04", stage="talks", deal_type="intergovernmental")
    told = [("uzdaily/1", "2024-09-16", paper), ("uzdaily/2", "2026-02-05", talks)]
    for one in reversed(told) if late else told:
        newsroom.report(*one)
    with session(newsroom.engine) as opened:
        assert len(opened.scalars(select(Deal)).one().reports) == len(told)


def test_the_day_differs_by_one_across_time_zones(newsroom: Newsroom) -> None:
    first = newsroom.step(*newsroom.states, on="2026-02-04", deal_type="intergovernmental")
    second = newsroom.step(*newsroom.states, on="2026-02-05", deal_type="intergovernmental")
    assert newsroom.report("reuters/1", "2026-02-05", first) == newsroom.report("kun/1", "2026-02-05", second)


def test_a_company_of_another_country_makes_another_deal(newsroom: Newsroom) -> None:
    other = newsroom.step(
        newsroom.who[0], "party traxys: Traxys", newsroom.what[0], "country US: United States", on="2025-03-03"
    )
    first = newsroom.report("uzdaily/1", "2025-03-03", newsroom.step(*newsroom.who, *newsroom.what, on="2025-03-03"))
    assert newsroom.report("uzdaily/2", "2025-03-04", other) != first


def test_an_unknown_company_is_known_again_in_another_script(newsroom: Newsroom) -> None:
    cyrillic = (newsroom.who[0], "party x:норск-вольфрам: Norsk Wolfram of Norway")
    first = newsroom.report("uzdaily/1", "2025-03-03", newsroom.step(*newsroom.who, newsroom.what[0], on="2025-03-03"))
    assert newsroom.report("gazeta/1", "2025-03-04", newsroom.step(*cyrillic, newsroom.what[0])) == first


def test_one_article_may_report_two_deals_and_recall_a_third(newsroom: Newsroom) -> None:
    recalled = newsroom.step(
        "party uztmk: Complex", "party itia: Traxys", newsroom.what[0], role="background", deal_type="membership"
    )
    states = newsroom.step(*newsroom.states, on="2025-03-03", deal_type="intergovernmental", stage="agreement")
    company = newsroom.step(*newsroom.who, *newsroom.what, on="2025-03-03")
    keys = newsroom.report("uzdaily/1", "2025-03-04", company, states, recalled)
    assert len(set(keys)) == 3
    assert newsroom.kinds() == ["new", "new"]


def test_what_is_only_recalled_and_vague_makes_no_deal(newsroom: Newsroom) -> None:
    vague = newsroom.step("party uz-gov: Uzbekistan", "mineral copper: Copper", role="background")
    assert newsroom.report("uzdaily/1", "2025-03-04", vague) == []


def test_a_recalled_deal_becomes_news_when_it_is_reported(newsroom: Newsroom) -> None:
    recalled = newsroom.step(newsroom.who[0], "party traxys: Traxys", newsroom.what[0], role="background")
    news = newsroom.step(newsroom.who[0], "party traxys: Traxys", newsroom.what[0], stage="agreement")
    first = newsroom.report("uzdaily/1", "2025-03-04", recalled)
    assert newsroom.kinds() == []
    assert newsroom.report("uzdaily/2", "2025-04-04", news) == first
    assert newsroom.kinds() == ["new"]


def test_a_copy_reports_the_deal_of_its_original(newsroom: Newsroom) -> None:
    poor = newsroom.step(newsroom.what[0], deal_type="offtake")
    first = newsroom.report("uzdaily/1", "2025-03-03", newsroom.step(*newsroom.who, *newsroom.what, on="2025-03-03"))
    assert newsroom.report("reprint/1", "2025-03-04", poor, copy_of="uzdaily/1") == first


def test_a_report_that_fits_two_deals_joins_them_and_says_so(newsroom: Newsroom) -> None:
    ours = newsroom.step(newsroom.who[0], newsroom.what[0], on="2025-03-03", stage="agreement")
    theirs = newsroom.step(newsroom.who[1], *newsroom.what, stage="agreement")
    both = newsroom.step(*newsroom.who, *newsroom.what, on="2025-03-03", stage="agreement")
    first = newsroom.report("uztmk/1", "2025-03-03", ours)
    assert newsroom.report("norsk/1", "2025-04-20", theirs) != first
    assert newsroom.report("uzdaily/1", "2025-04-21", both) == first
    assert newsroom.kinds()[-1] == "joined"
    (deal,) = newsroom.deals()
    assert {party["id"] for party in deal.parties} == {"uztmk", "x:norsk-wolfram"}


def test_every_fact_is_kept_with_its_words_and_sentence(newsroom: Newsroom) -> None:
    newsroom.report(
        "uzdaily/1", "2025-03-03", newsroom.step(*newsroom.who, *newsroom.what, "value 40000000 USD: $40 million")
    )
    with session(newsroom.engine) as opened:
        for one in opened.scalars(select(Evidence)):
            assert newsroom.document[one.start : one.end] in one.quote
        value = opened.scalars(select(Evidence).where(Evidence.field == "value")).one()
        assert value.quote == "Norsk Wolfram would invest $40 million at the Ingichka deposit."


def test_the_same_steps_in_the_same_order_give_the_same_keys(newsroom: Newsroom) -> None:
    def run(number: int) -> list[str]:
        return newsroom.report(
            f"uzdaily/{number}",
            f"202{number}-03-03",
            newsroom.step(*newsroom.states, on=f"202{number}-03-03", deal_type="intergovernmental"),
        )

    assert [run(number) for number in (1, 3, 5)] == [[f"uz-us-intergovernmental-202{number}"] for number in (1, 3, 5)]


@pytest.mark.parametrize("stage", ["suspended", "terminated"])
def test_an_end_is_told_from_any_stage(newsroom: Newsroom, stage: str) -> None:
    newsroom.report(
        "uzdaily/1", "2025-03-03", newsroom.step(*newsroom.who, *newsroom.what, on="2025-03-03", stage="agreement")
    )
    newsroom.report("uzdaily/2", "2025-06-03", newsroom.step(*newsroom.who, *newsroom.what, stage=stage))
    with session(newsroom.engine) as opened:
        assert opened.scalars(select(Deal)).one().stage == stage
    assert newsroom.kinds() == ["new", "stage"]
