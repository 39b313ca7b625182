"""What comes within a moment is worked on at once, and one item's fault is no other's."""

import asyncio
from collections.abc import Sequence

import pytest

from crawler.together import Together


def halves(numbers: Sequence[int]) -> list[float]:
    return [1 / number for number in numbers]


def test_what_comes_within_a_moment_is_worked_on_together() -> None:
    calls: list[list[int]] = []

    def work(numbers: Sequence[int]) -> list[float]:
        calls.append(list(numbers))
        return halves(numbers)

    async def ask() -> list[float]:
        together = Together(work, lambda number: halves([number])[0], 0.05)
        first = await asyncio.gather(*map(together.put, (1, 2, 4)))
        return [*first, await together.put(8)]

    assert asyncio.run(ask()) == [1, 0.5, 0.25, 0.125]
    assert calls == [[1, 2, 4], [8]]


def test_the_fault_of_one_item_is_told_to_it_alone() -> None:
    async def ask() -> list[float | BaseException]:
        together = Together(halves, lambda number: halves([number])[0])
        return await asyncio.gather(*map(together.put, (1, 0, 2)), return_exceptions=True)

    first, second, third = asyncio.run(ask())
    assert (first, third) == (1, 0.5)
    assert isinstance(second, ZeroDivisionError)


def test_a_single_item_that_fails_is_not_tried_again() -> None:
    calls: list[int] = []

    def work(numbers: Sequence[int]) -> list[float]:
        calls.extend(numbers)
        return halves(numbers)

    async def ask() -> None:
        await Together(work, lambda number: work([number])[0]).put(0)

    with pytest.raises(ZeroDivisionError):
        asyncio.run(ask())
    assert calls == [0]


def test_who_was_stopped_while_waiting_disturbs_no_other() -> None:
    async def ask() -> float:
        together = Together(halves, lambda number: halves([number])[0], 0.05)
        stopped, waiting = (asyncio.ensure_future(together.put(number)) for number in (1, 2))
        await asyncio.sleep(0)
        stopped.cancel()
        return await waiting

    assert asyncio.run(ask()) == 0.5
