"""What archives hold of the catalogue's sources is taken as if it were crawled, of other hosts only what may matter."""

import datetime as dt
import json
import zlib
from collections import Counter
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry, generate_latest
from sqlalchemy import Engine, func, select

from alerts.board.metrics import Figures
from alerts.telling.coverage import coverage
from alerts.telling.freshness import fresh
from crawler.archives.filling import Account, Filler
from crawler.sources import load_catalogue
from pipeline import clock
from pipeline.db import session
from pipeline.maintenance.status import checks, figures
from pipeline.models import Article, Event, Page, SourceState
from pipeline.process import process
from tests.crawler.archives.warc import Capture, written
from tests.newsstand import Newsstand
from tests.pipeline.test_process import BODY, article

BLOCKS = """
[[source]]
name = "known"
title = "Known"
country = "UZ"
timezone = "Asia/Tashkent"
feeds = "https://known.uz/rss"
article = '^https://known\\.uz/news/\\d+'
identity = [['^https://m\\.known\\.uz/(.*)', 'https://known.uz/\\1']]
drop = 'rates'
"""
GOLD = sorted((Path(__file__).parents[2] / "gold").glob("dev*.articles.jsonl"))
TOLD = {row["id"] for file in GOLD for row in map(json.loads, file.read_text("utf-8").splitlines()) if row["relevant"]}
DEAL = article("Tungsten memorandum signed in Tashkent", BODY, "2024-04-30T12:00:00+05:00").encode()
SPORT = b"<html><head><title>A match</title></head><body><p>Two teams met and one won.</p></body></html>"


@pytest.fixture
def work(database: Engine, tmp_path: Path) -> Filler:
    (tmp_path / "known.toml").write_text(BLOCKS, encoding="utf-8")
    return Filler(database, load_catalogue(tmp_path))


def fill(work: Filler, folder: Path, *ones: Capture) -> Account:
    account = Account()
    with written(folder / "a.warc.gz", ones).open("rb") as file:
        work.read(file, account)
    return account


def pages(engine: Engine) -> dict[str, Page]:
    with session(engine) as opened:
        return {page.address: page for page in opened.scalars(select(Page))}


def test_pages_of_the_catalogue_are_accounted_for_and_of_others_only_what_may_matter(
    work: Filler, tmp_path: Path
) -> None:
    account = fill(
        work,
        tmp_path,
        Capture("https://known.uz/news/1?utm_source=x", DEAL),
        Capture("https://m.known.uz/news/1", DEAL),  # the same page
        Capture("https://known.uz/news/2", SPORT),
        Capture("https://known.uz/about", DEAL),
        Capture("https://known.uz/news/3-rates", DEAL),
        Capture("https://other.kz/news/1", DEAL),
        Capture("https://other.kz/news/2", SPORT),
        Capture("https://other.kz/c.png", b"x", kind="image/png"),
    )
    assert account.counts == {"stored": 2, "known": 1, "rejected": 2, "skipped": 3}
    assert account.reasons == {
        "not an address of an article": 1,
        "a notice that is no news": 1,
        "no page but image/png": 1,
    }
    found = pages(work.engine)
    assert {(page.source, key, page.state) for key, page in found.items()} == {
        ("known", "https://known.uz/news/1", "waiting"),
        ("known", "https://known.uz/news/2", "rejected"),
        ("web_archives", "https://other.kz/news/1", "waiting"),
    }
    page = found["https://known.uz/news/1"]
    assert (page.requested, page.status) == ("https://known.uz/news/1?utm_source=x", 200)
    assert page.fetched_at == dt.datetime(2024, 5, 1, 10, tzinfo=dt.UTC)
    assert zlib.decompress(page.body or b"") == DEAL
    assert found["https://other.kz/news/1"].hints == {"timezone": "Asia/Almaty"}


def test_an_archive_read_again_changes_nothing(work: Filler, tmp_path: Path) -> None:
    ones = [Capture("https://known.uz/news/1", DEAL), Capture("https://known.uz/news/2", SPORT)]
    fill(work, tmp_path, *ones)
    before = {key: (page.fetched_at, page.body) for key, page in pages(work.engine).items()}
    later = [Capture(one.address, one.body + b" ", at="2025-01-01T00:00:00Z") for one in ones]
    assert fill(work, tmp_path, *ones, *later).counts == {"known": 4}
    assert {key: (page.fetched_at, page.body) for key, page in pages(work.engine).items()} == before


def test_a_page_that_the_crawl_could_not_have_is_filled_in(work: Filler, tmp_path: Path) -> None:
    with session(work.engine) as opened:
        address = "https://known.uz/news/1"
        opened.add(Page(source="known", address=address, requested=address, state="missed", fetched_at=clock.now()))
    assert fill(work, tmp_path, Capture(address, DEAL)).counts == {"stored": 1}
    assert pages(work.engine)[address].state == "waiting"


def test_what_is_older_than_asked_for_is_skipped(database: Engine, tmp_path: Path) -> None:
    work = Filler(database, {}, dt.datetime(2024, 1, 1, tzinfo=dt.UTC))
    account = fill(
        work,
        tmp_path,
        Capture("https://other.kz/news/1", DEAL, at="2023-12-31T23:59:59Z"),
        Capture("https://other.kz/2019/05/07/news", DEAL),
        Capture("https://other.kz/news/3", DEAL),
    )
    assert (account.counts, account.reasons) == ({"stored": 1, "skipped": 2}, {"older than --since": 2})


def test_an_archive_that_cannot_be_read_to_its_end_leaves_what_it_held(work: Filler, tmp_path: Path) -> None:
    file = written(tmp_path / "b.warc.gz", [Capture(f"https://known.uz/news/{n}", DEAL) for n in range(9)])
    file.write_bytes(file.read_bytes()[:-40])
    account = Account()
    with file.open("rb") as opened:
        work.read(opened, account)
    assert account.error
    assert account.counts["stored"] == len(pages(work.engine)) >= 8


def test_no_page_that_reports_a_deal_is_lost(database: Engine, tmp_path: Path) -> None:
    now, captured, relevant = dt.datetime(2026, 9, 30, tzinfo=dt.UTC), [], set()
    for site in Newsstand(GOLD, now=now.isoformat()).sites.values():
        for story in site.outlet.until(now):
            path = site.outlet.path(story)
            answer = site.answer(path, {"accept-encoding": "gzip, br", "user-agent": "Mozilla"})
            address, at = f"https://{site.outlet.slug}.example{path}", f"{story.published:%Y-%m-%dT%H:%M:%SZ}"
            captured.append(Capture(address, answer.body, None, at, headers=answer.headers))
            relevant |= {address} if story.id in TOLD else set()
    assert len(relevant) == len(TOLD)
    account = fill(Filler(database, {}), tmp_path, *captured)
    assert account.counts.total() == len(captured)
    assert relevant <= {page.requested for page in pages(database).values() if page.state == "waiting"}


def test_reports_from_an_archive_become_deals_of_their_outlet_and_are_no_news(work: Filler, tmp_path: Path) -> None:
    fill(
        work,
        tmp_path,
        Capture("https://known.uz/news/1", DEAL),
        Capture("https://other.kz/news/1", DEAL.replace(b"35", b"36")),
    )
    process(work.engine)
    with session(work.engine) as opened:
        told = {(one.outlet, one.publisher, one.relevant) for one in opened.scalars(select(Article))}
        assert told == {("Known", "known", True), ("other.kz", "other.kz", True)}
        events = opened.scalars(select(Event)).all()
        assert events
        assert fresh(opened, events, clock.now()) == []
        assert Counter(opened.scalars(select(SourceState.verdict))) == {"new": 2}


def test_what_only_archives_brought_pages_of_is_no_source_that_anything_is_expected_of(
    work: Filler, tmp_path: Path
) -> None:
    fill(work, tmp_path, Capture("https://known.uz/news/1", DEAL), Capture("https://other.kz/news/1", DEAL))
    with session(work.engine) as opened:
        assert opened.scalar(select(func.count(SourceState.name))) == 2
        assert coverage(opened, None, clock.now()).verdicts == ()
    assert figures(work.engine)["sources"] == "none crawled yet"
    heard = next(check for check in checks(work.engine) if check.name == "sources heard")
    assert heard.finding.startswith("0 of 0")
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Figures(work.engine, {}))
    assert "konchi_sources{" not in generate_latest(registry).decode()
