"""The konchi commands of the crawler."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from crawler.cli import crawl, sources
from pipeline.commands import Commands
from scheduler import COMMANDS
from tests.crawler.conftest import Crawl
from tests.waiting import LONGEST, worked


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KONCHI_SOURCES", str(tmp_path))
    monkeypatch.setenv("KONCHI_DATABASE", f"sqlite:///{tmp_path / 'konchi.db'}")
    block = '[[source]]\nname = "{0}"\ntitle = "T"\ncountry = "UZ"\nfeeds = "https://{0}.invalid/rss"\n'
    (tmp_path / "uz.toml").write_text(block.format("kun_uz") + block.format("daryo"), encoding="utf-8")
    return tmp_path


@pytest.mark.usefixtures("catalogue")
def test_an_unknown_name_is_refused_with_the_nearest() -> None:
    result = CliRunner().invoke(crawl, ["kunuz"])
    assert result.exit_code == 1
    assert "no source is called 'kunuz'; did you mean kun_uz?" in result.output


def test_a_mistake_in_the_catalogue_is_named(catalogue: Path) -> None:
    (catalogue / "uz.toml").write_text('[[source]]\nnam = "x"\n', encoding="utf-8")
    for command in ("crawl", "sources"):
        result = CliRunner().invoke(Commands("konchi", modules=COMMANDS), [command])
        assert result.exit_code == 1
        assert "uz.toml, block 1: unknown key 'nam'; did you mean 'name'?" in result.output


def test_an_empty_catalogue_is_said_to_be_empty(catalogue: Path) -> None:
    (catalogue / "uz.toml").unlink()
    assert "the catalogue names no source" in CliRunner().invoke(crawl, []).output


@pytest.mark.usefixtures("catalogue")
def test_sources_are_listed_for_machines_and_people() -> None:
    lines = CliRunner().invoke(sources, ["--json"]).output.splitlines()
    assert [json.loads(line)["name"] for line in lines] == ["daryo", "kun_uz"]
    assert "verdict" in CliRunner().invoke(sources, []).output


def test_due_sources_only_are_crawled(crawl: Crawl) -> None:
    crawl.source("gone", feeds=["https://gone.invalid/rss"])
    assert "unreachable" in crawl.run("--due", expect=3)
    assert crawl.run("--due") == "nothing is due\n"


def test_the_command_starts_without_the_crawl() -> None:
    code = "import sys, crawler.cli; sys.exit(any(name in sys.modules for name in ('scrapy', 'sqlalchemy', 'rich')))"
    before = worked()
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=LONGEST).returncode == 0
    assert worked() - before < 5
