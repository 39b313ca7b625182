"""How many articles are stored comes in; what one more costs then after extraction, beside a thousand, goes out."""

import argparse
import datetime as dt
import logging
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, insert

from benchmarks.measure import Cost, cost, line, machine
from benchmarks.pages import NOW, street
from benchmarks.stored import END, fill
from pipeline.db import connect, session
from pipeline.extract import Raw, Unextractable
from pipeline.identity import Rules
from pipeline.models import Page
from pipeline.process import LEASE, TOGETHER, stored
from pipeline.queries.query import parse
from pipeline.queries.search import Hunt, articles
from pipeline.understand import Recalled, Understood, understand
from pipeline.workers.leases import holder

SIZES = (1_000, 100_000, 1_000_000)
FOLDER = Path(".score")
MOST = 4 / 3  # what one more article may cost at the largest size, in times of the smallest
SEARCHES = ("вольфрам", "kompaniya -oltin", '"rare earths" Norway')
RULES = Rules(())


def main() -> None:
    """Print the figures; end with 1 where the cost grows by more than a third."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, help="articles stored, the smallest first")
    sizes = parser.parse_args().sizes
    logging.disable(logging.CRITICAL)
    machine()
    read = _relevant()
    print(f"\nstoring {len(read)} relevant articles of the newsstand, {TOGETHER} in one transaction")
    measured = [_at(size, read) for size in sizes]
    first, last = measured[0], measured[-1]
    understanding = cost(again, read)
    line("understanding them, whatever is stored", understanding)
    grown = (understanding.each + last.each) / (understanding.each + first.each)
    print(f"  storing one more costs {last.each / first.each:.2f} times as much at the largest")
    print(f"  everything after extraction {grown:.2f} times (at most {MOST:.2f})")
    sys.exit(grown > MOST)


def again(one: tuple[Raw, Understood]) -> Understood:
    """Understand an article whose text is extracted."""
    raw, known = one
    return understand(Recalled(known.extracted, raw.address, raw.hints))


def _relevant() -> list[tuple[Raw, Understood]]:
    read = []
    for raw in street():
        try:
            found = understand(raw)
        except Unextractable:
            continue
        if found.relevance.relevant:
            read.append((raw, found))
    return sorted((item for item in read if _published(item) >= END), key=_published)


def _published(item: tuple[Raw, Understood]) -> dt.datetime:
    published = item[1].extracted.published
    return published.at if published else NOW


def _at(size: int, read: Sequence[tuple[Raw, Understood]]) -> Cost:
    began = time.perf_counter()
    with scratch(size) as engine:
        made = time.perf_counter() - began
        found = storing(engine, read)
        line(f"with {size:,} stored (filled in {made:.0f} s)", found)
        for typed in SEARCHES:
            hunt = Hunt(parse(typed))
            with session(engine) as opened:
                articles(opened, hunt)
                asked = cost(lambda hunt: articles(opened, hunt), [hunt] * 3)
            line(f"    finding {typed}", asked)
    return found


@contextmanager
def scratch(size: int) -> Iterator[Engine]:
    """Give a new SQLite database that holds so many articles, and take it away again."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=FOLDER, prefix="stored-") as folder:
        engine = connect(f"sqlite:///{Path(folder).absolute() / 'konchi.db'}")
        if size:
            fill(engine, size)
        yield engine
        engine.dispose()


def storing(engine: Engine, read: Sequence[tuple[Raw, Understood]]) -> Cost:
    """Store articles as the pipeline does; the first is not counted, for statements are compiled once a process."""
    claimed = [(_claimed(engine, raw), one) for raw, one in read]
    stored(engine, claimed[:1], RULES)
    some = [claimed[start : start + TOGETHER] for start in range(1, len(claimed), TOGETHER)]
    found = cost(lambda pages: stored(engine, pages, RULES), some)
    return Cost(len(claimed) - 1, found.cpu, found.wall)


def _claimed(engine: Engine, raw: Raw) -> int:
    page = {"source": raw.address.split("/")[2], "address": raw.address, "requested": raw.address, "fetched_at": NOW}
    lease = {"state": "claimed", "lease_holder": holder(), "lease_until": NOW + LEASE}
    with engine.begin() as connection:
        row = connection.execute(insert(Page).returning(Page.id), {**page, **lease, "body": zlib.compress(raw.body)})
        return int(row.scalar_one())


if __name__ == "__main__":
    main()
