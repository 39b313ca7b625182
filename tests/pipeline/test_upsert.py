"""What is there already stays or is replaced, as the caller says, on both databases."""

from sqlalchemy import Engine, select

from pipeline import clock
from pipeline.db import session
from pipeline.models import Host
from pipeline.upsert import upsert


def test_a_row_that_is_there_already_is_no_error(database: Engine) -> None:
    for robots in ("rules", "none"):
        row = {"name": "outlet.uz", "robots": robots, "rights": [], "failures": 0, "checked_at": clock.now()}
        with session(database) as opened:
            opened.execute(
                upsert(database.dialect.name, Host).on_conflict_do_nothing(), [row, {**row, "name": f"{robots}.uz"}]
            )
    with session(database) as opened:
        found = {host.name: host.robots for host in opened.scalars(select(Host))}
    assert found == {"outlet.uz": "rules", "rules.uz": "rules", "none.uz": "none"}
