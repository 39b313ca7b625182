"""A batch that hangs holds up nobody but the sources of its own hosts; what died is not begun again at once."""

import threading
from collections import Counter
from collections.abc import Sequence

import pytest

from crawler.batches.rounds import AT_ONCE, MOST, Round
from crawler.sources import Source
from tests.waiting import LONGEST, until

LOOK = 0.02


def source(name: str, host: str = "") -> Source:
    return Source(name, name, "UZ", "UTC", name, feeds=(f"https://{host or name}.uz/rss",))


class Town:
    """Sources that are due again and again until they were crawled often enough; those that hang, hang until freed."""

    def __init__(
        self, names: Sequence[str], hang: Sequence[str] = (), often: int = 5, host: str = "", dies: Sequence[str] = ()
    ) -> None:
        self.catalogue = {name: source(name, host if name.startswith("same") else "") for name in names}
        self.hang, self.dies, self.often, self.crawls = set(hang), set(dies), often, Counter[str]()
        self.now, self.most, self.guard, self.freed = set[str](), 0, threading.Lock(), threading.Event()

    def due(self) -> list[str]:
        """Name those that are to be crawled, as long as no crawl has leased them."""
        with self.guard:
            return [name for name in self.catalogue if self.crawls[name] < self.often and name not in self.now]

    def crawl(self, names: Sequence[str]) -> bool:
        """Crawl a batch: the others of it are done when one hangs or dies; tell whether it ended by itself."""
        with self.guard:
            assert not self.now & set(names), "two crawls of one source"
            self.now.update(names)
            self.most = max(self.most, len(self.now))
            self.crawls.update(names)
        with self.guard:
            self.now.difference_update(set(names) - self.hang)
        hangs = bool(self.hang & set(names))
        if hangs:
            assert self.freed.wait(LONGEST)
        with self.guard:
            self.now.difference_update(names)
        return not (hangs or self.dies & set(names))

    def begin(self, slow: float = 60.0, most: int = 1) -> tuple[threading.Thread, list[int]]:
        """Begin a round of batches of so many sources."""
        counts: list[int] = []
        one = Round(self.due, self.crawl, self.catalogue, most, LOOK, slow=slow)
        thread = threading.Thread(target=lambda: counts.append(one.run()))
        thread.start()
        return thread, counts


def test_others_are_crawled_in_their_turn_while_one_hangs() -> None:
    town = Town(("bad", "a", "b", "c"), hang=("bad",))
    thread, counts = town.begin()
    until(lambda: all(town.crawls[name] == town.often for name in "abc"))
    assert town.now == {"bad"}
    town.freed.set()
    thread.join(LONGEST)
    assert counts == [1 + 3 * town.often]


def test_slow_ones_give_their_places_up_and_so_many_are_under_way_at_most() -> None:
    bad = [f"bad{number}" for number in range(MOST + 3)]
    town = Town([*bad, "a"], hang=bad[: MOST - 1], often=1)
    thread, _ = town.begin(slow=0.1)
    until(lambda: town.crawls["a"] == 1)
    assert town.now == set(bad[: MOST - 1])
    town.freed.set()
    thread.join(LONGEST)
    town = Town(bad, hang=bad)
    thread, _ = town.begin(slow=0.1)
    until(lambda: len(town.now) == MOST)
    town.freed.set()
    thread.join(LONGEST)
    assert town.most == MOST


def test_quick_batches_keep_to_their_places() -> None:
    town = Town([f"s{number}" for number in range(12)], often=1)
    thread, counts = town.begin()
    thread.join(LONGEST)
    assert counts == [12]
    assert town.most <= AT_ONCE


def test_a_source_whose_host_a_batch_is_at_waits_for_it() -> None:
    town = Town(("same1", "a"), hang=("same1",), host="one")
    thread, _ = town.begin()
    until(lambda: town.crawls["a"] == town.often)
    town.catalogue["same2"] = source("same2", "one")
    town.catalogue["b"] = source("b")
    until(lambda: town.crawls["b"] == town.often)
    assert town.crawls["same2"] == 0
    town.freed.set()
    thread.join(LONGEST)
    thread, _ = town.begin()
    thread.join(LONGEST)
    assert town.crawls["same2"] >= 1


def test_the_others_of_a_batch_that_hangs_are_crawled_again_in_their_turn() -> None:
    town = Town(("same1", "same2", "a", "b"), hang=("same1",), host="one")
    thread, _ = town.begin(slow=0.1, most=4)
    until(lambda: town.crawls["a"] == town.crawls["b"] == town.often)
    assert (town.crawls["same1"], town.crawls["same2"], town.now) == (1, 1, {"same1"})
    town.freed.set()
    thread.join(LONGEST)


def test_what_was_killed_is_left_for_the_next_round() -> None:
    town = Town(("dies", "bad", "a"), hang=("bad",), dies=("dies",))
    thread, _ = town.begin()
    until(lambda: town.crawls["a"] == town.often)
    town.freed.set()
    thread.join(LONGEST)
    assert town.crawls["dies"] == 1
    thread, _ = town.begin()
    thread.join(LONGEST)
    assert town.crawls["dies"] == 2


def test_a_mistake_of_ours_ends_the_round() -> None:
    def fail(_: Sequence[str]) -> bool:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Round(lambda: ["a"], fail, {"a": source("a")}, 1, LOOK).run()


def test_a_round_without_anything_due_is_over_at_once() -> None:
    assert Round(list, lambda _: True, {}, 50, LOOK).run() == 0
