"""Which sources are due is told, on both databases."""

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import Engine

from crawler import due
from crawler.monitoring.tally import Tally
from crawler.sources import Source
from crawler.visits import opening
from tests.crawler.visits.runs import OUTLET, dead, ran


def test_a_source_whose_crawl_died_is_known_until_it_is_crawled(database: Engine) -> None:
    assert opening.begin(database, OUTLET)
    assert due.left_open(database) == set()
    dead(database)
    assert due.left_open(database) == {"outlet"}
    ran(database)
    assert due.left_open(database) == set()


def test_due_are_new_sources_and_those_whose_time_has_come(
    database: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocks = "".join(
        f'[[source]]\nname = "{name}"\ntitle = "T"\ncountry = "UZ"\nfeeds = "https://{name}.uz/rss"\n'
        for name in ("outlet", "fresh", "other", "off")
    )
    (tmp_path / "uz.toml").write_text(blocks + "enabled = false\n", encoding="utf-8")
    monkeypatch.setenv("KONCHI_SOURCES", str(tmp_path))
    ran(database)
    held = opening.begin(database, Source("other", "O", "UZ", "UTC", "o", feeds=("https://other.uz/rss",)))
    assert isinstance(held, Tally)
    now = dt.datetime.now(dt.UTC)
    assert due.due_names(database) == ["fresh"]
    assert due.due_names(database, now + dt.timedelta(hours=1)) == ["fresh", "other", "outlet"]
    assert [name for name, *_ in due.next_crawls(database, now)] == ["outlet", "fresh", "other"]
    assert {row[0] for row in due.next_crawls(database, now)} == {"outlet", "fresh", "other"}
