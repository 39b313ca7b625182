"""What of a record holds no more: what no evidence states, not what moved on."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from alerts.sending.records import remember
from alerts.telling.judging import Doubt, judged
from alerts.telling.told import facts_of
from pipeline.db import session
from pipeline.ledger import Record
from pipeline.models import Deal, Page
from tests.alerts.desk import AGAIN, BODY, Desk
from tests.alerts.postbox import Postbox


@pytest.fixture
def desk(database: Engine, home: Path) -> Desk:
    """Give a desk with one deal."""
    made = Desk(database, Postbox(), home)
    made.publish(1)
    return made


def told(desk: Desk, **other: object) -> None:
    """Note that a deal was told, with other facts than it has."""
    with session(desk.engine) as opened:
        deal = opened.scalars(select(Deal).order_by(Deal.id)).first()
        assert deal
        remember(opened, {deal.key: facts_of(deal) | other}, desk.now)


def doubt(desk: Desk) -> Doubt | None:
    with session(desk.engine) as opened:
        return judged(opened, opened.scalars(select(Record).order_by(Record.id.desc())).first() or Record())


def lost(desk: Desk) -> list[tuple[str, str, str | None, str]]:
    found = doubt(desk)
    return [(one.field, one.was, one.now, one.why.kind) for one in found.amendments] if found else []


def test_what_holds_is_in_no_doubt_nor_is_what_moved_on(desk: Desk) -> None:
    told(desk)
    assert doubt(desk) is None
    told(desk, stage="talks", date=None)
    assert doubt(desk) is None


def test_a_stage_and_a_date_that_no_report_states_are_lost(desk: Desk) -> None:
    told(desk, stage="operation")
    assert lost(desk) == [("stage", "operation", "memorandum", "reread")]
    told(desk, date="2025-03-17")
    assert lost(desk) == [("date", "2025-03-17", "2025-03-18", "reread")]


def test_a_party_that_got_another_id_is_still_there(desk: Desk) -> None:
    with session(desk.engine) as opened:
        parties = facts_of(opened.scalars(select(Deal)).one())["parties"]
    told(desk, parties=[[f"x:old-{party}", name.upper(), role] for party, name, role in parties])
    assert lost(desk) == []
    told(desk, parties=[["x:other", "Other Works", None]])
    assert lost(desk) == [("party", "x:other", None, "reread")]


def test_what_is_put_right_is_in_no_doubt_afterwards(desk: Desk) -> None:
    told(desk)
    desk.edit(1, BODY.replace("$35 million", "$40 million").replace("March 18", "March 17"))
    assert lost(desk) == [
        ("date", "2025-03-18", "2025-03-17", "edited"),
        ("value", "35000000 USD", "40000000 USD", "edited"),
    ]
    found = doubt(desk)
    assert found
    with session(desk.engine) as opened:
        remember(opened, {desk.key(): found.after}, desk.now)
    assert doubt(desk) is None


def test_nothing_is_judged_while_its_page_is_read_anew(desk: Desk) -> None:
    told(desk, stage="operation")
    with session(desk.engine) as opened:
        opened.scalars(select(Page)).one().state = "waiting"
    assert doubt(desk) is None


def test_a_deal_falls_only_with_its_last_article(desk: Desk) -> None:
    desk.publish(2, "Tungsten powder plant agreed", AGAIN, "other")
    told(desk)
    desk.withdraw(1)
    assert doubt(desk) is None
    desk.withdraw(2)
    found = doubt(desk)
    assert found
    assert found.whole
    assert found.whole.kind == "withdrawn"
