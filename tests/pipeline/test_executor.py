"""Where work runs: every item comes out once, whatever it does to its worker."""

import math
import os
import re
import time

import pytest

from pipeline import executor
from pipeline.executor import FEW, Failure, run


def double(number: int) -> int:
    """Double a number; certain numbers do to the worker what certain pages do."""
    if number == 7:
        raise ValueError("seven is refused")
    if number == 11:
        os._exit(1)
    if number == 13:
        time.sleep(3600)
    return 2 * number


def outcomes(items: list[int], seconds: float = 60.0) -> dict[int, int | Failure]:
    found = dict(run(double, items, seconds=seconds))
    assert sorted(found) == items
    return found


@pytest.fixture(autouse=True)
def ready() -> None:
    """Let workers start as they do where a process has threads: from nothing."""


def long_here() -> int:
    """Return how many seconds ten times an item and the start of its worker take, busy as the machine is now."""
    begun = time.monotonic()
    outcomes([1])
    return max(3, math.ceil(10 * (time.monotonic() - begun)))


@pytest.mark.parametrize("many", [3, FEW + 3])
def test_every_item_comes_out_with_its_result(many: int) -> None:
    items = list(range(100, 100 + many))
    assert outcomes(items) == {n: 2 * n for n in items}


@pytest.mark.parametrize("items", [[1, 7, 9], [*range(100, 100 + FEW), *[7]]])
def test_an_exception_is_the_failure_of_its_item_alone(items: list[int]) -> None:
    found = outcomes(sorted(items))
    failure = found[7]
    assert isinstance(failure, Failure)
    assert re.fullmatch(r"ValueError: seven is refused \(at test_executor\.py:\d+ in double\)", failure.reason)
    assert sum(isinstance(outcome, Failure) for outcome in found.values()) == 1


def test_an_item_that_kills_or_hangs_its_worker_fails_alone() -> None:
    seconds = long_here()
    found = outcomes([11, 13, *range(100, 100 + FEW)], seconds)
    assert found[11] == Failure("the worker process died on this page")
    assert found[13] == Failure(f"took longer than {seconds} s")
    assert sum(isinstance(outcome, Failure) for outcome in found.values()) == 2


def test_an_item_that_is_given_no_limit_has_the_common_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executor, "LIMIT", 1)
    assert dict(run(double, [13])) == {13: Failure("took longer than 1 s")}


def test_a_lone_item_that_kills_its_worker_leaves_the_caller_alive() -> None:
    assert outcomes([11, 12]) == {11: Failure("the worker process died on this page"), 12: 24}
