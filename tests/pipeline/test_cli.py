"""The pipeline's commands, as a user types them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.pipeline.test_process import stored  # noqa: F401 - a fixture


def konchi(*arguments: str, code: int = 0) -> str:
    done = subprocess.run([sys.executable, "-m", "scheduler", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout if code == 0 else done.stderr


@pytest.mark.usefixtures("stored")
def test_what_was_stored_is_processed_explained_exported_and_shown(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert "1 articles, of them 1 relevant" in konchi("process")
    exported = [json.loads(line) for line in konchi("export", "articles").splitlines()]
    assert [row["stage"] for row in exported] == ["memorandum"]
    assert konchi("export", "articles", "--csv").splitlines()[0].startswith("url,")
    with (tmp_path / "articles.csv").open("wb") as file:  # what Excel opens
        subprocess.run([sys.executable, "-m", "scheduler", "export", "articles", "--csv"], stdout=file, check=True)
    assert (tmp_path / "articles.csv").read_bytes().startswith(b"\xef\xbb\xbfurl,")
    assert json.loads(konchi("export", "deals"))["minerals"] == ["tungsten"]
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")  # a terminal of another age
    assert [json.loads(line) for line in konchi("export", "articles").splitlines()] == exported
    monkeypatch.delenv("PYTHONIOENCODING")
    told = konchi("explain", exported[0]["url"])
    assert "tungsten" in told
    assert "memorandum" in told
    listed = konchi("deals", "--mineral", "tungsten")
    assert "memorandum" in listed
    assert "read from" in konchi("deals", listed.splitlines()[1].split()[0])
    assert konchi("deals", "--mineral", "tin") == "no stored deal fits\n"
    found = konchi("search", "вольфрама", "-gold", "--since", "2025-01-01", "--limit", "1")
    assert found.startswith("deal  Uzbekistan Technological Metals Complex")
    assert "[tungsten] concentrate into powder" in found
    records = [json.loads(line) for line in konchi("search", "--json", "volfram", "metals complex").splitlines()]
    assert [row["kind"] for row in records] == ["deal", "article"]
    assert [records[1]["snippet"][start:end] for start, end in records[1]["found"]][-1] == "tungsten"
    assert konchi("search", "--deals", "tin") == "nothing is stored that says so\n"
    assert "nothing to search for" in konchi("search", "--", "-gold", code=1)
    shown = konchi("status")
    assert "Unextractable" in shown
    assert "1 done, 1 failed" in shown
    assert "1 articles, of them 1 relevant" in konchi("reprocess")


@pytest.mark.parametrize("article", ["https://nowhere.example/", "7", "9" * 30, "9" * 5000, "²", "\x1b[2J"])
def test_an_unknown_article_is_refused_with_advice(database: Engine, article: str) -> None:
    assert database
    said = konchi("explain", article, code=1)
    assert said.startswith("Error: ")
    assert len(said.splitlines()) == 1
    assert "\x1b" not in said
