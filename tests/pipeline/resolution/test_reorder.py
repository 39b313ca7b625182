"""An article that comes late finds the deals as if it had come in time, and readers hear of nothing twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from pipeline.db import session
from pipeline.models import Anchor, Deal, Event, Report
from pipeline.resolution import reorder

if TYPE_CHECKING:
    from conftest import Newsroom


def reports(newsroom: Newsroom) -> dict[str, set[str]]:
    """Return the addresses of each deal's articles."""
    with session(newsroom.engine) as opened:
        return {deal.key: {report.article.address for report in deal.reports} for deal in opened.scalars(select(Deal))}


def chain(newsroom: Newsroom, *order: int) -> dict[str, set[str]]:
    """Let three articles come in this order: a roadmap, talks that refer to it, a contract that ends the talks."""
    common = ("party traxys: Traxys", "country US: United States", "mineral tungsten: tungsten")
    steps = [
        ("uzdaily/0", "2025-01-03", newsroom.step(*common, "party uz-gov: Uzbekistan", on="2025-01-03")),
        ("trend/1", "2025-04-05", newsroom.step(*common, newsroom.who[0], stage="talks", on="2025-04-04")),
        ("kun/2", "2025-05-07", newsroom.step(*common, newsroom.who[0], stage="agreement", on="2025-05-06")),
    ]
    for number in order:
        newsroom.report(*steps[number])
    return reports(newsroom)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0), (2, 0, 1)])
def test_the_deals_are_those_of_the_order_of_publication(newsroom: Newsroom, order: tuple[int, ...]) -> None:
    found = chain(newsroom, *order)
    assert sorted(map(sorted, found.values())) == [["kun/2", "trend/1", "uzdaily/0"]]
    assert newsroom.kinds().count("new") == 1


def test_a_late_article_that_tells_two_deals_apart_divides_them_and_says_so(newsroom: Newsroom) -> None:
    both = (newsroom.who[0], "party traxys: Traxys", "party itia: trader", "mineral tungsten: tungsten")
    blended = newsroom.report("uzdaily/1", "2025-03-03", newsroom.step(*both, on="2025-03-03"))
    first = newsroom.step(newsroom.who[0], "party traxys: Traxys", both[3], on="2025-03-03")
    second = newsroom.step("party ammc: Complex", "party itia: trader", both[3], on="2025-03-03")
    third, fourth = newsroom.report("kun/1", "2025-03-04", first, second)
    assert blended[0] in {third, fourth}
    assert third != fourth
    assert newsroom.kinds() == ["new", "new"]
    with session(newsroom.engine) as opened:
        for deal in opened.scalars(select(Deal)):
            assert deal.title
            assert opened.scalar(select(func.count()).select_from(Anchor).where(Anchor.deal_id == deal.id))


def test_a_deal_of_many_reports_is_settled(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reorder, "MOST", 2)
    step = newsroom.step(*newsroom.who, *newsroom.what, on="2025-03-03")
    for number in range(3):
        newsroom.report(f"uzdaily/{number}", f"2025-03-0{3 + number}", step)
    late = newsroom.report("kun/1", "2025-03-03", step)
    assert reports(newsroom) == {late[0]: {"uzdaily/0", "uzdaily/1", "uzdaily/2", "kun/1"}}


def test_a_second_laying_changes_nothing(newsroom: Newsroom) -> None:
    before = chain(newsroom, 2, 0, 1)
    with session(newsroom.engine) as opened:
        told = opened.scalars(select(Event.key).order_by(Event.id)).all()
        reorder.reorder(opened, opened.scalars(select(Deal.id)).all())
    assert reports(newsroom) == before
    with session(newsroom.engine) as opened:
        assert opened.scalars(select(Event.key).order_by(Event.id)).all() == told
        assert set(opened.scalars(select(Report.deal_id))) == set(opened.scalars(select(Deal.id)))
