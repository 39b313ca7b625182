"""What a column stores is what it was given, cleaned, and the same on both databases."""

import datetime as dt

import pytest
from sqlalchemy import Engine

from pipeline.db import session
from pipeline.models import Host

TASHKENT = dt.timezone(dt.timedelta(hours=5))


def stored(database: Engine, **fields: object) -> Host:
    with session(database) as opened:
        opened.add(Host(**{"name": "a.uz", "checked_at": dt.datetime(2025, 4, 10, 14, tzinfo=TASHKENT), **fields}))
    with session(database) as opened:
        return opened.get_one(Host, "a.uz")


def test_a_moment_is_given_back_in_utc(database: Engine) -> None:
    assert stored(database).checked_at == dt.datetime(2025, 4, 10, 9, tzinfo=dt.UTC)


def test_no_moment_is_no_moment(database: Engine) -> None:
    assert stored(database).hold_until is None


def test_a_moment_without_a_zone_is_refused(database: Engine) -> None:
    with pytest.raises(Exception, match="without a time zone"):
        stored(database, checked_at=dt.datetime(2025, 4, 10, 14))  # noqa: DTZ001 - the point of the test


def test_text_and_every_string_of_a_tree_are_cleaned(database: Engine) -> None:
    host = stored(database, robots="a\x00b", rights=[{"signal": "License", "value": "\ud800x"}])
    assert host.robots == "ab"
    assert host.rights == [{"signal": "License", "value": "x"}]
