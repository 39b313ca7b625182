"""The tables of the work: what may be sent once is sent once, by the database itself."""

import datetime as dt

import pytest
from sqlalchemy import Engine, insert, select
from sqlalchemy.exc import IntegrityError

from pipeline.db import migrate, session
from pipeline.ledger import Delivery, Record, Suppression, Told

NOW = dt.datetime(2025, 4, 10, 9, 0, tzinfo=dt.UTC)


FIELDS = {
    "address": "mailto:a@example.org", "kind": "daily", "slot": "2025-04-10", "message_id": "<1@konchi>",
    "subject": "s", "body": b"b", "created_at": NOW, "next_attempt_at": NOW,
}  # fmt: skip


def message(number: int = 1, **facts: str) -> Delivery:
    return Delivery(**FIELDS | {"message_id": f"<{number}@konchi>"} | facts)


@pytest.mark.parametrize(
    "rows",
    [
        (lambda: message(state="maybe"),),
        (lambda: message(1), lambda: message(2)),
        (lambda: message(1), lambda: message(1, slot="2025-04-11")),
        (
            lambda: Suppression(address="a", reply="r", since=NOW),
            lambda: Suppression(address="a", reply="s", since=NOW),
        ),
    ],
    ids=["an unknown state", "a slot twice", "a Message-ID twice", "a suppression twice"],
)
def test_what_cannot_be_is_refused(database: Engine, rows: tuple) -> None:
    with pytest.raises(IntegrityError), session(database) as opened:
        opened.add_all(row() for row in rows)


def test_a_reader_is_told_of_an_event_once(database: Engine) -> None:
    with session(database) as opened:
        opened.add(message())
        opened.flush()
        opened.add(Told(address="mailto:a@example.org", event_key="x:new", delivery_id=1))
    with pytest.raises(IntegrityError), session(database) as opened:
        opened.add(Told(address="mailto:a@example.org", event_key="x:new", delivery_id=1))


def test_what_was_told_before_records_were_kept_stays_told(database: Engine) -> None:
    migrate(database, "base")
    migrate(database, "0008_tenure")
    with database.begin() as connection:
        connection.execute(insert(Delivery).values(id=1, **FIELDS))
        connection.exec_driver_sql("INSERT INTO told (address, event_key, delivery_id) VALUES ('a', 'x:new', 1)")
    migrate(database)
    with session(database) as opened:
        told = opened.scalars(select(Told)).one()
        assert (told.event_key, told.delivery_id, told.record_id) == ("x:new", 1, None)
        opened.add(Record(deal="x", hash="h", facts={}, sources={}, noted_at=NOW))
        opened.flush()
        told.record_id = opened.scalars(select(Record.id)).one()
    with pytest.raises(IntegrityError), session(database) as opened:
        opened.add(Record(deal="x", hash="h", facts={}, sources={}, noted_at=NOW))
