"""The common ground of all tables: a constraint that nobody named has a name all the same."""

from pipeline.ledger import Job


def test_every_constraint_and_index_has_a_name() -> None:
    for table in Job.metadata.sorted_tables:
        assert all(one.name for one in [*table.constraints, *table.indexes]), table.name
