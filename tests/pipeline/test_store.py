"""A page is stored by whoever holds it, once; stored together or alone, pages leave the same rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, event, select

from pipeline.db import connect, session
from pipeline.executor import Failure
from pipeline.identity import Rules
from pipeline.models import Anchor, Article, Band, Deal, Event, Evidence, Mention, Page, Report, Sentence
from pipeline.process import claim, stored
from pipeline.store import store
from pipeline.understand import Understood, understand
from tests.pipeline.test_process import BODY, article, page

if TYPE_CHECKING:
    from pathlib import Path

RULES = Rules(())
TABLES = (Page, Article, Mention, Band, Sentence, Report, Evidence, Deal, Anchor, Event)
STORIES = (  # a deal, its copy, the same companies' contract, another deal, and the first one reported late
    article("Tungsten memorandum signed in Tashkent"),
    article("Memorandum on tungsten signed in Tashkent", published="2025-03-19T18:00:00+05:00"),
    article("Contract", BODY.replace("memorandum\nof understanding", "contract"), "2025-03-20T09:00:00+05:00"),
    article("Lithium memorandum signed", BODY.replace("tungsten", "lithium").replace("Daegu Tungsten", "Posco")),
    article("Daegu signs on tungsten", BODY.replace("The parties", "Both"), "2025-03-18T10:00:00+05:00"),
)


def claimed(engine: Engine) -> list[tuple[int, Understood]]:
    """Store and claim the pages; return what is read from them."""
    with session(engine) as opened:
        opened.add_all(page(number, body) for number, body in enumerate(STORIES, 1))
    with session(engine) as opened:
        return [(number, understand(raw)) for number, raw in claim(opened, 10).items()]


def rows(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Return what is stored, but for when."""
    found = {}
    with session(engine) as opened:
        for table in TABLES:
            columns = [column for column in table.__table__.columns if column.name not in {"created_at", "lease_until"}]
            found[table.__tablename__] = sorted(map(tuple, opened.execute(select(*columns)).all()), key=repr)
    return found


def test_pages_stored_together_and_one_by_one_leave_the_same_rows(database: Engine, tmp_path: Path) -> None:
    other = connect(f"sqlite:///{tmp_path / 'one-by-one.db'}")
    alone = [count for one in claimed(other) for count in stored(other, [one], RULES)]
    together = stored(database, claimed(database), RULES)
    assert together == alone
    assert together.count("relevant") == len(STORIES)
    assert rows(database) == rows(other)
    other.dispose()


def test_pages_stored_together_are_one_transaction(database: Engine) -> None:
    pages, commits = claimed(database), []
    event.listen(database, "commit", commits.append)
    stored(database, pages, RULES)
    assert len(commits) == 1


def test_a_page_that_another_holds_is_left_alone(database: Engine) -> None:
    number, understood = claimed(database)[0]
    with session(database) as opened:
        opened.get_one(Page, number).lease_holder = "another"
    before = rows(database)
    with session(database) as opened:
        assert store(opened, number, understood, RULES) == ()
        assert store(opened, number, Failure("it failed here"), RULES) == ()
    assert rows(database) == before


def test_a_failure_is_noted_with_its_reason(database: Engine) -> None:
    number, _ = claimed(database)[0]
    with session(database) as opened:
        assert store(opened, number, Failure("no article"), RULES) == ("failed",)
    with session(database) as opened:
        ended = opened.get_one(Page, number)
        assert (ended.state, ended.reason, ended.lease_holder) == ("failed", "no article", None)
