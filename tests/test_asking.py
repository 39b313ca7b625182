"""A command that only asks comes in while somebody writes; whether it has to wait is tested."""

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine

from pipeline.db import session
from pipeline.models import SourceState
from scheduler import konchi


@pytest.mark.parametrize(
    "asked",
    [
        *("deals", "deals nothing", "deals history", "search copper", "export articles", "export deals", "explain 1"),
        *("lexicon propose", "status", "health", "sources", "sources --health", "subscriptions", "deliveries"),
        *("suppressions", "timetable"),
    ],
)
def test_whoever_only_asks_waits_for_no_writer(database: Engine, asked: str) -> None:
    with session(database) as writing:
        writing.add(SourceState(name="being_written"))
        writing.flush()
        done = CliRunner().invoke(konchi, asked.split())
        assert "locked" not in done.output, done.output
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
