"""What holds now is found once for all readers."""

import datetime as dt
from pathlib import Path

from sqlalchemy import Engine

from alerts.telling.known import NOTHING, known
from pipeline.db import session
from tests.alerts.desk import Desk
from tests.alerts.postbox import Postbox
from tests.alerts.telling.test_overdue import PLAN


def test_doubts_and_delays_are_known_together(database: Engine, home: Path) -> None:
    desk = Desk(database, Postbox(), home)
    desk.publish(1, body=PLAN)
    with session(database) as opened:
        assert known(opened, desk.now) == NOTHING
        there = known(opened, dt.datetime(2025, 7, 1, 8, tzinfo=dt.UTC))
    assert [pledge.value for _, pledge in there.late.found] == ["2025-06-30 operation"]
