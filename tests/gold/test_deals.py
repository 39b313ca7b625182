"""Labelled articles come in; the deals they are resolved into must hold what has been reached, in any order."""

import datetime as dt
import itertools
import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, select

from pipeline.db import connect, session
from pipeline.dedupe import dedupe
from pipeline.models import Article, Deal, Event, Page, Report
from pipeline.process import process
from pipeline.queries.export import articles, deals
from pipeline.reprocess import reprocess
from pipeline.resolution.candidates import load
from pipeline.resolution.reorder import shown
from pipeline.resolve import resolve
from pipeline.tag import tag
from pipeline.understanding.facts import Step
from pipeline.understanding.steps import steps
from tests.by_language import scorer
from tests.gold.proof import unproven
from tests.gold.test_understanding import HERE
from tests.pipeline.test_process import article, page

ORDERS = 10
SAME = 0.97  # of the pairs of articles that either order puts into one deal
# a little below what is reached, but never below what is asked: 0.92, 0.97, 0.85, 0.88
FLOORS = {"b_cubed": 0.94, "precision": 0.97, "across": 0.87, "type": 0.96}
# Sets that no rule was made for, those of ``further`` few: what is to be expected of text unlike any in view.
NEW = {
    "further/fourth": {"b_cubed": 0.96, "precision": 0.97, "across": 0.92, "type": 0.94},
    "further/fifth": {"b_cubed": 0.92, "precision": 0.97, "across": 0.83, "type": 0.86},
    "further/sixth": {"b_cubed": 0.93, "precision": 0.97, "across": 0.80, "type": 0.89},
    "further/seventh": {"b_cubed": 0.84, "precision": 0.97, "across": 0.54, "type": 0.80},
    "further/eighth": {"b_cubed": 0.91, "precision": 0.87, "across": 0.86, "type": 0.59},
    "further/ninth": {"b_cubed": 0.91, "precision": 0.92, "across": 0.74, "type": 0.92},
    "further/tenth": {"b_cubed": 0.94, "precision": 0.97, "across": 0.83, "type": 0.78},
    "unseen/fourth": {"b_cubed": 0.94, "precision": 0.96, "across": 0.88, "type": 0.86},
    "unseen/fifth": {"b_cubed": 0.93, "precision": 0.97, "across": 0.83, "type": 0.91},
}

Clusters = dict[str, set[str]]


@cache
def gold(files: str = "") -> tuple[dict[str, Any], ...]:
    """Return the labelled articles of a set, of those that rules were made for where none is named, by their time."""
    rows = [row for path in sorted(HERE.glob(f"{files or '*'}.articles.jsonl")) for row in scorer().read(path)]
    return tuple(sorted(rows, key=lambda row: (dt.datetime.fromisoformat(row["published"]), row["id"])))


@cache
def reported(number: int, files: str = "") -> Sequence[Step]:
    """Return the steps that a labelled article reports, read without loss."""
    row = gold(files)[number]
    document = "\n".join([row["title"], "", *row["paragraphs"]])
    found = tag(document, row["lang"])
    return steps(document, row["lang"], found, dt.datetime.fromisoformat(row["published"]))


def resolved(folder: Path, order: Iterable[int], files: str = "") -> Engine:
    """Resolve the relevant articles in this order, each in a transaction of its own, on a new database."""
    engine = connect(f"sqlite:///{folder / f'{len(list(folder.iterdir()))}.db'}")
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous = OFF"))
    for number in order:
        row = gold(files)[number]
        if row["relevant"]:
            with session(engine) as opened:
                written = _written(row)
                opened.add(written)
                dedupe(opened, written)
                resolve(opened, written, reported(number, files))
    return engine


def _written(row: dict[str, Any]) -> Article:
    published = dt.datetime.fromisoformat(row["published"])
    address = f"https://{row['outlet']}.example/{row['id']}"
    return Article(
        page=Page(source=row["outlet"], address=address, requested=address, fetched_at=published),
        source=row["outlet"],
        publisher=row["outlet"],
        outlet=row["outlet"],
        address=address,
        title=row["title"],
        text="\n".join(row["paragraphs"]),
        lang=row["lang"],
        published_at=published.astimezone(dt.UTC),
        published_offset=int((published.utcoffset() or dt.timedelta()).total_seconds() // 60),
        published_precision="minute",
        relevant=True,
        created_at=published.astimezone(dt.UTC),
    )


def clusters(engine: Engine) -> Clusters:
    """Return the deals that are the news of each article, by the article's id."""
    with session(engine) as opened:
        rows = opened.execute(
            select(Article.address, Deal.key).join(Report.article).join(Report.deal).where(Report.role == "primary")
        )
        found: Clusters = {}
        for address, key in rows:
            found.setdefault(address.rsplit("/", 1)[-1], set()).add(key)
    return found


def pairs(found: Clusters) -> set[tuple[str, str]]:
    return {(one, other) for one, other in itertools.combinations(sorted(found), 2) if found[one] & found[other]}


@pytest.fixture(scope="module")
def in_order(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return resolved(tmp_path_factory.mktemp("in-order"), range(len(gold())))


@pytest.fixture(scope="module")
def figures(in_order: Engine) -> dict[str, float]:
    return measured(in_order)


def measured(engine: Engine, files: str = "") -> dict[str, float]:
    """Return the figures of the deals that the articles of a set were resolved into."""
    score, found = scorer(), clusters(engine)
    wanted = {
        row["id"]: {d["deal"] for d in row["deals"] if d["role"] == "primary"} for row in gold(files) if row["relevant"]
    }
    script = {row["id"]: row["lang"] for row in gold(files)}
    across = score.pairwise(wanted, found, lambda one, other: script[one] != script[other])
    return {
        "b_cubed": score.b_cubed(wanted, found)["f1"],
        "precision": score.pairwise(wanted, found)["precision"],
        "across": across["recall"],
        "type": _right_types(engine, files),
    }


def _right_types(engine: Engine, files: str) -> float:
    """Return the share of the articles for whose first deal the export has the type that it is labelled with."""
    with session(engine) as opened:
        said = {record["url"].rsplit("/", 1)[-1]: record["deal_type"] for record in articles(opened)}
    wanted = {row["id"]: row["deal_type"] for row in gold(files) if row["relevant"]}
    return sum(said[name] == kind for name, kind in wanted.items()) / len(wanted)


@pytest.mark.parametrize("name", FLOORS)
def test_a_figure_of_the_deals_holds_its_floor(figures: dict[str, float], name: str) -> None:
    assert figures[name] >= FLOORS[name], figures


@pytest.mark.parametrize("files", NEW)
def test_the_deals_of_new_articles_hold_theirs(tmp_path: Path, files: str) -> None:
    found = measured(resolved(tmp_path, range(len(gold(files))), files), files)
    assert not {name: figure for name, figure in found.items() if figure < NEW[files][name]}


@pytest.mark.parametrize("seed", range(ORDERS))
def test_any_order_of_arrival_gives_the_same_deals(in_order: Engine, tmp_path: Path, seed: int) -> None:
    order = list(range(len(gold())))
    random.Random(seed).shuffle(order)  # noqa: S311 - an order
    first, second = pairs(clusters(in_order)), pairs(clusters(resolved(tmp_path, order)))
    assert len(first & second) >= SAME * len(first | second)


def test_the_same_order_gives_exactly_the_same(in_order: Engine, tmp_path: Path) -> None:
    assert clusters(resolved(tmp_path, range(len(gold())))) == clusters(in_order)


def test_reprocessing_gives_exactly_the_same(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'pages.db'}")
    with session(engine) as opened:
        opened.add_all(_page(number, row) for number, row in enumerate(gold()) if row["id"].startswith("devA"))
    process(engine, limit=40)  # the rest comes in other batches
    process(engine)
    before = known(engine)
    reprocess(engine)
    assert known(engine) == before
    assert len(before["deals"]) > 10


def _page(number: int, row: dict[str, Any]) -> Page:
    body = "".join(f"<p>{escape(line)}</p>" for line in row["paragraphs"])
    html = article(escape(row["title"]), body, row["published"])
    return page(number, html, fetched_at=dt.datetime.fromisoformat(row["published"]))


def known(engine: Engine) -> dict[str, Any]:
    """Return all that is known of articles and deals, and what readers are told."""
    with session(engine) as opened:
        told = {(one.key, one.kind, one.before, one.after) for one in opened.scalars(select(Event))}
        return {"articles": list(articles(opened)), "deals": list(deals(opened)), "events": told}


def test_a_deal_laid_anew_shows_what_the_stored_one_shows(in_order: Engine) -> None:
    with session(in_order) as opened:
        numbers = list(opened.scalars(select(Deal.id)))
        stored = load(opened, numbers)
        for number in numbers:
            laid = shown(opened, number)
            assert laid.types == pytest.approx(stored[number].types)  # summed up in another order
            assert replace(laid, types={}) == replace(stored[number], types={})


def test_every_value_of_every_deal_stands_in_the_words_it_was_read_from(in_order: Engine) -> None:
    with session(in_order) as opened:
        stored = opened.scalars(select(Deal)).all()
        assert len(stored) > 20
        assert [missing for deal in stored for missing in unproven(deal)] == []
