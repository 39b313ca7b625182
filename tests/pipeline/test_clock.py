"""The clock is the machine's until a simulation sets it, and then runs on from there."""

import datetime as dt
from collections.abc import Iterator

import pytest

from pipeline import clock


@pytest.fixture(autouse=True)
def own_time() -> Iterator[None]:
    yield
    clock.set_clock(None)


def test_the_clock_is_the_machines() -> None:
    assert abs(clock.now() - dt.datetime.now(dt.UTC)) < dt.timedelta(seconds=5)
    assert clock.now().utcoffset() == dt.timedelta(0)


def test_a_set_clock_runs_on_and_can_be_given_back() -> None:
    clock.set_clock(dt.datetime(2025, 4, 10, 9, tzinfo=dt.UTC))
    first = clock.now()
    assert first <= clock.now() < dt.datetime(2025, 4, 10, 9, 1, tzinfo=dt.UTC)
    clock.set_clock(None)
    assert clock.now().year > 2025
