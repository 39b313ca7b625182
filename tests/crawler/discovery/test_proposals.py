"""Hosts that discovery found useful are named with what to type; copies and the catalogue's own are not."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine

from crawler.cli import sources
from crawler.discovery.proposals import NOTHING, as_lines, proposals
from crawler.sources import load_catalogue
from pipeline import clock
from pipeline.db import session
from pipeline.models import Article, Page

BLOCKS = """
[[source]]
name = "world"
title = "World"
country = "INT"
kind = "discovery"
gdelt = "https://world.example/lastupdate.txt"
[[source]]
name = "known"
title = "Known"
country = "UZ"
feeds = "https://known.uz/rss"
"""


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give a catalogue of a discovery source and another."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "all.toml").write_text(BLOCKS, encoding="utf-8")
    monkeypatch.setenv("KONCHI_SOURCES", str(tmp_path / "sources"))


def article(
    engine: Engine, address: str, *, source: str = "world", relevant: bool = True, copy_of: int | None = None
) -> int:
    """Store an article and return its number."""
    with session(engine) as opened:
        now = clock.now()
        page = Page(source=source, address=address, requested=address, fetched_at=now)
        said = {
            "title": "A\u2028 deal",
            "text": "x",
            "lang": "en",
            "content_hash": "x",
            "publisher": "p",
            "outlet": "o",
        }
        made = Article(
            page=page, source=source, address=address, relevant=relevant, copy_of=copy_of, **said, created_at=now
        )
        opened.add(made)
        opened.flush()
        return made.id


@pytest.mark.usefixtures("catalogue")
def test_useful_hosts_are_proposed_the_best_first(database: Engine) -> None:
    original = article(database, "https://one.kz/1")
    for number in range(2):
        article(database, f"https://two.kz/{number}")
        article(database, f"https://copies.kz/{number}", copy_of=original)
    article(database, "https://copy.kz/1", copy_of=original)
    article(database, "https://beside.kz/1", relevant=False)
    article(database, "https://www.known.uz/1")
    article(database, "https://read.kz/1", source="known")
    found = proposals(database, load_catalogue())
    assert [(one.home, one.relevant, one.original) for one in found] == [
        ("https://two.kz/", 2, 2),
        ("https://one.kz/", 1, 1),
        ("https://copies.kz/", 2, 0),
    ]


@pytest.mark.usefixtures("catalogue", "database")
def test_the_command_says_what_to_type(database: Engine) -> None:
    assert CliRunner().invoke(sources, ["propose"]).output.strip() == NOTHING
    article(database, "https://one.kz/news/1")
    said = CliRunner().invoke(sources, ["propose"]).output.splitlines()
    assert said == [
        "https://one.kz/  1 relevant, 1 of its own",
        "  A deal https://one.kz/news/1",
        "  konchi sources add https://one.kz/",
    ]


@pytest.mark.usefixtures("catalogue")
def test_a_host_with_a_command_in_its_name_is_quoted(database: Engine) -> None:
    article(database, "https://$(reboot).evil.example/1")
    *_, command = as_lines(proposals(database, load_catalogue()))
    assert command == "  konchi sources add 'https://$(reboot).evil.example/'"
