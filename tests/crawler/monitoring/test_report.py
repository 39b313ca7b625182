"""The catalogue is listed with its state, for a person and for a machine."""

import json
from pathlib import Path

import pytest
from sqlalchemy import Engine

from crawler.monitoring.report import as_lines, as_table, rows
from crawler.sources import load_catalogue
from crawler.visits.closing import finish
from crawler.visits.opening import begin


def test_every_source_is_listed_with_what_is_known(
    database: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    block = '[[source]]\nname = "{0}"\ntitle = "{0} title"\ncountry = "UZ"\nfeeds = "https://{0}.uz/rss"\n'
    (tmp_path / "uz.toml").write_text(block.format("old") + block.format("fresh"), encoding="utf-8")
    monkeypatch.setenv("KONCHI_SOURCES", str(tmp_path))
    source = load_catalogue()["old"]
    tally = begin(database, source)
    assert tally
    tally.error = "a \x1b[31mred\x1b[0m reason"
    finish(database, source, tally)
    found = {row["name"]: row for row in map(json.loads, as_lines(rows(database)))}
    assert found["fresh"]["verdict"] == "new"
    assert found["fresh"]["last_run"] is None
    assert found["old"]["verdict"] == "broken"
    assert found["old"]["ways_in"] == ["feeds"]
    assert found["old"]["last_run"].endswith("+00:00")
    head, *lines = as_table(rows(database))
    assert head.split()[:3] == ["name", "title", "country"]
    assert len(lines) == 2
    assert all(line.isprintable() for line in lines)
