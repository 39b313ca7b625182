"""Errors that a person can do something about are a sentence, mistakes of ours are not."""

import sqlite3

import pytest
from sqlalchemy.exc import OperationalError

from crawler.sources import InvalidSource
from pipeline.foreseen import foreseen

ROOM = "Make room on the disk: the work goes on by itself"


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (InvalidSource("uz.toml: wrong\x1b[2J\nkey"), "uz.toml: wrong[2J key"),
        (
            OSError(28, "No space left on device"),
            f"No space left on device. {ROOM}",
        ),
        (
            OperationalError("INSERT", {}, sqlite3.OperationalError("database or disk is full")),
            f"the database cannot be used: database or disk is full; what was stored before is safe. {ROOM}",
        ),
        (PermissionError(13, "Permission denied", "/data"), "/data: Permission denied"),
        (
            OperationalError("SELECT 1", {}, sqlite3.OperationalError("disk I/O error")),
            "the database cannot be used: disk I/O error; what was stored before is safe",
        ),
        (BrokenPipeError(32, "Broken pipe"), None),
        (KeyError("a mistake of ours"), None),
    ],
)
def test_what_is_foreseen_is_a_sentence_and_a_mistake_of_ours_is_not(error: Exception, sentence: str | None) -> None:
    assert foreseen(error) == sentence
