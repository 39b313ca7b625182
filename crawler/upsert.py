"""Inserting what another may have inserted: a session and a table come in, an INSERT with ON CONFLICT goes out."""

from typing import Any

from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session

from pipeline.models import Base


def upsert(opened: Session, table: type[Base]) -> Any:  # noqa: ANN401 - the same methods on two unrelated classes
    """Return the INSERT of the session's database for a table."""
    if opened.get_bind().dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert  # noqa: PLC0415 - costs 0.1 s of every start

        return insert(table)
    return sqlite.insert(table)
