"""Readers, the secret of their links and a catalogue of one's own are kept with the database."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from pipeline.db import data_folder
from pipeline.maintenance.backup import backup
from pipeline.maintenance.restore import NotEmpty, restore
from tests.pipeline.belongings import other, own_home

__all__ = ["other", "own_home"]  # pytest finds them here


def test_files_move_along_and_nothing_is_overwritten_unasked(
    database: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "catalogue"
    own.mkdir()
    (own / "uz.toml").write_text("# mine\n")
    monkeypatch.setenv("KONCHI_SOURCES", str(own))
    made = backup(database, tmp_path / "konchi.backup")
    assert set(made.files) == {"secret", "subscriptions.toml", "sources/uz.toml"}
    monkeypatch.delenv("KONCHI_SOURCES")
    monkeypatch.setenv("KONCHI_HOME", str(tmp_path / "new home"))
    (data_folder() / "secret").write_text("another")
    with pytest.raises(NotEmpty, match="secret"):
        restore(database, tmp_path / "konchi.backup")
    assert not (data_folder() / "subscriptions.toml").exists()
    (data_folder() / "secret").unlink()
    restore(database, tmp_path / "konchi.backup")
    assert (data_folder() / "subscriptions.toml").read_text().endswith('"reader@example.org"\n')
    assert (data_folder() / "sources" / "uz.toml").read_text() == "# mine\n"
