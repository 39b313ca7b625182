"""Hosts that discovery found useful are named with what to type; copies and the catalogue's own are not."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine, select

from crawler.cli import sources
from crawler.discovery.proposals import NOTHING, as_lines, proposals
from crawler.sources import load_catalogue
from pipeline import clock
from pipeline.db import session
from pipeline.models import Article, Host, Page

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
    for number in range(3):
        article(database, f"https://archived.kz/{number}", source="web_archives")
    article(database, "https://beside.kz/1", relevant=False)
    article(database, "https://www.known.uz/1")
    article(database, "https://read.kz/1", source="known")
    found = proposals(database, load_catalogue())
    assert [(one.home, one.relevant, one.original) for one in found] == [
        ("https://archived.kz/", 3, 3),
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


@pytest.mark.usefixtures("catalogue")
def test_a_host_that_is_asked_without_encryption_is_proposed_so_and_with_its_own_word(database: Engine) -> None:
    """An article's address is its identity and always https; what is typed must be what answered."""
    article(database, "https://one.kz/1")
    with session(database) as opened:
        opened.scalars(select(Page)).one().requested = "http://www.one.kz/1"
        rights = [{"signal": "license", "value": "https://one.kz/\u2028rsl.xml", "where": "robots.txt"}]
        said = {"rights": rights, "failures": 2, "failure": "wall", "checked_at": clock.now()}
        opened.add(Host(name="www.one.kz", **said))
    assert as_lines(proposals(database, load_catalogue())) == [
        "http://www.one.kz/  1 relevant, 1 of its own",
        "  A deal http://www.one.kz/1",
        "  it says: license: https://one.kz/ rsl.xml; failed 2 times in a row, last: wall",
        "  konchi sources add http://www.one.kz/",
    ]


@pytest.mark.usefixtures("catalogue")
def test_hosts_whose_reports_could_not_be_read_are_named_and_why(database: Engine) -> None:
    article(database, "https://open.kz/1", relevant=False)
    with session(database) as opened:
        for address, reason in (
            ("https://wall.kz/1", "a consent page in the place of the article"),
            ("https://wall.kz/2", "a consent page in the place of the article"),
            ("https://gone.kz/1", "no address is known for this host"),
            ("https://open.kz/2", "HTTP 503"),
            ("https://known.uz/2", "HTTP 503"),
        ):
            page = {"requested": address, "address": address, "fetched_at": clock.now()}
            opened.add(Page(source="world", state="missed", reason=reason, **page))
    assert CliRunner().invoke(sources, ["propose"]).output.splitlines() == [
        NOTHING,
        "reports were found at 2 more hosts, and none could be read:",
        "  wall.kz  2 found; a consent page in the place of the article",
        "  gone.kz  1 found; no address is known for this host",
    ]
