"""What understanding and storing a page costs, each part beside trafilatura on the same bytes, in one run."""

import logging
import random
import tempfile
import zlib
from contextlib import suppress
from pathlib import Path

import trafilatura
from sqlalchemy import Engine, insert

from benchmarks.measure import Cost, cost, line, machine
from benchmarks.pages import NOW, mix, street
from benchmarks.stored import fill
from pipeline.db import connect, session
from pipeline.extract import Extracted, Raw, Unextractable, extract
from pipeline.gate import gate
from pipeline.leases import holder
from pipeline.models import Page
from pipeline.process import LEASE, store
from pipeline.understand import Understood, understand

PEER = "trafilatura with metadata"
SAMPLE = 60  # pages of the mix that the peer reads; it is charged for all at the same price
MIX, SHARE = 1000, 0.02
WARM_UP = 12  # pages read before anything is measured: lexicons and patterns are built once a process


def main() -> None:
    """Print the figures."""
    logging.disable(logging.CRITICAL)  # the peer complains about some pages
    machine()
    pages = street()
    for raw in pages[:WARM_UP]:
        peer(raw)
        whole(raw)
    size = sum(len(raw.body) for raw in pages) // len(pages)
    print(f"\n{len(pages)} article pages of the newsstand, {size:,} bytes each")
    alone = cost(peer, pages)
    line(f"{PEER}, alone", alone)
    line("gate", cost(gated, pages), alone, PEER)
    line("extraction", cost(body, pages), alone, PEER)
    understanding = cost(whole, pages)
    line("understanding: extraction to relevance", understanding, alone, PEER)
    read = understood(pages)
    storing = stored(read, 0)
    line("storing: dedupe, resolve, commit", storing)
    both = Cost(len(pages), understanding.cpu + storing.cpu, understanding.wall + storing.wall)
    line("the whole pipeline", both, alone, PEER)
    after(read)
    mixed([raw.body for raw, one in read if one.relevance.relevant])


def after(read: list[tuple[Raw, Understood]]) -> None:
    """Print what comes after extraction, of relevant articles, with few and with many articles in the database."""
    ours = [(raw, one) for raw, one in read if one.relevance.relevant]
    raws = [raw for raw, _ in ours]
    rest = max(0.0, cost(whole, raws).each - cost(body, raws).each)
    print(f"\neverything after extraction, of {len(ours)} relevant articles")
    few = stored(ours, 1_000)
    line("dedupe, resolve, commit at 1,000 stored articles", few)
    many = stored(ours, 20_000)
    line("dedupe, resolve, commit at 20,000 stored articles", many, few, "as many at 1,000")
    print(f"  language, tags, steps, relevance {rest:.2f} ms; with storing {rest + few.each:.2f} ms (target: 8 ms)")


def mixed(relevant: list[bytes]) -> None:
    """Print what a page of the web costs, where two in a hundred matter and the gate stands before the rest."""
    bodies = mix(MIX, relevant, SHARE, random.Random(1))  # noqa: S311 - made-up pages
    raws = [Raw(body, "utf-8", f"https://mix.example/{number}", NOW, "UTC", {}) for number, body in enumerate(bodies)]
    print(f"\n{MIX:,} pages of {sum(map(len, bodies)) // MIX:,} bytes, {SHARE:.0%} of them relevant")
    alone = cost(peer, raws[1 :: MIX // SAMPLE])
    line(f"{PEER}, alone, on every {MIX // SAMPLE}th page", alone)
    gates = cost(gated, raws)
    passed = [raw for raw in raws if gated(raw)]
    behind = cost(whole, passed)
    storing = stored(understood(passed), 1_000)
    line("gate, understanding and storing", Cost(MIX, gates.cpu + behind.cpu + storing.cpu, 0.0), alone, PEER)


def peer(raw: Raw) -> object:
    """Read a page with trafilatura, metadata included."""
    return trafilatura.bare_extraction(raw.body, url=raw.address, favor_precision=True, with_metadata=True)


def body(raw: Raw) -> Extracted | None:
    """Extract a page, or find that it is no article."""
    with suppress(Unextractable):
        return extract(raw)
    return None


def whole(raw: Raw) -> Understood | None:
    """Understand a page, or find that it is no article."""
    with suppress(Unextractable):
        return understand(raw)
    return None


def gated(raw: Raw) -> bool:
    """Tell whether a page passes the gate."""
    return gate(raw.body, raw.charset).passes


def understood(pages: list[Raw]) -> list[tuple[Raw, Understood]]:
    """Return the pages that are articles with what they say, in the order of publication."""
    read = [(raw, found) for raw in pages if (found := whole(raw))]
    return sorted(read, key=lambda item: item[1].extracted.published.at if item[1].extracted.published else NOW)


def stored(read: list[tuple[Raw, Understood]], known: int) -> Cost:
    """Store articles into a new SQLite database that holds so many others, each in a transaction of its own."""
    with tempfile.TemporaryDirectory() as folder:
        engine = connect(f"sqlite:///{Path(folder) / 'konchi.db'}")
        if known:
            fill(engine, known)
        claimed = [(_claimed(engine, raw), one) for raw, one in read]
        _store(engine, claimed[0])  # statements are compiled once a process
        found = cost(lambda item: _store(engine, item), claimed[1:])
        engine.dispose()
    return found


def _claimed(engine: Engine, raw: Raw) -> int:
    page = {"source": raw.address.split("/")[2], "address": raw.address, "requested": raw.address, "fetched_at": NOW}
    lease = {"state": "claimed", "lease_holder": holder(), "lease_until": NOW + LEASE}
    with engine.begin() as connection:
        row = connection.execute(insert(Page).returning(Page.id), {**page, **lease, "body": zlib.compress(raw.body)})
        return int(row.scalar_one())


def _store(engine: Engine, item: tuple[int, Understood]) -> None:
    with session(engine) as opened:
        store(opened, *item)


if __name__ == "__main__":
    main()
