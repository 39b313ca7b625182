"""The lexicon commands are called as a user would; their answers are tested."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.queries.terms import lexicon


def test_a_text_is_tried_from_the_command_line() -> None:
    done = CliRunner().invoke(lexicon, ["try", "Canada's Borealis signed.", "--lang", "en"])
    assert done.exit_code == 0
    assert "x:borealis" in done.output


def test_an_unknown_language_is_refused() -> None:
    assert CliRunner().invoke(lexicon, ["try", "text", "--lang", "xx"]).exit_code != 0


def test_an_empty_database_has_nothing_to_propose(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KONCHI_DATABASE", f"sqlite:///{tmp_path / 'konchi.db'}")
    done = CliRunner().invoke(lexicon, ["propose"])
    assert done.exit_code == 0
    assert "is in the lexicon" in done.output
