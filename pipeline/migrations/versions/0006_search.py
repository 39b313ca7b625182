"""What a search finds articles and deals by, and the index over it."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from pipeline.words.wording import line, of_deal

revision = "0006_search"
down_revision = "0005_withdrawals"

AT_ONCE = 500  # rows
ARTICLES = sa.table("articles", *map(sa.column, ("id", "title", "text", "lang", "words")))
DEALS = sa.table(
    "deals",
    *map(sa.column, ("id", "title", "stage", "words")),
    *(sa.column(name, sa.JSON()) for name in ("parties", "signatories", "minerals", "countries", "places")),
)
MENTIONS = sa.table("mentions", *map(sa.column, ("id", "article_id", "term")))


def upgrade() -> None:
    for name in ("articles", "deals"):
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column("words", sa.Text(), nullable=False, server_default=""))
    _fill_articles()
    _fill_deals()
    for name in ("articles", "deals"):
        if op.get_bind().dialect.name == "sqlite":
            _index_sqlite(name)
        else:
            op.execute(f"CREATE INDEX ix_{name}_words ON {name} USING gin (to_tsvector('simple', words))")


def _index_sqlite(name: str) -> None:
    """Make an index that takes its text from the table, and follows each of its changes in the same transaction."""
    op.execute(f"CREATE VIRTUAL TABLE {name}_index USING fts5(words, content='{name}', content_rowid='id')")
    op.execute(f"INSERT INTO {name}_index ({name}_index) VALUES ('rebuild')")  # noqa: S608 - our own names
    forget = f"INSERT INTO {name}_index ({name}_index, rowid, words) VALUES ('delete', old.id, old.words);"  # noqa: S608
    enter = f"INSERT INTO {name}_index (rowid, words) VALUES (new.id, new.words);"  # noqa: S608
    op.execute(f"CREATE TRIGGER {name}_entered AFTER INSERT ON {name} BEGIN {enter} END")
    op.execute(f"CREATE TRIGGER {name}_forgotten AFTER DELETE ON {name} BEGIN {forget} END")
    op.execute(f"CREATE TRIGGER {name}_reworded AFTER UPDATE OF words ON {name} BEGIN {forget} {enter} END")


def _fill_articles() -> None:
    for rows in _all(ARTICLES):
        terms: dict[int, list[str]] = {row.id: [] for row in rows}
        wanted = sa.select(MENTIONS.c.article_id, MENTIONS.c.term).where(MENTIONS.c.article_id.in_(terms))
        for article, term in op.get_bind().execute(wanted.order_by(MENTIONS.c.id)):
            terms[article].append(term)
        _write(ARTICLES, {row.id: line(row.title, row.text, row.lang, terms[row.id]) for row in rows})


def _fill_deals() -> None:
    for rows in _all(DEALS):
        _write(DEALS, {row.id: _deal_words(row) for row in rows})


def _deal_words(row: Any) -> str:  # noqa: ANN401 - a row of that time
    return of_deal(row.title, row.stage, [*row.parties, *row.signatories], [*row.minerals, *row.countries, *row.places])


def _all(table: sa.TableClause) -> Iterator[list[Any]]:
    last = 0
    query = sa.select(table).order_by(table.c.id).limit(AT_ONCE)
    while rows := op.get_bind().execute(query.where(table.c.id > last)).all():
        yield list(rows)
        last = rows[-1].id


def _write(table: sa.TableClause, words: dict[int, str]) -> None:
    change = sa.update(table).where(table.c.id == sa.bindparam("number")).values(words=sa.bindparam("said"))
    op.get_bind().execute(change, [{"number": number, "said": said} for number, said in words.items()])


def downgrade() -> None:
    for name in ("deals", "articles"):
        if op.get_bind().dialect.name == "sqlite":
            for trigger in ("entered", "forgotten", "reworded"):
                op.execute(f"DROP TRIGGER {name}_{trigger}")
            op.execute(f"DROP TABLE {name}_index")
        else:
            op.execute(f"DROP INDEX ix_{name}_words")
        op.execute(f"ALTER TABLE {name} DROP COLUMN words")
