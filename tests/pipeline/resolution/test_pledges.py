"""What deals promised by when: the latest word on each stage, late only where no report says it was done."""

import datetime as dt

import pytest
from sqlalchemy import Engine, select, text

from pipeline.db import session
from pipeline.models import Deal, Evidence, Page
from pipeline.process import process
from pipeline.queries.dossier import dossier
from pipeline.queries.export import deal_record
from pipeline.reprocess import reprocess
from pipeline.resolution.pledges import Pledge, missed, pledges
from tests.pipeline.test_process import BODY, article, page

PLAN = BODY.replace("<p>The deputy", "<p>Production at the plant is to start in Q2 2025.</p>\n<p>The deputy")
LATER = PLAN.replace("Q2 2025", "Q4 2025").replace("The deputy minister", "Our reporter says the deputy minister")
ON = "2025-03-19T18:00:00+05:00"
JULY = dt.date(2025, 7, 1)


@pytest.fixture
def read(database: Engine) -> Engine:
    """Give a database with one deal whose production is to start in a quarter."""
    add(database, 1, PLAN)
    return database


def add(engine: Engine, number: int, body: str, published: str = "2025-03-19T10:00:00+05:00") -> None:
    with session(engine) as opened:
        title = f"Tungsten memorandum signed in Tashkent {number}"
        opened.add(page(number, article(title, body, published), body_hash=str(number)))
    process(engine)


def promised(engine: Engine) -> list[Pledge]:
    with session(engine) as opened:
        return pledges(opened)


def test_a_promise_keeps_its_evidence_and_is_the_same_after_a_rerun(read: Engine) -> None:
    (first,) = promised(read)
    assert (first.value, first.precision, first.reached) == ("2025-06-30 operation", "month", False)
    assert first.quote == "Production at the plant is to start in Q2 2025."
    with session(read) as opened:
        row = opened.scalars(select(Evidence).where(Evidence.field == "deadline")).one()
        assert row.report.article.document[row.start : row.end] == "plant is to start in Q2 2025"
    reprocess(read)
    assert [one.value for one in promised(read)] == [first.value]


def test_it_is_late_the_day_after_its_last_day(read: Engine) -> None:
    assert missed(promised(read), dt.date(2025, 6, 30)) == []
    assert len(missed(promised(read), JULY)) == 1


def test_of_two_reports_the_later_one_holds(read: Engine) -> None:
    add(read, 2, LATER, ON)
    assert [one.value for one in promised(read)] == ["2025-12-31 operation"]


def test_what_was_reached_or_ended_is_not_late(read: Engine) -> None:
    for stage in ("operation", "terminated"):
        with session(read) as opened:
            opened.scalars(select(Deal)).one().stage = stage
        assert missed(promised(read), JULY) == []


def test_a_withdrawn_article_and_a_rejected_deal_promise_nothing(read: Engine) -> None:
    with session(read) as opened:
        opened.scalars(select(Page)).one().withdrawn_at = dt.datetime(2025, 4, 1, tzinfo=dt.UTC)
    assert promised(read) == []
    with session(read) as opened:
        opened.scalars(select(Page)).one().withdrawn_at = None
        opened.scalars(select(Deal)).one().rejected = True
    assert promised(read) == []


def test_a_deal_tells_what_it_promised(read: Engine) -> None:
    with session(read) as opened:
        deal = opened.scalars(select(Deal)).one()
        lines = dossier(opened, deal.key)
        (told,) = deal_record(opened, deal)["promises"]
    assert told == {"stage": "operation", "by": "2025-06-30", "precision": "month", "missed": True}
    (line,) = [line for line in lines if line.startswith("promised")]
    assert line == "promised      operation by 2025-06: its time has passed, and no report says that it was done"
    assert "  deadline 2025-06-30 operation: 1 article" in lines


def test_promises_are_found_by_an_index_of_their_own(read: Engine) -> None:
    with session(read) as opened:
        if read.dialect.name == "sqlite":
            plan = opened.execute(text("EXPLAIN QUERY PLAN SELECT * FROM evidence WHERE evidence.field = 'deadline'"))
            assert "ix_evidence_deadlines" in str(plan.all())
        else:
            opened.execute(text("SET LOCAL enable_seqscan = off"))
            plan = opened.execute(text("EXPLAIN SELECT * FROM evidence WHERE evidence.field = 'deadline'"))
            assert "ix_evidence_deadlines" in str(plan.all())
