"""An edited page rewrites its article in place: deals follow, readers are told once, the old version is kept."""

import datetime as dt
import zlib

import pytest
from sqlalchemy import Engine, func, select, update

from pipeline.db import session
from pipeline.models import Article, Band, Deal, Event, Evidence, Mention, Page, Report, Revision, Sentence, SourceState
from pipeline.process import claim, process
from pipeline.queries.explain import explain
from pipeline.queries.export import articles
from pipeline.reprocess import reprocess
from pipeline.revise import changes
from tests.pipeline.test_process import BODY, NOW, article, page

TITLE = "Tungsten memorandum signed in Tashkent"
FIRST = article(TITLE)
EDITED = article(TITLE, BODY.replace("$35 million", "$40 million"))


@pytest.fixture
def read(database: Engine) -> Engine:
    """Give a database with one article that was read."""
    with session(database) as opened:
        opened.add(SourceState(name="example", title="Example", publisher="Example", timezone="Asia/Tashkent"))
        opened.add(page(1, FIRST, body_hash="first"))
    process(database)
    return database


def edit(engine: Engine, body: str, number: int = 1, hours: float = 2) -> None:
    """Let another body come at a second look, as a crawl stores it."""
    with session(engine) as opened:
        met = opened.scalars(select(Page).where(Page.address.endswith(f"-{number}"))).one()
        now = met.fetched_at + dt.timedelta(hours=hours)
        read_at = met.revised_at or met.fetched_at
        old = {"body": met.body, "body_hash": met.body_hash or "", "fetched_at": read_at}
        opened.add(Revision(page_id=met.id, replaced_at=now, **old))
        met.body, met.body_hash, met.state, met.attempts = zlib.compress(body.encode()), f"{hours}", "waiting", 0
        met.revised_at = met.checked_at = now


def stored(engine: Engine) -> Article:
    with session(engine) as opened:
        return opened.scalars(select(Article)).one()


def revisions(engine: Engine) -> list[Revision]:
    with session(engine) as opened:
        return list(opened.scalars(select(Revision).order_by(Revision.id)))


def values(engine: Engine) -> list[str]:
    with session(engine) as opened:
        return [value["text"] for deal in opened.scalars(select(Deal).order_by(Deal.id)) for value in deal.values]


def events(engine: Engine) -> list[str]:
    with session(engine) as opened:
        return sorted(opened.scalars(select(Event.key)))


def test_an_edit_is_one_revision_with_its_change_and_the_deal_follows(read: Engine) -> None:
    before, told = stored(read), events(read)
    edit(read, EDITED)
    counts = process(read)
    assert (counts["revised"], counts["articles"], counts["failed"]) == (1, 0, 0)
    after = stored(read)
    kept = ("id", "address", "created_at", "published_at", "page_id")
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]
    assert "$40 million" in after.text
    assert values(read) == ["$40 million"]
    (version,) = revisions(read)
    assert (version.title, version.text, version.fetched_at) == (before.title, before.text, NOW)
    (change,) = version.changes
    assert "$35 million" in change["before"]
    assert "$40 million" in change["after"]
    assert [key for key in events(read) if key not in told] == [f"{told[0].split(':')[0]}:value:40000000 USD"]
    assert set(told) < set(events(read))


def test_what_follows_from_the_old_version_is_gone(read: Engine) -> None:
    edit(read, EDITED)
    process(read)
    with session(read) as opened:
        document = opened.scalars(select(Article)).one().document
        assert "$35 million" not in {fact.detail.get("surface") for fact in opened.scalars(select(Evidence))}
        assert all(fact.quote in document for fact in opened.scalars(select(Evidence)))
        assert all(document[one.start : one.end] == one.surface for one in opened.scalars(select(Mention)))
        assert opened.scalar(select(func.count(Report.id))) == opened.scalar(select(func.count(Deal.id))) == 1
        assert set(opened.scalars(select(Band.article_id))) == {opened.scalars(select(Article.id)).one()}
        counts = dict(opened.execute(select(Sentence.count, func.count()).group_by(Sentence.count)).all())
        assert set(counts) <= {0, 1}  # of the old and of the new version, none twice
        reports = set(opened.scalars(select(Report.id)))
        assert set(opened.scalars(select(Event.report_id))) <= reports


def test_a_withdrawn_value_leaves_the_deal_that_another_outlet_reports_too(read: Engine) -> None:
    other = article(TITLE, BODY.replace("The deputy minister", "Our reporter says the deputy minister"))
    with session(read) as opened:
        opened.add(page(2, other.replace("$35 million", "$70 million"), body_hash="other"))
    process(read)
    assert set(values(read)) == {"$35 million", "$70 million"}
    edit(read, article(TITLE, BODY.replace("put the cost of the first stage at $35 million and ", "")))
    assert process(read)["revised"] == 1
    assert values(read) == ["$70 million"]
    with session(read) as opened:
        assert opened.scalar(select(func.count(Deal.id))) == 1


def test_an_article_that_no_longer_tells_of_a_deal_takes_it_along(read: Engine) -> None:
    quiet = BODY.replace("signed a memorandum\nof understanding on tungsten processing", "spoke about the weather")
    quiet = quiet.replace("Under the memorandum the two companies will study a plant that turns tungsten", "They saw")
    edit(read, article("A visit to Tashkent", quiet.replace("$35 million", "nothing")))
    assert process(read)["revised"] == 1
    with session(read) as opened:
        assert opened.scalar(select(func.count(Report.id))) == opened.scalar(select(func.count(Deal.id))) == 0


def test_a_page_that_changed_around_its_article_leaves_no_revision(read: Engine) -> None:
    before, told = stored(read), events(read)
    edit(read, FIRST.replace("All rights reserved", "All rights reserved. Dollar: 12 700"))
    counts = process(read)
    assert (counts["unaltered"], counts["revised"]) == (1, 0)
    assert revisions(read) == []
    assert (stored(read).text, events(read)) == (before.text, told)


@pytest.mark.parametrize(
    "body",
    [
        "<html><body></body></html>",
        article(TITLE, "<p>Subscribe to read what was signed on tungsten in Tashkent, and much more every day ...</p>"),
        article("Not found", "<p>The page that you are looking for is not here any more. Try the search above.</p>"),
    ],
    ids=["empty", "wall", "not-found"],
)
def test_what_is_no_article_at_a_second_look_keeps_the_good_text(read: Engine, body: str) -> None:
    before = stored(read)
    edit(read, body)
    assert process(read)["unaltered"] == 1
    assert (stored(read).text, revisions(read)) == (before.text, [])
    with session(read) as opened:
        kept = opened.scalars(select(Page)).one()
        assert (kept.state, kept.body_hash, kept.revised_at) == ("done", "first", None)
        assert zlib.decompress(kept.body or b"") == FIRST.encode()
    assert reprocess(read)["articles"] == 1


def test_an_edited_article_never_looks_new(read: Engine) -> None:
    later = article(TITLE, BODY.replace("$35 million", "$40 million"), published="2025-03-20T16:30:00+05:00")
    before = stored(read)
    edit(read, later, hours=4)
    process(read)
    assert stored(read).published_at == before.published_at
    reprocess(read)  # nothing but the new body and the moment of the first reading is left
    assert (stored(read).published_at or NOW) <= NOW


def test_each_edit_is_a_revision_and_the_last_body_is_what_a_re_run_reads(read: Engine) -> None:
    edit(read, EDITED)
    process(read)
    third = article(TITLE, BODY.replace("$35 million", "$40 million").replace("within a year", "by autumn"))
    edit(read, third, hours=7)
    process(read)
    assert [len(version.changes) for version in revisions(read)] == [1, 1]
    assert [version.fetched_at for version in revisions(read)] == [NOW, NOW + dt.timedelta(hours=2)]
    told = events(read)
    reprocess(read)
    assert len(revisions(read)) == 2
    assert values(read) == ["$40 million"]
    assert set(events(read)) <= set(told)


def test_a_re_run_between_an_edit_and_its_understanding_loses_no_version(read: Engine) -> None:
    edit(read, EDITED)
    assert reprocess(read)["articles"] == 1
    (version,) = revisions(read)
    assert "$35 million" in (version.text or "")
    assert len(version.changes) == 1


def test_a_worker_that_dies_on_an_edit_leaves_it_to_the_next(read: Engine) -> None:
    edit(read, EDITED)
    with session(read) as opened:
        assert len(claim(opened, 10)) == 1
        opened.execute(update(Page).values(lease_until=NOW))
    assert "$35 million" in stored(read).text
    assert process(read)["revised"] == 1
    assert len(revisions(read)) == 1


def test_an_original_that_is_edited_stays_the_original_of_its_copies(read: Engine) -> None:
    with session(read) as opened:
        opened.add(page(2, article(TITLE, published="2025-03-19T18:00:00+05:00"), body_hash="copy"))
    assert process(read)["merged"] == 1
    edit(read, EDITED)
    assert process(read)["revised"] == 1
    with session(read) as opened:
        first, copy = opened.scalars(select(Article).order_by(Article.id))
        assert (first.copy_of, copy.copy_of) == (None, first.id)


def test_an_edit_is_explained_and_exported(read: Engine) -> None:
    edit(read, EDITED)
    process(read)
    with session(read) as opened:
        told = explain(opened, "https://www.news.example/news/a-1?utm_source=tg")
        assert [record["revisions"] for record in articles(opened)] == [1]
    assert "edited between 2025-03-20T08:00+00:00 and 2025-03-20T10:00+00:00" in told
    assert any(line.startswith("  - ") and "$35 million" in line for line in told.splitlines())
    assert any(line.startswith("  + ") and "$40 million" in line for line in told.splitlines())


def test_changes_are_told_by_the_sentence_and_no_more_than_can_be_read() -> None:
    before = "Title\n\nOne stays. Two is old. Three stays.\nFour goes."
    assert changes(before, "Title\n\nOne stays. Two is new. Three stays.\nFive. Six.") == [
        {"before": "Two is old.", "after": "Two is new."},
        {"before": "Four goes.", "after": "Five. Six."},
    ]
    assert changes(before, before) == []
    many = changes(
        "".join(f"{n} a.\nsame {n}.\n" for n in range(90)), "".join(f"{n} b.\nsame {n}.\n" for n in range(90))
    )
    assert len(many) == 50
    assert len(changes("x", "y" * 9000)[0]["after"]) == 600
