"""What readers were told stays as it was told, can be shown and explained, and is still put right, after a sweep."""

import datetime as dt
import email
import email.policy
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from alerts.deliver import preview, send_due
from pipeline import clock
from pipeline.db import session
from pipeline.ledger import Delivery, Record, Told
from pipeline.maintenance.retention import MAILS
from pipeline.maintenance.sweep import sweep
from pipeline.models import Article, Deal, Event, Evidence, Page, Run, SourceState
from pipeline.process import process
from pipeline.queries.explain import explain
from pipeline.reprocess import reprocess
from tests.alerts.conftest import home
from tests.alerts.desk import BODY, GRAPHITE, TITLE
from tests.pipeline.test_process import NOW, article, page
from tests.pipeline.test_reprocess import CHESS
from tests.pipeline.test_revise import edit

__all__ = ["home"]  # pytest finds it here
DAY = dt.timedelta(days=1)
LATER = NOW + (MAILS + 9) * DAY


class Desk:
    """Everything between a page and a reader's folder, without servers."""

    def __init__(self, engine: Engine, home: Path) -> None:
        self.engine, self.folder = engine, home / "Maildir"
        self.reader = f"maildir:{self.folder}"
        block = f'[[subscription]]\naddress = "{self.reader}"\nat = "08:00"\n'
        (home / "subscriptions.toml").write_text(block, encoding="utf-8")

    def read(self, now: dt.datetime) -> tuple[str, str]:
        """Send what is due; return subject and text of the mail that came, the text on one line."""
        before = set(self.folder.glob("new/*"))
        with session(self.engine) as opened:
            opened.add(Run(source="example", started_at=now, outcome="ok"))
        assert send_due(self.engine, now)["sent"] == 1
        (came,) = set(self.folder.glob("new/*")) - before
        mail = email.message_from_bytes(came.read_bytes(), policy=email.policy.default)
        return mail["Subject"], " ".join(mail.get_body(("plain",)).get_content().split())

    def edit(self, body: str, hours: float) -> None:
        """Let the outlet edit its article on tungsten."""
        edit(self.engine, article(TITLE, body), 1, hours)
        process(self.engine)


@pytest.fixture
def desk(database: Engine, home: Path) -> Desk:
    """Give a desk whose reader was told of two deals, one of them since corrected, among articles about chess."""
    with session(database) as opened:
        opened.add(SourceState(name="example", title="Example", publisher="Example", timezone="Asia/Tashkent"))
        opened.add(page(1, article(TITLE), body_hash="1"))
        opened.add(page(2, article("Graphite memorandum signed", GRAPHITE)))
        for number in range(4, 8):
            opened.add(page(number, article(f"Chess cup number {number}", CHESS.replace("six", str(number)))))
    process(database)
    made = Desk(database, home)
    made.read(NOW + DAY)
    made.edit(BODY.replace("$35 million", "$40 million"), 25)
    assert "Now: USD 40 million" in made.read(NOW + 2 * DAY)[1]
    return made


def told(desk: Desk) -> dict[str, object]:
    """Return all that stands behind what was told, and how it is shown and explained now."""
    of = (Deal, Event, Evidence, Told, Record)
    with Session(desk.engine) as opened:
        rows = {one.__tablename__: sorted(map(tuple, opened.execute(select(one.__table__))), key=repr) for one in of}
        ledger = (Delivery.address, Delivery.message_id, Delivery.subject, Delivery.sent_at, Delivery.reply)
        explained = [explain(opened, address) for address in opened.scalars(select(Article.address))]
        sent = opened.execute(select(*ledger)).all()
    shown = [preview(desk.engine, desk.reader, since) for since in (None, NOW - 9 * DAY)]
    return rows | {"ledger": sent, "explained": explained, "shown": shown}


def kept(engine: Engine) -> dict[str, int]:
    """Return how many bytes of pages and mails there are."""
    with session(engine) as opened:
        return {
            one.__tablename__: opened.scalar(select(func.coalesce(func.sum(func.length(one.body)), 0))) or 0
            for one in (Page, Delivery)
        }


def test_what_was_told_is_the_same_before_and_after_a_sweep(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    clock.set_clock(LATER)
    try:
        before, bytes_before = told(desk), kept(desk.engine)
        done = sweep(desk.engine, LATER)
        after, bytes_after = told(desk), kept(desk.engine)
    finally:
        clock.set_clock(None)
    assert [name for name in before if after[name] != before[name]] == []
    assert len(before["deals"]) == 2  # type: ignore[arg-type]
    assert done.pages == 4
    assert bytes_after["deliveries"] == 0 < bytes_after["pages"] < bytes_before["pages"]
    assert sum(bytes_before.values()) - sum(bytes_after.values()) == done.freed
    with capsys.disabled():
        print(f"\n  bytes of pages and mails {bytes_before}, after the sweep {bytes_after}")


def test_after_a_sweep_and_a_re_run_an_edit_is_still_told_to_those_who_were_told(desk: Desk) -> None:
    sweep(desk.engine, LATER)
    reprocess(desk.engine)
    assert "Nothing new" in desk.read(NOW + 3 * DAY)[0]
    desk.edit(BODY.replace("$35 million", "$60 million"), 75)
    subject, text = desk.read(NOW + 4 * DAY)
    assert subject.endswith("1 correction")
    assert "Value: USD 40 million Now: USD 60 million. Example has edited its article." in text
