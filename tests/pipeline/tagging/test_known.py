"""Spans that are understood come in; which leave room for a longer name is tested."""

import pytest

from pipeline.tagging.known import Known, taken


@pytest.mark.parametrize(
    ("kind", "room"), [("place", True), ("mineral", True), ("organisation", False), ("person", False)]
)
def test_a_place_or_a_mineral_may_be_part_of_a_longer_name(kind: str, room: bool) -> None:  # noqa: FBT001
    assert taken([Known(kind, "UZ", 3, 8)], 3, 14) is not room


def test_what_is_all_understood_or_only_overlaps_leaves_no_room() -> None:
    place = Known("place", "UZ", 3, 8)
    assert taken([place], 3, 8)
    assert taken([place], 5, 14)
    assert not taken([place], 8, 14)
