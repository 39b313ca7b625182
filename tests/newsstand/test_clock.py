"""The clock stands where it was set, and refuses what is no moment."""

import datetime as dt

import pytest

from tests.newsstand.clock import Clock


def test_clock_stands_until_it_is_moved() -> None:
    clock = Clock("2025-08-24T09:00+05:00")
    assert clock.now() == clock.now()
    clock.forward(dt.timedelta(hours=16))
    assert clock.now().isoformat() == "2025-08-25T01:00:00+05:00"


def test_clock_that_was_never_set_tells_the_systems_time() -> None:
    assert abs(Clock().now() - dt.datetime.now(dt.UTC)) < dt.timedelta(minutes=1)


@pytest.mark.parametrize("moment", ["yesterday", "2025-08-24T09:00"])
def test_clock_refuses_what_is_no_moment(moment: str) -> None:
    with pytest.raises(ValueError, match="2025-08-24T09:00"):
        Clock(moment)
