"""Each archive gets one line that accounts for all its captures, and one that cannot be read does not stop the next."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from crawler.archives.filling import MOST_REASONS, Account
from crawler.archives.telling import sentence
from crawler.cli import backfill
from pipeline.db import connect, session
from pipeline.models import Page
from tests.crawler.archives.test_filling import BLOCKS, DEAL, SPORT
from tests.crawler.archives.warc import Capture, written
from tests.waiting import until


@pytest.fixture
def catalogue(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "known.toml").write_text(BLOCKS, encoding="utf-8")
    monkeypatch.setenv("KONCHI_SOURCES", str(tmp_path / "sources"))
    monkeypatch.setenv("KONCHI_DATABASE", sqlite_url)
    return tmp_path


def test_every_archive_has_its_account(catalogue: Path) -> None:
    well = written(catalogue / "well.warc.gz", [Capture("https://known.uz/news/1", DEAL), Capture("dns:known.uz")])
    other = written(catalogue / "other.warc", [Capture("https://other.kz/news/2", SPORT)])
    (catalogue / "page.html").write_bytes(DEAL)
    result = CliRunner().invoke(backfill, [str(well), str(catalogue / "page.html"), str(other)])
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        "well.warc.gz 2 captures: 1 stored, 1 skipped (1 no answer of a web server)",
        "page.html 0 captures: none; no WARC file: Invalid WARC header",
        "other.warc 1 capture: 1 turned away",
        "konchi process understands what is stored",
    ]
    again = CliRunner().invoke(backfill, [str(well)])
    assert (again.exit_code, again.output) == (
        0,
        "well.warc.gz 2 captures: 1 known, 1 skipped (1 no answer of a web server)\n",
    )


@pytest.mark.usefixtures("catalogue")
def test_mistyped_files_and_days_are_refused(tmp_path: Path) -> None:
    assert "does not exist" in CliRunner().invoke(backfill, ["none.warc"]).output
    file = str(written(tmp_path / "a.warc", []))
    assert "is no day; write e.g. 2026-12-31" in CliRunner().invoke(backfill, [file, "--since", "May"]).output


def test_the_rarest_reasons_are_summed_up_and_no_archive_speaks_to_the_terminal() -> None:
    account = Account()
    for number in range(8):
        for _ in range(9 - number):
            account.skip(f"no page but \x1b[31m{number}")
    said = sentence("a\x1b]0;b.warc", account)
    assert said.endswith("4 no page but [31m5, 5 for other reasons)")
    assert "\x1b" not in said


def test_an_archive_of_endless_reasons_is_told_in_few_and_fills_no_memory() -> None:
    account = Account()
    for number in range(3 * MOST_REASONS):
        account.skip(f"no page but {number}/x")
    assert len(account.reasons) == MOST_REASONS + 1
    assert f"{3 * MOST_REASONS - 5:,} for other reasons" in sentence("a.warc", account)


def test_a_stop_keeps_what_was_read_and_says_so(catalogue: Path) -> None:
    ones = [Capture(f"https://known.uz/news/{number}", DEAL) for number in range(300)]
    pipe = catalogue / "endless.warc"
    whole = written(catalogue / "whole.warc", ones)
    os.mkfifo(pipe)
    command = [sys.executable, "-m", "scheduler", "backfill", str(pipe)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    engine = connect()

    def stored() -> int:
        with session(engine) as opened:
            return opened.scalar(select(func.count(Page.id))) or 0

    with pipe.open("wb") as feeding:
        feeding.write(whole.read_bytes())
        feeding.flush()
        until(lambda: stored() >= 200)
        child.send_signal(signal.SIGTERM)
        said, _ = child.communicate(timeout=60)
    assert child.returncode == 128 + signal.SIGTERM
    assert "stopped; what is stored already will be known when it is read again" in said
    assert f"{stored()} stored" in said
