"""What many readers are told is looked up once."""

from sqlalchemy import Engine

from alerts.once import ROOM, TOGETHER, once
from pipeline.db import session


def test_only_what_is_new_is_looked_for_and_the_order_is_that_of_the_keys(database: Engine) -> None:
    asked: list[list[int]] = []

    def find(missing: list[int]) -> dict[int, str]:
        asked.append(list(missing))
        return {key: str(key) for key in missing if key != 3}

    with session(database) as opened:
        assert once(opened, "numbers", [2, 1, 2], find) == {2: "2", 1: "1"}
        assert list(once(opened, "numbers", [1, 3, 2], find)) == [1, 2]
        assert once(opened, "numbers", [3], find) == {}
        assert once(opened, "others", [1], find) == {1: "1"}
    assert asked == [[2, 1], [3], [1]]


def test_sessions_of_one_round_may_share_what_was_found(database: Engine) -> None:
    asked: list[int] = []
    shared: dict[str, object] = {}

    def find(missing: list[int]) -> dict[int, int]:
        asked.append(len(missing))
        return {key: key for key in missing}

    for _ in range(2):
        with session(database) as opened:
            opened.info[ROOM] = shared
            assert len(once(opened, "numbers", range(TOGETHER + 1), find)) == TOGETHER + 1
    assert asked == [TOGETHER, 1]
