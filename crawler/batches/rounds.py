"""Batches of due sources come in at every look; they are crawled side by side, and none waits for a slow one."""

import time
from collections import deque
from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field

from crawler.manners.chains import batches, chains
from crawler.sources import Source

AT_ONCE = 2  # batches, as many as there are cores on a small machine
SLOW = 60.0  # seconds after which a batch takes no place any more: it waits for its hosts, and has leased its sources
MOST = 6  # batches in all, slow ones included

Names = Sequence[str]


@dataclass
class Round:
    """What is crawled from the first due source until nothing is due and nothing under way."""

    due: Callable[[], list[str]]  # which sources are due now, without those that a crawl has leased
    crawl: Callable[[Names], bool]  # crawl a batch in a child, and tell whether that ended by itself
    catalogue: dict[str, Source]
    most: int  # sources in a batch
    look: float  # seconds between two looks for due sources while batches are under way
    alone: Callable[[], Collection[str]] = frozenset  # whose crawl died: each is in a batch of its own
    slow: float = SLOW
    under_way: dict[Future[bool], tuple[Names, float]] = field(default_factory=dict)  # names, and since when
    lost: set[str] = field(default_factory=set)

    def run(self) -> int:
        """Crawl what is due, and what becomes due meanwhile; return how many batches that were.

        What was killed or died is left alone until the next round: it would be begun at once, and again.
        """
        count, looked, waiting = 0, -self.look, deque[Names]()
        with ThreadPoolExecutor(MOST) as pool:
            while True:
                if time.monotonic() - looked >= self.look:
                    looked, waiting = time.monotonic(), deque(self._fresh())
                while waiting and self._free():
                    names = waiting.popleft()
                    self.under_way[pool.submit(self.crawl, names)] = names, time.monotonic()
                    count += 1
                if not self.under_way:
                    return count
                self._wait(max(0.0, self.look - (time.monotonic() - looked)))

    def _fresh(self) -> Iterable[Names]:
        """Return batches of due sources, but those whose hosts a batch is at.

        Of a slow batch, those that are neither leased nor waiting have been crawled and are due again.
        """
        due = [name for name in self.due() if name not in self.lost]
        busy = {name for names, begun in self.under_way.values() if not self._is_slow(begun) for name in names}
        busy |= {name for names, _ in self.under_way.values() for name in names if name not in due}
        chained = chains(self.catalogue[name] for name in dict.fromkeys((*due, *sorted(busy))))
        return batches((chain for chain in chained if not busy & set(chain)), self.most, self.alone())

    def _free(self) -> bool:
        quick = sum(not self._is_slow(begun) for _, begun in self.under_way.values())
        return quick < AT_ONCE and len(self.under_way) < MOST

    def _is_slow(self, begun: float) -> bool:
        return time.monotonic() - begun >= self.slow

    def _wait(self, rest: float) -> None:
        """Wait for a batch to end, but not for longer than that."""
        for ended in wait(self.under_way, rest, FIRST_COMPLETED).done:
            names, _ = self.under_way.pop(ended)
            if not ended.result():
                self.lost.update(set(names) & set(self.due()))  # others of the batch had been crawled before
