"""How far a report is believed follows from the kind of its source, and from whether it is its own."""

import pytest

from pipeline.resolution.kinds import rank


@pytest.mark.parametrize(
    ("kind", "trust"),
    [("government", 3), ("lender", 3), ("agency", 2), ("newspaper", 1), ("", 1), (None, 1), ("republisher", 0)],
)
def test_officials_go_before_agencies_before_others_before_republishers(kind: str | None, trust: int) -> None:
    assert rank(kind, again=False) == trust
    assert rank(kind, again=True) == 0
