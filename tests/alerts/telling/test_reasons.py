"""Why a fact holds no more: whoever took it back is named."""

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from alerts.sending.records import remember
from alerts.telling.reasons import Reason, denial, successor, why
from alerts.telling.told import WHOLE, facts_of, key_of
from pipeline.db import session
from pipeline.ledger import Record
from pipeline.models import Deal
from tests.alerts.desk import AGAIN, BODY, DENIAL, Desk
from tests.alerts.postbox import Postbox

SUM = key_of("value", "35000000 USD")
LINK = "https://news.example/news/a-1"


@pytest.fixture
def desk(database: Engine, home: Path) -> Desk:
    """Give a desk whose one deal was told."""
    made = Desk(database, Postbox(), home)
    made.publish(1)
    with session(database) as opened:
        deal = opened.scalars(select(Deal)).one()
        remember(opened, {deal.key: facts_of(deal)}, made.now)
    return made


def reason(desk: Desk, fact: str) -> Reason:
    with session(desk.engine) as opened:
        record = opened.scalars(select(Record)).one()
        deal, _ = successor(opened, record)
        return why(opened, record, fact, deal.id if deal else None)


def test_an_edit_and_a_withdrawal_name_the_outlet_and_its_article(desk: Desk) -> None:
    desk.edit(1, BODY.replace("$35 million", "$40 million"))
    assert reason(desk, SUM) == Reason("edited", "Example", LINK)
    desk.withdraw(1)
    assert reason(desk, SUM) == Reason("withdrawn", "Example", LINK)


def test_an_article_that_a_reader_took_out_is_named(desk: Desk) -> None:
    desk.publish(2, "Tungsten powder plant agreed", AGAIN, "other")
    desk.correct("reject", desk.key(), LINK)
    assert reason(desk, SUM) == Reason("misread", "Example", LINK)


def test_what_became_another_deals_names_that_deal(desk: Desk) -> None:
    desk.publish(2, "Tungsten powder plant agreed", AGAIN, "other")
    desk.correct("split", desk.key(), [LINK])
    with session(desk.engine) as opened:
        record = opened.scalars(select(Record)).one()
        left = next(deal for deal in opened.scalars(select(Deal)) if deal.reports[0].article.address != LINK)
        found = why(opened, record, WHOLE, left.id)
        assert found.kind == "moved"
        assert found.other
        assert found.other["minerals"] == ["tungsten"]


def test_a_deal_under_another_key_is_known_by_its_articles(desk: Desk) -> None:
    with session(desk.engine) as opened:
        opened.scalars(select(Deal)).one().key = "another-key"
    with session(desk.engine) as opened:
        deal, joined = successor(opened, opened.scalars(select(Record)).one())
        assert deal
        assert (deal.key, joined) == ("another-key", False)
    assert reason(desk, SUM).kind == "reread"


def test_a_denial_is_no_end_by_agreement(desk: Desk) -> None:
    desk.now += dt.timedelta(hours=4)
    desk.publish(2, "Tungsten complex denies memorandum with Daegu Tungsten", DENIAL, "other")
    with session(desk.engine) as opened:
        deal = opened.scalars(select(Deal)).one()
        assert deal.stage == "terminated"
        assert denial(opened, deal.id) == Reason("denied", "Other", "https://news.example/news/a-2")
