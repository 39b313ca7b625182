"""Whose death is whose fault: pages that died in company are tried in less company."""

import datetime as dt

from sqlalchemy import Engine, select

from pipeline.db import session
from pipeline.models import Page
from pipeline.process import claim
from tests.pipeline.test_process import SIGNED, page


def test_pages_that_were_claimed_when_workers_died_are_not_to_blame_for_it(database: Engine) -> None:
    with session(database) as opened:
        opened.add_all(page(number, SIGNED) for number in range(59))
    later = dt.datetime.now(dt.UTC)
    claims = []
    for _ in range(6):  # each dies after what it claimed first is stored
        later += dt.timedelta(hours=1)
        with session(database) as opened:
            claimed = claim(opened, 100, later)
            opened.get_one(Page, min(claimed)).state = "done"
            claims.append(len(claimed))
    assert claims == [59, 20, 20, 18, 1, 1]
    with session(database) as opened:
        assert not opened.scalars(select(Page).where(Page.state == "failed")).all()
