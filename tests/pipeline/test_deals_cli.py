"""`konchi deals`, as a user types it: a key where no command is, corrections, and their errors."""

import pytest
from sqlalchemy import Engine

from pipeline.process import process
from tests.pipeline.test_cli import konchi
from tests.pipeline.test_process import stored  # noqa: F401 - a fixture


def test_deals_are_listed_shown_put_right_and_back(stored: Engine) -> None:  # noqa: F811 - the fixture
    process(stored)
    key = konchi("deals").splitlines()[1].split()[0]
    assert konchi("deals", key).splitlines() == konchi("deals", "show", key).splitlines()
    assert "nobody has corrected anything" in konchi("deals", "history")
    assert "stage agreement, by dilnoza" in konchi("deals", "set", key, "stage", "agreement", "--by", "dilnoza")
    konchi("deals", "set", key, "mineral", "-tungsten", "--by", "dilnoza")
    assert "minerals" not in konchi("deals", key)
    assert "agreement" in konchi("deals", "--stage", "agreement")
    assert konchi("deals", "undo", "2") == "correction 2 is undone\n"
    assert "tungsten" in konchi("deals", key)
    assert len(konchi("deals", "history", key).splitlines()) == 3
    konchi("deals", "reject", key)
    assert konchi("deals") == "there is no deal yet; konchi crawl and konchi process find them\n"


@pytest.mark.usefixtures("database")
def test_a_mistake_is_one_sentence() -> None:
    assert "konchi deals lists the keys" in konchi("deals", "merge", "one", "other", code=1)
    assert "konchi deals history lists them" in konchi("deals", "undo", "5", code=1)
    assert "'yesterday' is no day; write e.g. 2026-12-31" in konchi("deals", "--since", "yesterday", code=2)


def test_help_names_every_command() -> None:
    told = konchi("deals", "--help")
    assert all(name in told for name in ("show", "merge", "split", "set", "reject", "history", "undo"))
