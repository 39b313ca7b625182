"""Near duplicates on made-up news: ``--seed`` and ``--count`` come in; precision, recall and speed go out."""

import argparse
import os
import tempfile
import time
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

from sqlalchemy import Engine, insert, select

from benchmarks.measure import machine
from benchmarks.wire import News, news
from pipeline.db import connect, session
from pipeline.dedupe import dedupe
from pipeline.models import Article, Page

TOGETHER = 200  # articles in one transaction


def main() -> None:
    """Stream the articles through the index and print the figures."""
    wishes = argparse.ArgumentParser(description=__doc__)
    wishes.add_argument("--seed", type=int, default=1)
    wishes.add_argument("--count", type=int, default=20_000)
    asked = wishes.parse_args()
    machine()
    told = list(news(asked.seed, asked.count))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "konchi.db"
        engine = connect(f"sqlite:///{path}")
        begin = time.process_time()
        found = stream(engine, told)
        took = time.process_time() - begin
        engine.dispose()
        size = path.stat().st_size
    rate, each = asked.count / took, size / asked.count / 1024
    print(f"\n{asked.count:,} articles from seed {asked.seed}; {rate:,.0f} a CPU-second, {each:.1f} KiB each with text")
    report(told, found)


def stream(engine: Engine, told: list[News]) -> list[int]:
    """Store the articles in their order; return for each the number of the article it was found to copy, or its own."""
    for start in range(0, len(told), TOGETHER):
        with session(engine) as opened:
            for number, item in enumerate(told[start : start + TOGETHER], start=start + 1):
                address = f"https://{item.source}.example/{number}"
                where = {"source": item.source, "address": address, "requested": address, "fetched_at": item.at}
                opened.execute(insert(Page), [{"id": number, "state": "done", **where}])
                article = _article(item, number, address)
                opened.add(article)
                dedupe(opened, article)
    with session(engine) as opened:
        rows = dict(opened.execute(select(Article.page_id, Article.copy_of)).all())
    return [rows[number] or number for number in range(1, len(told) + 1)]


def _article(item: News, number: int, address: str) -> Article:
    return Article(
        id=number,
        page_id=number,
        source=item.source,
        publisher=item.source,
        outlet=item.source,
        address=address,
        title=item.title,
        text=item.text,
        lang=item.lang,
        published_at=item.at,
        created_at=item.at,
    )


def report(told: list[News], found: list[int]) -> None:
    """Print precision and recall over pairs, what was lost by kind of copy, and what was merged by kind of trap."""
    true, said = _pairs([(item.story, item.lang) for item in told]), _pairs(found)
    right = true & said
    precision, recall = len(right) / max(1, len(said)), len(right) / max(1, len(true))
    print(f"  pairs: precision {precision:.4f}, recall {recall:.4f} ({len(true):,} true pairs)")
    kinds = Counter(item.kind for item in told)
    lost = Counter(told[max(pair)].kind for pair in true - said)
    wrong = Counter(kind for pair in said - true for kind in {told[place].kind for place in pair})
    for kind, count in sorted(kinds.items()):
        print(f"    {kind:12} {count:7,} articles; pairs lost {lost[kind]:6,}, wrongly merged {wrong[kind]:6,}")
    merged = {place for pair in said - true for place in pair if told[place].kind == "notice"}
    print(f"  look-alike notices merged: {len(merged) / max(1, kinds['notice']):.4f}")


def _pairs(groups: list[object]) -> set[tuple[int, int]]:
    members: defaultdict[object, list[int]] = defaultdict(list)
    for place, group in enumerate(groups):
        members[group].append(place)
    return {pair for places in members.values() for pair in combinations(places, 2)}


if __name__ == "__main__":
    os.chdir(Path(__file__).parent.parent)
    main()
