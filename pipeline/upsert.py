"""Inserting what another may have inserted: a kind of database and a table come in, its own INSERT goes out."""

from typing import Any

from sqlalchemy.dialects import sqlite

from pipeline.models import Base


def upsert(dialect: str, table: type[Base]) -> Any:  # noqa: ANN401 - the same methods on two unrelated classes
    """Return the INSERT of a dialect for a table, which can be told what to do ON CONFLICT."""
    if dialect == "postgresql":
        from sqlalchemy.dialects.postgresql import insert  # noqa: PLC0415 - costs 0.1 s of every start

        return insert(table)
    return sqlite.insert(table)
