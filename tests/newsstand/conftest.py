"""One street for all tests that only look at it."""

from collections.abc import Iterator

import pytest

from tests.newsstand.stand import Newsstand


@pytest.fixture(scope="session")
def street() -> Iterator[Newsstand]:
    """Give the whole street on an evening after the last article."""
    with Newsstand(now="2026-11-22T20:00+05:00") as stand:
        yield stand
