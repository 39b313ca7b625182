"""What is near in time speaks for one deal; a repetition, a step backwards and a step after the end speak against."""

import datetime as dt

import pytest

from pipeline.resolution.timing import follows, timing
from pipeline.resolution.view import View
from pipeline.resolution.weights import weights
from tests.pipeline.resolution.test_match import view


def test_a_paper_is_gone_on_with_by_its_day_its_month_or_a_span_of_months() -> None:
    deal = view("uz-gov", "hu-gov", on="2025-01-28", stage="agreement")
    for when, same in (("2025-01-28", True), ("2025-01", True), ("2022-05/2025-05", True), ("2025-02/2025-05", False)):
        assert follows(view("uz-gov", "hu-gov", on="2025-06-03", follows=[when]), deal) is same


def test_the_same_day_across_a_time_zone_speaks_for() -> None:
    assert timing(view(on="2026-02-04"), view(on="2026-02-05")) == weights()["time"]["same-day"]


@pytest.mark.parametrize("later", ["2025-06-03", "2026-03-03", "2027-03-03"])
def test_the_same_instrument_on_another_day_speaks_against_the_more_the_later(later: str) -> None:
    assert timing(view(on=later), view()) <= weights()["time"]["apart"]
    assert timing(view(on=later), view()) >= weights()["time"]["apart-most"]


def test_a_later_rung_later_is_progress_and_an_earlier_rung_later_is_not() -> None:
    assert timing(view(stage="agreement", on="2025-05-03"), view()) > 0
    assert timing(view(stage="talks", on="2026-05-03"), view()) < 0


def test_a_step_long_after_the_end_belongs_to_another_deal() -> None:
    assert timing(view(stage="memorandum", on="2026-03-03"), view(stage="terminated")) == -3.0


def test_a_stage_that_recurs_may_be_reported_again_within_a_season() -> None:
    talks, memorandum = view(stage="talks", on="2025-06-03"), view(on="2025-06-03")
    assert 0 > timing(talks, view(stage="talks")) > timing(memorandum, view())


def test_of_several_steps_the_one_that_fits_worst_counts() -> None:
    both = view()
    both.milestones += view(on="2027-03-03").milestones
    assert timing(both, view()) == timing(view(on="2027-03-03"), view()) < timing(view(), view())


def test_what_is_recalled_without_a_date_was_not_before_the_deal_began() -> None:
    born = dt.date(2025, 3, 3)
    assert timing(View(born=born - dt.timedelta(days=9)), View(born=born)) == weights()["time"]["before-birth"]
    assert timing(View(born=born), View(born=born)) == timing(View(), View(born=born)) == 0


@pytest.mark.parametrize(("told", "on", "holds"), [
    ("2025-03", "2025-03-03", True), ("2025-03-03", "2025-03-03", True), ("2025-03-04", "2025-03-03", False),
    ("2025-04", "2025-03-03", False), ("2024-03", "2025-03-03", False),
])  # fmt: skip
def test_a_step_goes_on_with_the_deal_that_moved_when_its_paper_was_made(told: str, on: str, holds: bool) -> None:  # noqa: FBT001
    assert follows(View(follows={told: 1.0}), view(on=on)) is holds


def test_what_one_report_of_many_says_of_a_day_is_nothing_to_go_on_with() -> None:
    stray = view()
    stray.milestones = [one._replace(share=0.1) for one in stray.milestones]
    assert not follows(View(follows={"2025-03": 1.0}), stray)
