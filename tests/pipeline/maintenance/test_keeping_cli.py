"""Backup, restore and sweep, as a user types them."""

from pathlib import Path

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from pipeline.ledger import Delivery
from pipeline.maintenance.backup import checked
from tests.pipeline.belongings import fill, other, own_home
from tests.pipeline.test_cli import konchi

__all__ = ["other", "own_home"]  # pytest finds them here


def test_backup_and_restore_are_commands(database: Engine, tmp_path: Path) -> None:
    fill(database)
    path = tmp_path / "konchi.backup"
    assert "it was read again and is whole" in konchi("backup", str(path))
    assert "are back, in" in konchi("restore", str(path), "--overwrite")
    assert checked(path).files
    with Session(database) as opened:
        assert opened.scalar(select(func.count(Delivery.id))) == 1


def test_sweep_is_a_command_that_tells_what_it_did(database: Engine) -> None:
    fill(database)
    assert "0 pages without news of deals, 0 earlier versions and 0 mails emptied, 0 runs deleted" in konchi("sweep")
    with Session(database) as opened:
        assert opened.scalar(select(func.length(Delivery.body))) == 2
