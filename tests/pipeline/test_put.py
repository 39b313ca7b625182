"""What is put, fetched and renewed is in the table and in the session alike, and is written no oftener than needed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.exc import IntegrityError, NoResultFound
from sqlalchemy.orm import Session

from pipeline.db import session
from pipeline.models import Article, Deal, Page
from pipeline.put import fetch, put, renew

if TYPE_CHECKING:
    from sqlalchemy import Engine

NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


def deal(key: str = "a") -> Deal:
    return Deal(
        key=key,
        title="A\x00 deal",
        deal_type="equity",
        stage="talks",
        minerals=["tungsten"],
        first_seen_at=NOON,
        updated_at=NOON,
    )


def put_articles(opened: Session, *words: str) -> list[Article]:
    """Put one article for each of these words that a search finds it by."""
    articles = []
    for number, said in enumerate(words):
        address = f"https://a.example/{number}"
        page = Page(source="a", address=address, requested=address, fetched_at=NOON)
        opened.add(page)
        opened.flush()
        where = {"source": "a", "publisher": "a", "outlet": "a", "address": address, "created_at": NOON}
        article = Article(page_id=page.id, title="A title", text="A text.", lang="en", words=said, **where)
        put(opened, article)
        articles.append(article)
    return articles


def put_twice(opened: Session) -> None:
    put(opened, deal())
    put(opened, deal())


def written(opened: Session) -> set[str]:
    """Return a set in which every statement that changes a deal shows, as it is run."""
    told: set[str] = set()
    raw = opened.connection().connection.driver_connection
    if opened.get_bind().dialect.name == "sqlite":
        raw.set_trace_callback(lambda said: told.add(said) if said.startswith("UPDATE deals") else None)  # type: ignore[union-attr]
    else:
        event.listen(
            opened.get_bind(),
            "before_cursor_execute",
            lambda _connection, _cursor, said, *_: told.add(said) if said.startswith("UPDATE deals") else None,
        )
    return told


def test_a_row_that_is_put_is_the_sessions_own_and_in_the_table(database: Engine) -> None:
    with session(database) as opened:
        first, second = deal("a"), deal("b")
        put(opened, first)
        put(opened, second)
        assert second.id > first.id
        assert opened.get(Deal, first.id) is first
        assert not opened.new
        assert not opened.dirty
        first.stage = "agreement"
    with session(database) as opened:
        stored = opened.scalars(select(Deal).order_by(Deal.id)).first()
        assert stored
        assert (stored.key, stored.title, stored.stage, stored.minerals) == ("a", "A deal", "agreement", ["tungsten"])
        assert (stored.parties, stored.rejected, stored.words, stored.first_seen_at) == ([], False, "", NOON)


def test_a_row_is_fetched_once_and_then_known(database: Engine) -> None:
    with session(database) as opened:
        put(opened, deal())
    with session(database) as opened:
        found = fetch(opened, Deal, 1)
        assert (found.key, found.minerals, found.updated_at) == ("a", ["tungsten"], NOON)
        assert fetch(opened, Deal, 1) is found
        assert opened.scalars(select(Deal)).one() is found
        with pytest.raises(NoResultFound):
            fetch(opened, Deal, 2)


def test_only_what_has_changed_is_written_and_words_only_with_other_words(database: Engine) -> None:
    with session(database) as opened:
        put(opened, deal())
    with session(database) as opened:
        found, told = fetch(opened, Deal, 1), written(opened)
        renew(opened, found, Deal(stage="talks", words=""))
        assert not told
        renew(opened, found, Deal(stage="agreement", words=""))
        assert ["words" in said for said in told] == [False]
        told.clear()
        renew(opened, found, Deal(stage="agreement", words="en"))
        assert ["words" in said for said in told] == [True]
        assert not opened.dirty
    with session(database) as opened:
        assert (fetch(opened, Deal, 1).stage, fetch(opened, Deal, 1).words) == ("agreement", "en")


def test_what_the_table_refuses_undoes_the_transaction(database: Engine) -> None:
    with pytest.raises(IntegrityError), session(database) as opened:
        put_twice(opened)
    with session(database) as opened:
        assert opened.scalars(select(Deal)).all() == []


def test_new_articles_are_found_by_their_words_when_the_transaction_ends(database: Engine) -> None:
    with session(database) as opened:
        articles = put_articles(opened, "ecopper", "etungsten ecopper", "eit's")
        assert not opened.dirty
    with session(database) as opened:
        assert [opened.get_one(Article, one.id).words for one in articles] == [one.words for one in articles]
        if database.dialect.name == "sqlite":
            found = opened.execute(text("SELECT rowid FROM articles_index WHERE words MATCH 'ecopper' ORDER BY rowid"))
            assert [number for (number,) in found] == [one.id for one in articles[:2]]
            parts = opened.execute(text("SELECT count(DISTINCT segid) FROM articles_index_idx")).scalar()
            assert parts == 1, "each article's words were written to the index for themselves"
            opened.execute(text("INSERT INTO articles_index (articles_index) VALUES ('integrity-check')"))


def test_what_is_undone_leaves_no_words_to_the_next_article(database: Engine) -> None:
    with Session(database) as opened:
        put_articles(opened, "ecopper")
        opened.rollback()
        (article,) = put_articles(opened, "")
        opened.commit()
        assert opened.get_one(Article, article.id).words == ""
