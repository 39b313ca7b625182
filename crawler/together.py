"""Work that is cheaper for many than for one: items come in one by one, are worked on together, results go out."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass
class Together(Generic[Item, Result]):
    """Collects items for a moment and works on them in a thread; where that fails, each is worked on alone."""

    work: Callable[[Sequence[Item]], Sequence[Result]]
    alone: Callable[[Item], Result] | None = None  # else the work with one item
    moment: float = 0.0  # seconds
    waiting: list[tuple[Item, "asyncio.Future[Result]"]] = field(default_factory=list)
    task: "asyncio.Task[None] | None" = None

    async def put(self, item: Item) -> Result:
        """Return the item's result, or raise what went wrong with this item."""
        done: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self.waiting.append((item, done))
        if self.task is None:
            self.task = asyncio.ensure_future(self._collect())
        return await done

    async def _collect(self) -> None:
        while self.waiting:
            await asyncio.sleep(self.moment)
            taken, self.waiting = self.waiting, []
            for (_, done), result in zip(taken, await asyncio.to_thread(self._all, taken), strict=True):
                if done.done():  # whoever waited for it was stopped
                    continue
                if isinstance(result, Exception):
                    done.set_exception(result)
                else:
                    done.set_result(result)
        self.task = None

    def _all(self, taken: Sequence[tuple[Item, object]]) -> Sequence[Result | Exception]:
        try:
            return self.work([item for item, _ in taken])
        except Exception as error:  # noqa: BLE001 - handed to the one whose fault it is
            return [error] if len(taken) == 1 else [self._one(item) for item, _ in taken]

    def _one(self, item: Item) -> Result | Exception:
        try:
            return self.alone(item) if self.alone else self.work([item])[0]
        except Exception as error:  # noqa: BLE001 - handed to who waits for it
            return error
