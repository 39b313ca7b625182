"""All tables of the news are had under one name, whichever module they stand in."""

from pipeline import ledger, models
from pipeline.models import Base


def test_every_table_is_had_under_the_one_name() -> None:
    tables = {mapper.class_ for mapper in Base.registry.mappers}
    here = {table.__name__ for table in tables if table.__module__ != ledger.__name__}
    assert here | {"Base", "KEPT", "REACHED", "WATCHED"} == set(models.__all__)
