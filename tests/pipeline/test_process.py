"""The flow: stored pages become articles, deals and events; failures are rows; a re-run gives the same."""

import datetime as dt
import zlib
from multiprocessing import get_context

import pytest
from sqlalchemy import Engine, func, select, text

from pipeline.db import session
from pipeline.models import Article, Deal, Event, Evidence, Mention, Page, SourceState
from pipeline.process import claim, process, waiting
from pipeline.reprocess import reprocess

NOW = dt.datetime(2025, 3, 20, 8, 0, tzinfo=dt.UTC)
BODY = """<p>The Uzbekistan Technological Metals Complex and the Korean company Daegu Tungsten Ltd signed a memorandum
of understanding on tungsten processing in Tashkent on March 18, 2025.</p>
<p>Under the memorandum the two companies will study a plant that turns tungsten concentrate into powder. The parties
put the cost of the first stage at $35 million and will report their findings within a year.</p>
<p>The deputy minister of mining industry and geology attended the ceremony, the press service said.</p>"""


def page(number: int, body: str, **fields: object) -> Page:
    address = f"https://news.example/news/a-{number}"
    values = {
        "source": "example",
        "address": address,
        "requested": address,
        "status": 200,
        "headers": {"Content-Type": "text/html; charset=utf-8"},
        "body": zlib.compress(body.encode()),
        "fetched_at": NOW,
        **fields,
    }
    return Page(**values)


def article(title: str, body: str = BODY, published: str = "2025-03-19T10:00:00+05:00") -> str:
    return f"""<!doctype html><html lang="en"><head><title>{title} - Example</title>
    <meta property="og:title" content="{title}"><meta property="article:published_time" content="{published}"></head>
    <body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>{title}</h1>{body}</article>
    <footer>All rights reserved</footer></body></html>"""


SIGNED = article("Tungsten memorandum signed in Tashkent")


@pytest.fixture
def stored(database: Engine) -> Engine:
    """Give a database with one page of a deal and one that is no article at all."""
    with session(database) as opened:
        opened.add(SourceState(name="example", title="Example", publisher="Example", timezone="Asia/Tashkent"))
        opened.add(page(1, SIGNED))
        opened.add(page(2, "<html><body></body></html>"))
    return database


REFUSE = {  # a constraint that one article breaks
    "sqlite": """CREATE TRIGGER refuse BEFORE INSERT ON articles WHEN NEW.title LIKE '%Navoi%'
        BEGIN SELECT RAISE(ABORT, 'refused'); END""",
    "postgresql": "ALTER TABLE articles ADD CHECK (title NOT LIKE '%Navoi%')",
}


def test_a_page_becomes_an_article_with_its_deal_and_its_event(stored: Engine) -> None:
    counts = process(stored)
    assert (counts["articles"], counts["relevant"], counts["failed"]) == (1, 1, 1)
    with session(stored) as opened:
        read = opened.scalars(select(Article)).one()
        assert (read.lang, read.publisher, read.title) == ("en", "Example", "Tungsten memorandum signed in Tashkent")
        assert read.published_at == dt.datetime(2025, 3, 19, 5, 0, tzinfo=dt.UTC)
        assert "All rights reserved" not in read.text
        deal = opened.scalars(select(Deal)).one()
        assert (deal.stage, deal.minerals) == ("memorandum", ["tungsten"])
        assert deal.stage_date == dt.date(2025, 3, 18)
        assert "new" in set(opened.scalars(select(Event.kind)))


def test_a_worker_that_starts_from_nothing_reads_pages_as_well(stored: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.executor.get_context", get_context)
    assert process(stored)["relevant"] == 1


def test_every_fact_and_mention_shows_the_words_it_was_read_from(stored: Engine) -> None:
    process(stored)
    with session(stored) as opened:
        document = opened.scalars(select(Article)).one().document
        for mention in opened.scalars(select(Mention)):
            assert document[mention.start : mention.end] == mention.surface
        evidence = opened.scalars(select(Evidence)).all()
        assert {"party", "mineral", "stage", "event_date"} <= {fact.field for fact in evidence}
        assert all(document[fact.start : fact.end] for fact in evidence)


def test_a_page_without_an_article_is_a_row_with_its_error(stored: Engine) -> None:
    process(stored)
    with session(stored) as opened:
        failed = opened.scalars(select(Page).where(Page.state == "failed")).one()
        assert failed.reason
        assert failed.reason.startswith("Unextractable: ")


def test_processing_again_finds_nothing_to_do(stored: Engine) -> None:
    process(stored)
    assert sum(process(stored).values()) == 0


def test_a_re_run_over_all_pages_gives_the_same(stored: Engine) -> None:
    def state() -> tuple[object, ...]:
        with session(stored) as opened:
            return (
                opened.execute(select(Article.title, Article.lang)).all(),
                opened.execute(select(Deal.key, Deal.stage)).all(),
                sorted(opened.scalars(select(Event.key))),
                opened.scalar(select(func.count(Evidence.id))),
            )

    process(stored)
    before = state()
    counts = reprocess(stored)
    assert state() == before
    assert counts["articles"] == 1


def test_the_same_article_under_another_address_is_kept_once(stored: Engine) -> None:
    with session(stored) as opened:
        opened.add(page(3, SIGNED, final_address="https://www.news.example/news/a-1?utm_source=feed"))
    assert process(stored)["same"] == 1
    with session(stored) as opened:
        again = opened.scalars(select(Page).where(Page.address.endswith("-3"))).one()
        assert (again.state, again.reason) == ("done", "the same article as https://news.example/news/a-1")


def test_a_copy_in_another_outlet_joins_the_deal_and_tells_nothing_new(stored: Engine) -> None:
    process(stored)
    with session(stored) as opened:
        keys = set(opened.scalars(select(Event.key)))
        opened.add(page(4, article("Tungsten memorandum signed in Tashkent", published="2025-03-19T18:00:00+05:00")))
    assert process(stored)["merged"] == 1
    with session(stored) as opened:
        assert opened.scalar(select(func.count(Deal.id))) == 1
        assert set(opened.scalars(select(Event.key))) == keys


def test_a_claimed_page_is_not_claimed_twice_until_its_holder_is_gone(stored: Engine) -> None:
    with session(stored) as opened:
        assert len(claim(opened, 10)) == 2
    with session(stored) as opened:
        assert claim(opened, 10) == {}
    with session(stored) as opened:
        assert len(claim(opened, 10, dt.datetime.now(dt.UTC) + dt.timedelta(hours=1))) == 2
    assert waiting(stored) == 2


def test_a_page_that_keeps_killing_its_workers_is_given_up_with_a_reason(stored: Engine) -> None:
    for hours in range(12):  # together, then each alone
        with session(stored) as opened:
            claim(opened, 10, dt.datetime.now(dt.UTC) + dt.timedelta(hours=hours))
    with session(stored) as opened:
        assert set(opened.scalars(select(Page.reason))) == {"given up: 5 workers died on this page"}
    assert waiting(stored) == 0


def test_a_limit_is_kept(stored: Engine) -> None:
    assert sum(process(stored, limit=1).values()) > 0
    assert waiting(stored) == 1


def test_a_stop_gives_back_what_was_claimed_and_blames_no_page(stored: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.process.TOGETHER", 1)

    def interrupt(_done: int, _claimed: int) -> None:
        raise KeyboardInterrupt

    with session(stored) as opened:
        opened.add_all(page(number, SIGNED) for number in range(3, 9))
    for _ in range(5):  # more often than a page whose worker dies is tried
        with pytest.raises(KeyboardInterrupt):
            process(stored, watch=interrupt)
        with session(stored) as opened:
            assert not opened.scalars(select(Page).where(Page.state == "claimed")).all()
    process(stored)
    with session(stored) as opened:
        assert opened.scalar(select(func.count(Article.id))) == 7
        assert not opened.scalars(select(Page).where(Page.reason.startswith("given up"))).all()


def test_an_article_that_cannot_be_stored_fails_alone(stored: Engine) -> None:
    with session(stored) as opened:
        opened.add(page(3, article("Tungsten memorandum signed in Navoi", published="2025-03-20T10:00:00+05:00")))
        opened.execute(text(REFUSE[stored.dialect.name]))
    counts = process(stored)
    assert (counts["articles"], counts["failed"]) == (1, 2)
    with session(stored) as opened:
        failed = opened.scalars(select(Page).where(Page.address.endswith("-3"))).one()
        assert failed.state == "failed"
        assert failed.reason
        assert failed.reason.startswith("IntegrityError: ")


def test_a_found_article_is_published_by_its_own_host_on_its_own_clock(database: Engine) -> None:
    naive = "2025-03-19T10:00:00"
    texts = [article(f"{mineral} memorandum signed", published=naive) for mineral in ("Tungsten", "Lithium", "Copper")]
    hosts = ("https://www.inform.kz/news/a-1", "https://en.inform.kz/news/b-2", "https://mine.co.uk/news/c-3")
    zones: tuple[dict[str, str], ...] = ({"timezone": "Asia/Almaty"}, {}, {})
    with session(database) as opened:
        opened.add(SourceState(name="world", title="World", publisher="World", timezone="UTC", kind="discovery"))
        for number, (address, body, hints) in enumerate(zip(hosts, texts, zones, strict=True)):
            opened.add(page(number, body, source="world", address=address, requested=address, hints=hints))
    assert process(database)["articles"] == 3
    with session(database) as opened:
        found = opened.scalars(select(Article).order_by(Article.page_id)).all()
        assert [(one.publisher, one.outlet) for one in found] == [
            ("inform.kz", "inform.kz"),
            ("inform.kz", "en.inform.kz"),
            ("mine.co.uk", "mine.co.uk"),
        ]
        assert [one.published_at for one in found] == [
            dt.datetime(2025, 3, 19, 5, 0, tzinfo=dt.UTC),
            dt.datetime(2025, 3, 19, 10, 0, tzinfo=dt.UTC),
            dt.datetime(2025, 3, 19, 10, 0, tzinfo=dt.UTC),
        ]
        assert {one.source for one in found} == {"world"}
