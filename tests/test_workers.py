"""The workers of pages in tests: each is a process of its own, with the environment of the moment it was started."""

import os
import sys

import pytest

from pipeline.executor import run


def told(name: str) -> tuple[int, str | None, bool]:
    """Return the process's number, a variable of its environment, and whether it was born with what pages need."""
    return os.getpid(), os.environ.get(name), "pipeline.ready" in sys.modules


def test_a_worker_holds_what_pages_need_and_the_environment_of_its_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for value in ("one", "two"):
        monkeypatch.setenv("KONCHI_TEST_MOMENT", value)
        found += [said for _, said in run(told, ["KONCHI_TEST_MOMENT"])]
    (one, *first), (two, *second) = found
    assert (first, second) == (["one", True], ["two", True])
    assert len({one, two, os.getpid()}) == 3
