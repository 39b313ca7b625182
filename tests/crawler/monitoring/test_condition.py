"""How the sources fare is shown to a person within a hundred columns, and to a machine."""

import datetime as dt
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine

from crawler.cli import sources
from crawler.monitoring.condition import LEGEND, WIDTH, health_detail, health_rows, health_table
from crawler.monitoring.report import as_table, rows
from pipeline import clock
from pipeline.db import session
from pipeline.models import Host, Poll, SourceDay, SourceState

BLOCK = '[[source]]\nname = "{0}"\ntitle = "{0} title"\ncountry = "UZ"\nfeeds = "https://{0}.uz/rss"\n'
DAY = dt.timedelta(days=1)


@pytest.fixture
def watched(database: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """Give a catalogue of three: one that is well, one that fell silent three days ago, one never crawled."""
    (tmp_path / "uz.toml").write_text("".join(map(BLOCK.format, ("well", "dead", "fresh"))), encoding="utf-8")
    monkeypatch.setenv("KONCHI_SOURCES", str(tmp_path))
    now = clock.now()
    rhythm = {"rate": 10.0, "weekend": 0.5, "hours": [1.0] * 23 + [2.0], "days": 40, "articles": 400.0}
    reason = "nothing for 3.1 days, \x1b[31mwhich happens by chance once in 4,000" + " and more" * 20
    with session(database) as opened:
        opened.add(SourceState(name="well", verdict="healthy", rhythm=rhythm, last_healthy_at=now - DAY / 24))
        opened.add(SourceState(name="dead", verdict="silent", reason=reason, probability=0.00025, rhythm=rhythm))
        opened.add(Poll(address="https://dead.uz/rss", source="dead", checked_at=now, status=200, listed=15, known=14))
        signals = [{"signal": "tdm-reservation", "value": "1", "where": "header"}]
        opened.add(Host(name="dead.uz", rights=signals, checked_at=now, failures=3, failure="certificate"))
        for ago, verdict in enumerate(["silent"] * 3 + ["quiet"] + ["healthy"] * 8):
            row = {"gaps": int(ago == 4), "backfilled": 6 * (ago == 4), "polls": 8, "reached": 7, "fresh": 9}
            opened.add(SourceDay(source="dead", day=now.date() - ago * DAY, verdict=verdict, hours=[], shape={}, **row))
    return database


def test_the_worst_come_first_with_since_when_and_why(watched: Engine) -> None:
    dead, well, fresh = health_rows(watched)
    assert (dead["name"], well["name"], fresh["name"]) == ("dead", "well", "fresh")
    assert (dead["since"], dead["probability"]) == (clock.now().date() - 2 * DAY, 0.00025)
    assert (dead["known"], dead["listed"], dead["gaps"], dead["backfilled"]) == (14, 15, 1, 6)
    assert dead["days"] == "--........qSSS"
    assert well["rate"] == pytest.approx(60 / 7, abs=0.01)
    assert (fresh["verdict"], fresh["rate"], fresh["last_article"]) == ("new", None, None)


def test_no_name_is_cut_for_konchi_crawl_takes_it_whole(
    database: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "news_of_the_whole_of_central_asia"
    (tmp_path / "uz.toml").write_text(BLOCK.format(name), encoding="utf-8")
    monkeypatch.setenv("KONCHI_SOURCES", str(tmp_path))
    for lines in (health_table(health_rows(database)), as_table(rows(database))):
        assert lines[1].split()[0] == name
        assert lines[0].index("verdict") == lines[1].index("new ")


def test_the_table_fits_a_hundred_columns_and_prints_no_foreign_sign(watched: Engine) -> None:
    lines = health_table(health_rows(watched))
    assert all(len(line) <= WIDTH and line.isprintable() for line in lines)
    assert lines[1].split()[:2] == ["dead", "silent"]
    assert "14 of 15" in lines[1]
    assert lines[1].endswith("--........qSSS")
    assert lines[2].startswith("    nothing for 3.1 days,")
    assert "1 h ago" in lines[3]
    assert lines[-1] == LEGEND


def test_one_source_is_told_in_full(watched: Engine) -> None:
    lines = health_detail(watched, "dead")
    assert lines[0].startswith("dead title: silent (probability 0.00025): nothing for 3.1 days")
    assert lines[1] == "rhythm: 8.6 a day, 50% of a working day's at weekends, most at 23:00; learned from 40 days"
    assert f"{clock.now().date()} silent: reached 7 of 8, 9 new, 0 failed" in lines
    assert "list https://dead.uz/rss: well, HTTP 200; 14 of 15 known" in lines
    assert "host dead.uz: failed 3 times in a row (certificate); tdm-reservation: 1" in lines
    assert health_detail(watched, "fresh") == ["fresh title: new", "rhythm: not learned yet"]


def test_the_command_lists_all_or_tells_one_for_a_person_and_for_a_machine(watched: Engine) -> None:
    assert watched
    run = CliRunner().invoke
    assert run(sources, ["--health"]).output.splitlines()[1].startswith("dead ")
    assert run(sources, ["--health", "dead"]).output.startswith("dead title: silent")
    rows = [json.loads(line) for line in run(sources, ["--health", "--json"]).output.splitlines()]
    assert [row["verdict"] for row in rows] == ["silent", "healthy", "new"]
    wrong = run(sources, ["--health", "deed"])
    assert wrong.exit_code == 1
    assert "did you mean dead" in wrong.output
