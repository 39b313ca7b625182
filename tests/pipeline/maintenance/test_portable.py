"""A row is the same again after it was a line of text."""

import datetime as dt

import pytest

from pipeline.ledger import Delivery
from pipeline.maintenance.portable import clause, kinds, line, row
from pipeline.models import Base, Deal, SourceDay

NOW = dt.datetime(2026, 11, 23, 3, 30, 1, 5, tzinfo=dt.UTC)
ROWS = [
    (Delivery, {"body": b"\0\xff", "created_at": NOW, "sent_at": None, "attempts": 3, "subject": "钨 “\u2028”"}),
    (Deal, {"rejected": True, "parties": [{"id": "uztmk", "name": None}], "stage_date": dt.date(2026, 11, 20)}),
    (SourceDay, {"probability": 0.1 + 0.2, "day": dt.date(2026, 1, 1)}),
]


@pytest.mark.parametrize(("model", "values"), ROWS, ids=lambda value: getattr(value, "__name__", ""))
def test_a_row_comes_back_as_it_was(model: type[Base], values: dict[str, object]) -> None:
    of = kinds(model.__table__)  # type: ignore[arg-type]
    whole = dict.fromkeys(of) | values
    told = line(tuple(whole.values()), of)
    assert told.count(b"\n") == 1
    assert row(told, of) == whole


def test_a_table_is_written_with_the_columns_it_had() -> None:
    assert "INSERT INTO jobs (name, due_at)" in str(clause("jobs", {"name": "plain", "due_at": "moment"}).insert())
