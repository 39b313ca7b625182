"""An article that says too little by itself is news of a deal that is known, where it surely tells of that one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Engine, select

from pipeline.db import session
from pipeline.models import Article, Deal
from pipeline.process import process
from pipeline.resolution.familiar import told_of
from tests.pipeline.test_process import article, page

if TYPE_CHECKING:
    from conftest import Newsroom

SIDES = (
    "Uzbekistan's Technological Metals Complex and South Korea's {} signed a memorandum{} in Tashkent on 18 March 2025."
)
FULL, SHORT = SIDES.format("Posco International", " on tungsten"), SIDES.format("Posco International", "")
OTHERS, GOLD = SIDES.format("Hyundai Engineering", ""), SIDES.format("Posco International", " on gold")


def told(database: Engine, *texts: str) -> list[tuple[bool, list[str], list[str]]]:
    """Process pages in this order; return of each article whether it is relevant, why, and its deals."""
    with session(database) as opened:
        opened.add_all(
            page(number, article("Signed in Tashkent", f"<p>{text}</p>", f"2025-03-19T1{number}:00:00+05:00"))
            for number, text in enumerate(texts, 1)
        )
    process(database)
    with session(database) as opened:
        found = opened.scalars(select(Article).order_by(Article.published_at)).all()
        return [(one.relevant, one.reasons, [report.deal.key for report in one.reports]) for one in found]


def test_a_report_that_names_no_mineral_is_news_of_the_deal_that_it_tells(database: Engine) -> None:
    (_, _, deals), (relevant, reasons, same) = told(database, FULL, SHORT)
    assert relevant
    assert reasons == [f"reports a step of a deal that is known: {deals[0]}", "the step is not about a mineral"]
    assert same == deals


def test_it_is_none_where_the_deal_is_not_known(database: Engine) -> None:
    assert told(database, SHORT) == [(False, ["the step is not about a mineral"], [])]


def test_it_is_none_where_another_takes_the_step(database: Engine) -> None:
    _, other = told(database, FULL, OTHERS)
    assert other == (False, ["the step is not about a mineral"], [])


def test_what_is_no_news_for_another_reason_stays_none(database: Engine) -> None:
    _, other = told(database, FULL, GOLD)
    assert other == (False, ["only gold or silver is concerned"], [])


def test_it_must_fit_better_than_what_puts_a_step_into_a_deal(newsroom: Newsroom) -> None:
    newsroom.report("uzdaily/1", "2025-03-03", newsroom.step(*newsroom.who, *newsroom.what, on="2025-03-03"))
    sure = newsroom.step(*newsroom.who, on="2025-03-03")
    vague = newsroom.step(newsroom.who[0], on="2025-03-03")
    with session(newsroom.engine) as opened:
        written = newsroom.write(opened, "kun/1", "2025-03-04")
        assert told_of(opened, written, [sure]) == opened.scalars(select(Deal)).one()
        assert told_of(opened, written, [vague]) is None
