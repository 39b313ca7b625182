"""A database and a number come in; as many made-up articles with their deals, from a fixed seed, are in it then."""

import datetime as dt
import random
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Engine

from benchmarks.bulk import bulk, moment, tree, write
from pipeline.lexicon import lexicon
from pipeline.models import Anchor, Article, Deal, Evidence, Mention, Page, Report
from pipeline.resolution.candidates import FIELDS
from pipeline.resolution.fingerprint import BANDS
from pipeline.resolution.view import Milestone, View
from pipeline.words.wording import term_token

REPORTS = 4  # articles a deal
SENTENCES = 8  # of an article, counted for its source
WORDS = 60  # of an article, in the index of the search
VOCABULARY = 50_000
SOURCES = 100
BEGIN = dt.datetime(2022, 1, 1, tzinfo=dt.UTC)
HOURS = 24 * 365 * 4
HUBS = ("uztmk", "navoiyuran", "ammc", "nmmc", "uz-gov", "uz-mingeo", "uz-miit", "ufrd")
MINERALS = ("copper", "uranium", "tungsten", "lithium", "gold", "molybdenum", "graphite")
_SAME = {"deal_type": "framework", "stage": "memorandum"}

Facts = list[tuple[str, str]]  # of a deal: field, value
Rows = Iterator[dict[str, Any]]


@dataclass(frozen=True)
class Past:
    """What was reported when: the facts of each deal, and the moment of each article."""

    facts: list[Facts]
    when: list[dt.datetime]


def fill(engine: Engine, articles: int) -> None:
    """Store so many articles, four to a deal; deals share the large bodies, and companies of their own apart."""
    past = _past(articles)
    with bulk(engine) as connection:
        write(connection, Page, _pages(past))
        write(connection, Article, _articles(past))
        write(connection, Deal, _deals(past))
        write(connection, Report, _reports(past))
        write(connection, Evidence, _evidence(past))
        write(connection, Mention, _mentions(past))
        write(connection, Anchor, _anchors(past))
        _hashes(connection, articles)


def _past(articles: int) -> Past:
    chance = random.Random(articles)  # noqa: S311 - made-up facts
    countries = [term.id for term in lexicon() if term.kind == "country"]
    facts, when = [], []
    for _ in range(-(-articles // REPORTS)):
        parties = {chance.choice(HUBS), chance.choice(HUBS), f"x:company-{chance.randrange(articles // 6 + 1)}"}
        about = [("country", chance.choice(countries)), ("mineral", chance.choice(MINERALS))]
        facts.append([*(("party", party) for party in sorted(parties)), *about])
        born = BEGIN + dt.timedelta(hours=chance.random() * HOURS)
        when += [born + dt.timedelta(hours=chance.random() * 240) for _ in range(REPORTS)]
    return Past(facts, when[:articles])


def _each(past: Past) -> Iterator[tuple[int, str, Facts]]:
    """Yield the number, the moment and the facts of every article."""
    for number, at in enumerate(past.when):
        yield number + 1, moment(at), past.facts[number // REPORTS]


def _pages(past: Past) -> Rows:
    for number, at, _ in _each(past):
        address = f"https://outlet.example/{number}"
        met = {"address": address, "requested": address, "fetched_at": at}
        yield {"id": number, "source": f"outlet-{number % SOURCES}", "state": "done", **met}


def _articles(past: Past) -> Rows:
    chance = random.Random(1)  # noqa: S311 - made-up words
    sketch = tree([[], [], [], {}])
    for number, at, facts in _each(past):
        outlet, address = f"outlet-{number % SOURCES}", f"https://outlet.example/{number}"
        said = " ".join(f"e{int(VOCABULARY ** chance.random())}x" for _ in range(WORDS))
        terms = " ".join(term_token(value) for _, value in facts)
        who = {"id": number, "page_id": number, "source": outlet, "publisher": outlet, "outlet": outlet}
        what = {"title": "A title", "text": said, "lang": ("en", "ru", "uz-Latn")[number % 3], "relevant": 1}
        when = {"published_at": at, "created_at": at}
        index = {"content_hash": str(number), "sketch": sketch, "words": f"ea etitle\n{said}\n{terms}"}
        yield {**who, **what, **when, **index, "address": address}


def _deals(past: Past) -> Rows:
    for index, facts in enumerate(past.facts):
        at = moment(past.when[index * REPORTS])
        about = {"title": "A deal", "first_seen_at": at, "updated_at": at, "shown": _shown(past, index), **_SAME}
        key = "-".join([facts[0][1].removeprefix("x:"), facts[-1][1], str(past.when[index * REPORTS].year)])
        yield {"id": index + 1, "key": f"{key}-{index}", "words": f"ea edeal\n\n{term_token(facts[-1][1])}", **about}


def _shown(past: Past, index: int) -> str:
    """Return what a deal shows to the matcher."""
    days = Counter(at.date() for at in past.when[index * REPORTS : (index + 1) * REPORTS])
    seen = View(types={_SAME["deal_type"]: 1.0}, born=min(days))
    for field, value in past.facts[index]:
        getattr(seen, FIELDS[field])[value] = 1.0
    seen.milestones = [Milestone(_SAME["stage"], day, day, count / days.total()) for day, count in sorted(days.items())]
    return tree(seen.stored())


def _reports(past: Past) -> Rows:
    for number, at, _ in _each(past):
        where = {"id": number, "article_id": number, "deal_id": (number - 1) // REPORTS + 1, "position": 0}
        yield {**where, "role": "primary", "event_date": at[:10], "date_precision": "day", **_SAME}


def _evidence(past: Past) -> Rows:
    for number, _, facts in _each(past):
        for field, value in facts:
            yield {"report_id": number, "field": field, "value": value, "start": 0, "end": 7, "quote": "A text."}


def _mentions(past: Past) -> Rows:
    for number, _, facts in _each(past):
        for start, (kind, term) in enumerate(facts):
            what = {"kind": kind, "term": term, "surface": term, "start": start, "end": start + 1}
            yield {"article_id": number, **what}


def _anchors(past: Past) -> Rows:
    found = [
        (field, value, index + 1, moment(past.when[index * REPORTS]))
        for index, facts in enumerate(past.facts)
        for field, value in facts
    ]
    for field, value, deal, at in sorted(found):
        yield {"field": field, "value": value, "deal_id": deal, "reports": REPORTS, "seen_at": at}


def _hashes(connection: sqlite3.Connection, articles: int) -> None:
    """Write hashes in the order in which the tables keep them: in any other a million articles take hours."""
    chance = np.random.default_rng(articles)
    for band in range(BANDS):
        hashes = np.sort(chance.integers(0, 1 << 63, articles))
        numbers = (chance.permutation(articles) + 1).tolist()
        rows = ((band, value, number) for value, number in zip(hashes.tolist(), numbers, strict=True))
        connection.executemany("INSERT INTO bands (band, hash, article_id) VALUES (?, ?, ?)", rows)
    for source in sorted(f"outlet-{number}" for number in range(SOURCES)):
        values = np.sort(chance.integers(0, 1 << 63, SENTENCES * articles // SOURCES)).tolist()
        rows = ((source, value) for value in values)
        connection.executemany("INSERT INTO sentences (source, hash, count) VALUES (?, ?, 1)", rows)
