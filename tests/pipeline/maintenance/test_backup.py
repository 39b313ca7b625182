"""A backup is whole whoever writes meanwhile, and proves itself."""

import threading
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from pipeline.db import session
from pipeline.ledger import Job
from pipeline.maintenance.backup import BadBackup, backup
from pipeline.maintenance.restore import restore
from pipeline.models import Deal
from tests.alerts.newsroom import Newsroom
from tests.pipeline.belongings import fill, other, own_home, rows
from tests.waiting import LONGEST

__all__ = ["other", "own_home"]  # pytest finds them here


def test_writers_go_on_and_the_backup_shows_one_moment(database: Engine, other: Engine, tmp_path: Path) -> None:
    newsroom, stop, written = Newsroom(database), threading.Event(), threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            newsroom.deal(f"deal-{number}", bare=True)
            with session(database) as opened:  # in one transaction: as many jobs as the number says
                opened.add(Job(name=f"a{number}", due_at=newsroom.now, epoch=number))
                opened.add(Job(name=f"b{number}", due_at=newsroom.now, epoch=number))
            number += 1
            if number == 20:
                written.set()

    writers = [threading.Thread(target=write)]
    writers[0].start()
    assert written.wait(LONGEST)
    try:
        backup(database, tmp_path / "konchi.backup")
        with session(database) as opened:
            after = opened.scalar(select(func.count(Deal.id)))
    finally:
        stop.set()
        writers[0].join()
    restore(other, tmp_path / "konchi.backup")
    with session(other) as opened:
        deals, pairs = opened.scalar(select(func.count(Deal.id))), opened.scalar(select(func.count(Job.name)))
        assert pairs is not None
        assert deals is not None
        assert pairs % 2 == 0
        assert deals - pairs // 2 in {0, 1}
        assert 20 <= deals <= (after or 0)


def test_a_backup_overwrites_nothing(database: Engine, tmp_path: Path) -> None:
    (tmp_path / "konchi.backup").write_text("dear")
    with pytest.raises(BadBackup, match="there already"):
        backup(database, tmp_path / "konchi.backup")
    assert (tmp_path / "konchi.backup").read_text() == "dear"


@pytest.mark.parametrize("harm", ["cut", "changed", "exchanged", "no backup"])
def test_a_backup_that_was_harmed_is_refused_and_nothing_changes(database: Engine, tmp_path: Path, harm: str) -> None:
    fill(database)
    path = tmp_path / "konchi.backup"
    backup(database, path)
    before, body = rows(database), path.read_bytes()
    if harm == "exchanged":
        with zipfile.ZipFile(path) as whole:
            members = {name: whole.read(name) for name in whole.namelist()}
        members["tables/deals.jsonl"] = members["tables/deals.jsonl"].replace(b"A deal", b"A duel")
        with zipfile.ZipFile(path, "w") as forged:
            for name, told in members.items():
                forged.writestr(name, told)
    else:
        middle = len(body) // 2
        flipped = body[:middle] + bytes([body[middle] ^ 255]) + body[middle + 1 :]
        path.write_bytes({"cut": body[:middle], "changed": flipped, "no backup": b"Dear reader"}[harm])
    with pytest.raises(BadBackup, match="no whole backup"):
        restore(database, path, overwrite=True)
    assert rows(database) == before
