"""Which records are in doubt: those that differ from their deals, and those of deals with a withdrawn article."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from alerts.sending.records import remember
from alerts.telling.standing import standing
from alerts.telling.told import GONE, facts_of
from pipeline.db import session
from pipeline.models import Deal
from tests.alerts.desk import AGAIN, Desk
from tests.alerts.postbox import Postbox


@pytest.fixture
def desk(database: Engine, home: Path) -> Desk:
    """Give a desk with one deal, told as it is."""
    made = Desk(database, Postbox(), home)
    made.publish(1)
    told(made)
    return made


def told(desk: Desk, **other: str) -> None:
    with session(desk.engine) as opened:
        deal = opened.scalars(select(Deal)).one()
        remember(opened, {deal.key: facts_of(deal) | other}, desk.now)


def suspects(desk: Desk) -> int:
    with session(desk.engine) as opened:
        return sum(map(len, standing(opened).suspects.values()))


def test_only_what_differs_is_in_doubt(desk: Desk) -> None:
    assert suspects(desk) == 0
    told(desk, stage="operation")
    assert suspects(desk) == 1
    desk.publish(2, "Tungsten powder plant agreed", AGAIN, "other")
    assert suspects(desk) == 1
    desk.withdraw(2)
    assert suspects(desk) == 2


def test_a_deal_taken_back_is_in_doubt_only_where_it_is_told_again(desk: Desk) -> None:
    told(desk, **{GONE: "rejected"})
    assert suspects(desk) == 1
    desk.correct("reject", desk.key())
    assert suspects(desk) == 1
    with session(desk.engine) as opened:
        now = standing(opened)
        (numbers,) = now.suspects.values()
        (number,) = numbers
        found = now.doubt(opened, number)
        assert found
        assert found.whole
        assert found.whole.kind == "rejected"
        assert now.doubt(opened, number) is found


def test_what_a_withdrawn_article_alone_says_is_not_remembered_as_told(desk: Desk) -> None:
    desk.publish(2, "Tungsten powder plant agreed", AGAIN.replace("$35 million", "$40 million"), "other")
    desk.withdraw(2)
    with session(desk.engine) as opened:
        deal = opened.scalars(select(Deal)).one()
        shown = facts_of(deal)
        assert sorted(shown["values"]) == ["35000000 USD", "40000000 USD"]
        assert standing(opened).settled(opened, deal.key, shown)["values"] == ["35000000 USD"]
