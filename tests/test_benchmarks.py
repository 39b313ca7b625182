"""The benchmarks measure what the pipeline does: their made-up past is whole, and they store as it does."""

from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from benchmarks import alerts, crawl, digests, growth, stored
from benchmarks.growth import scratch, storing
from benchmarks.measure import Cost
from pipeline.db import session
from pipeline.extract import Raw
from pipeline.models import Article, Band, Deal, Evidence, Mention, Report, Sentence
from pipeline.queries.query import parse
from pipeline.queries.search import Hunt, articles
from pipeline.understand import understand
from tests.pipeline.test_process import NOW, SIGNED

MANY = 400


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growth, "FOLDER", tmp_path)


def test_a_made_up_past_is_whole_and_is_found() -> None:
    with scratch(MANY) as engine, session(engine) as opened:
        tables = (Article, Report, Deal, Band, Sentence)
        counted = Counter(
            {table.__tablename__: opened.scalar(select(func.count()).select_from(table)) for table in tables}
        )
        assert counted == {
            "articles": MANY,
            "reports": MANY,
            "deals": MANY // stored.REPORTS,
            "bands": 2 * MANY * (stored.BANDS + 2 * stored.LANDMARKS),
            "sentences": MANY * stored.SENTENCES,
        }
        named = opened.scalar(select(func.count(Evidence.id)).where(Evidence.field != "value"))
        assert named == opened.scalar(select(func.count(Mention.id)))
        assert opened.scalar(select(func.max(Article.published_at))) < stored.END
        assert opened.execute(text("PRAGMA integrity_check")).scalar() == "ok"
        assert opened.execute(text("PRAGMA foreign_key_check")).all() == []
        names = set(opened.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars())
        assert {"articles_entered", "articles_forgotten", "articles_reworded"} <= names
        assert articles(opened, Hunt(parse("вольфрам")))


def test_digests_are_queued_for_readers_with_wishes(capsys: pytest.CaptureFixture[str]) -> None:
    assert digests.queueing(20, 50) > 0
    assert "20 rendered and queued" in capsys.readouterr().out


def test_a_peer_that_is_not_installed_or_fails_is_left_out_and_it_is_said(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for command in ("/nowhere/python", "false"):
        monkeypatch.setattr(crawl, "NEWSPLEASE", command)
        assert crawl.other("http://127.0.0.1:9") is None
        assert "news-please is left out" in capsys.readouterr().out


def test_a_further_page_costs_what_a_longer_crawl_costs_more(capsys: pytest.CaptureFixture[str]) -> None:
    assert Cost(2000, 3.0, 4.0) - Cost(100, 1.1, 1.0) == Cost(1900, 1.9, 3.0)
    crawl.further([Cost(10, 0.02, 1.0)], [Cost(10, 0.01, 1.0)], [Cost(10, 0.4, 1.0)])
    said = capsys.readouterr().out
    assert "2.00 (2.00 to 2.00) x bare Scrapy" in said
    assert "konchi crawl is 40.00 (40.00 to 40.00) x news-please's crawler" in said
    assert "bare Scrapy is 20.00 (20.00 to 20.00) x news-please's crawler" in said


def test_an_alert_reaches_the_mail_server_from_the_newsstand(capsys: pytest.CaptureFixture[str]) -> None:
    (taken,) = alerts.latency(1, 0, outlets=2, lead=0)
    assert taken > 0
    assert "of 1 alerts" in capsys.readouterr().out


def test_articles_are_stored_among_others_as_the_pipeline_stores_them() -> None:
    pages = [Raw(SIGNED.encode(), "utf-8", f"https://news.example/{number}", NOW, "UTC", {}) for number in range(2)]
    with scratch(MANY) as engine:
        assert storing(engine, [(raw, understand(raw)) for raw in pages]).pages == 1
        with session(engine) as opened:
            assert opened.scalar(select(func.count(Article.id))) == MANY + 2
            assert articles(opened, Hunt(parse('"Daegu Tungsten"')))
