"""What was told of a deal is one record, however many readers are told, and knows the pages that state it."""

import datetime as dt

import pytest
from sqlalchemy import Engine, select

from alerts.sending.records import remember, told_by
from alerts.telling.told import WHOLE, facts_of
from pipeline.db import session
from pipeline.ledger import Record
from pipeline.models import Deal
from pipeline.process import process
from tests.alerts.samples import item, made
from tests.pipeline.test_process import NOW, SIGNED, page


@pytest.fixture
def read(database: Engine) -> Engine:
    """Give a database with one deal that one article reports."""
    with session(database) as opened:
        opened.add(page(1, SIGNED))
    process(database)
    return database


def test_a_record_is_kept_once_with_the_pages_of_every_fact(read: Engine) -> None:
    numbers = set()
    for _ in range(2):
        with session(read) as opened:
            deal = opened.scalars(select(Deal)).one()
            numbers.add(remember(opened, {deal.key: facts_of(deal)}, NOW)[deal.key])
    with session(read) as opened:
        (record,) = opened.scalars(select(Record)).all()
        assert numbers == {record.id}
        assert record.sources[WHOLE] == [1]
        assert record.sources["value:35000000 USD"] == [1]
        assert record.sources["stage:memorandum"] == [1]
        assert record.sources["date:memorandum 2025-03-18"] == [1]
        assert record.facts["values"] == ["35000000 USD"]


def test_other_facts_of_the_same_deal_are_another_record(read: Engine) -> None:
    with session(read) as opened:
        deal = opened.scalars(select(Deal)).one()
        first = remember(opened, {deal.key: facts_of(deal)}, NOW)
        later = remember(opened, {deal.key: {**facts_of(deal), "stage": "agreement"}}, NOW + dt.timedelta(1))
        assert first[deal.key] != later[deal.key]


def test_of_a_long_list_only_what_is_shown_was_told() -> None:
    sums = tuple({"amount": float(n), "currency": "USD", "kind": None, "text": None} for n in range(1, 9))
    facts, keys = told_by(made(item(values=sums)))
    assert facts["uztmk-itia"]["values"] == ["1 USD", "2 USD", "3 USD"]
    assert keys == {"uztmk-itia:new:agreement": "uztmk-itia"}
