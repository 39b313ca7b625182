"""The common ground of all tables: how constraints are named, and which types columns have."""

import datetime as dt
from typing import Any

from sqlalchemy import LargeBinary, MetaData
from sqlalchemy.orm import DeclarativeBase

from pipeline.columns import Clean, CleanJSON, Instant


class Base(DeclarativeBase):
    """The common ground of all tables."""

    metadata = MetaData(  # every constraint has a name, so that a migration can change it
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )

    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy's declared interface
        str: Clean,
        dt.datetime: Instant,
        dict[str, Any]: CleanJSON,
        list[Any]: CleanJSON,
        bytes: LargeBinary,
    }
