"""A database and a number come in; as many made-up articles with their deals, from a fixed seed, are in it then."""

import datetime as dt
import json
import random
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import Engine

from benchmarks.bulk import bulk, moment, tree, write
from pipeline.lexicon import HOME
from pipeline.models import Anchor, Article, Deal, Evidence, Mention, Page, Report
from pipeline.resolution.candidates import FIELDS
from pipeline.resolution.fingerprint import BANDS, LANDMARKS
from pipeline.resolution.naming import slug
from pipeline.resolution.nearest import period
from pipeline.resolution.parties import country_of
from pipeline.resolution.view import Milestone, View
from pipeline.words.wording import term_token

GOLD = Path(__file__).parent.parent / "tests" / "gold"
REPORTS = 4  # articles a deal
SENTENCES = 8  # of an article, counted for its source
WORDS = 60  # of an article, in the index of the search
VOCABULARY = 50_000
_BLOCK = 10_000  # articles whose hashes are made at once
END = dt.datetime(2025, 3, 1, tzinfo=dt.UTC)  # what comes in later is news, on top of all that is stored
RATE = 100  # articles a day: what passes the gate of some thousands that a catalogue brings; a million in 27 years
AHEAD, NEWS = dt.timedelta(days=366), dt.timedelta(days=10)  # in which news comes in, and that a deal is told of

Facts = list[tuple[str, str]]  # of a deal: field, value
Rows = Iterator[dict[str, Any]]


@dataclass(frozen=True)
class Made:
    """A made-up deal."""

    facts: Facts
    deal_type: str
    stage: str
    when: list[dt.datetime]  # it was reported, the first time first


@dataclass(frozen=True)
class Past:
    """Deals in the order of their first reports, and articles in the order of publication: each a deal's report."""

    deals: list[Made]
    articles: list[tuple[dt.datetime, int]]


def fill(engine: Engine, articles: int) -> None:
    """Store so many articles, four to a deal, a hundred a day, the last of them published before END.

    A deal is one of the labelled deals at another time, with another sum and with companies of its own in the place
    of those that only one labelled deal has: bodies, minerals and countries come together as often as they do there.
    """
    past = _past(articles)
    with bulk(engine) as connection:
        write(connection, Page, _pages(past))
        write(connection, Article, _articles(past))
        write(connection, Deal, _deals(past))
        write(connection, Report, _reports(past))
        write(connection, Evidence, _evidence(past))
        write(connection, Mention, _mentions(past))
        write(connection, Anchor, _anchors(past))
        _hashes(connection, past)


def _past(articles: int) -> Past:
    chance = random.Random(articles)  # noqa: S311 - made-up facts
    count = -(-articles // REPORTS)
    span = dt.timedelta(days=articles / RATE)
    born = sorted(END - NEWS - span * chance.random() for _ in range(count))
    when = [sorted(first + NEWS * chance.random() for _ in range(REPORTS)) for first in born]
    when[-1] = when[-1][: articles - REPORTS * (count - 1)]
    deals = [_made(chance.choice(labelled()), chance, count, mine) for mine in when]
    return Past(deals, sorted((at, number) for number, mine in enumerate(when) for at in mine))


def _made(like: Mapping[str, Any], chance: random.Random, companies: int, when: list[dt.datetime]) -> Made:
    often = common("parties")
    parties = [party if party in often else f"x:company-{chance.randrange(companies)}" for party in like["parties"]]
    countries = filter(None, map(country_of, like["parties"]))
    facts = [*(("party", party) for party in parties), *(("country", one) for one in countries if one != HOME)]
    facts += [("mineral", mineral) for mineral in like["minerals"]]
    facts += [("value", f"{chance.randrange(1, 1000)}000000 {value['currency']}") for value in like["value"][:1]]
    return Made(list(dict.fromkeys(facts)), like["deal_type"], like["steps"][-1]["stage"], when)


@cache
def labelled(kind: str = "deals") -> list[dict[str, Any]]:
    """Return the labelled deals, or the labelled articles."""
    files = sorted(GOLD.glob(f"*.{kind}.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


@cache
def common(field: str) -> list[str]:
    """Return what several labelled deals have in this field, the most common first."""
    return [
        value for value, count in Counter(one for deal in labelled() for one in deal[field]).most_common() if count > 1
    ]


def _each(past: Past) -> Iterator[tuple[int, str, int]]:
    """Yield the number and the moment of every article, and the place of its deal."""
    for number, (at, place) in enumerate(past.articles):
        yield number + 1, moment(at), place


def _source(number: int) -> str:
    """Return the host of an article: of the labelled outlets, each as often as it is there."""
    articles = labelled("articles")
    return f"{articles[number % len(articles)]['outlet']}.example"


def _pages(past: Past) -> Rows:
    for number, at, _ in _each(past):
        address = f"https://{_source(number)}/{number}"
        met = {"address": address, "requested": address, "fetched_at": at}
        yield {"id": number, "source": _source(number), "state": "done", **met}


def _articles(past: Past) -> Rows:
    chance = random.Random(1)  # noqa: S311 - made-up words
    sketch = tree([[], [], [], {}])
    for number, at, place in _each(past):
        outlet, address = _source(number), f"https://{_source(number)}/{number}"
        said = " ".join(f"e{int(VOCABULARY ** chance.random())}x" for _ in range(WORDS))
        terms = " ".join(term_token(value) for _, value in past.deals[place].facts)
        who = {"id": number, "page_id": number, "source": outlet, "publisher": outlet, "outlet": outlet}
        what = {"title": "A title", "text": said, "lang": ("en", "ru", "uz-Latn")[number % 3], "relevant": 1}
        when = {"published_at": at, "created_at": at}
        index = {"sketch": sketch, "words": f"ea etitle\n{said}\n{terms}"}
        yield {**who, **what, **when, **index, "address": address}


def _deals(past: Past) -> Rows:
    for number, deal in enumerate(past.deals):
        at, last = moment(deal.when[0]), moment(deal.when[-1])
        shown = {"shown": tree(_shown(deal).stored()), "deal_type": deal.deal_type, "stage": deal.stage}
        about = {"title": "A deal", "first_seen_at": at, "updated_at": last, **shown}
        parties = [value for field, value in deal.facts if field == "party"]
        key = slug(parties, [], deal.deal_type, deal.when[0].year)
        words = f"ea edeal\n\n{' '.join(term_token(value) for _, value in deal.facts)}"
        yield {"id": number + 1, "key": f"{key}-{number}", "words": words, **about}


def _shown(deal: Made) -> View:
    """Return what a deal shows to the matcher."""
    days = Counter(at.date() for at in deal.when)
    seen = View(types={deal.deal_type: 1.0}, born=min(days))
    for field, value in deal.facts:
        getattr(seen, FIELDS[field])[value] = 1.0
    seen.milestones = [Milestone(deal.stage, day, day, count / days.total()) for day, count in sorted(days.items())]
    return seen


def _reports(past: Past) -> Rows:
    for number, at, place in _each(past):
        where = {"id": number, "article_id": number, "deal_id": place + 1, "position": 0, "role": "primary"}
        what = {"deal_type": past.deals[place].deal_type, "stage": past.deals[place].stage}
        yield {**where, **what, "event_date": at[:10], "date_precision": "day"}


def _evidence(past: Past) -> Rows:
    for number, _, place in _each(past):
        for field, value in past.deals[place].facts:
            yield {"report_id": number, "field": field, "value": value, "start": 0, "end": 7, "quote": "A text."}


def _mentions(past: Past) -> Rows:
    for number, _, place in _each(past):
        named = (fact for fact in past.deals[place].facts if fact[0] != "value")
        for start, (kind, term) in enumerate(named):
            what = {"kind": kind, "term": term, "surface": term, "start": start, "end": start + 1}
            yield {"article_id": number, **what}


def _anchors(past: Past) -> Rows:
    for number, deal in enumerate(past.deals):
        for field, value in deal.facts:
            at = moment(deal.when[-1])
            yield {"field": field, "value": value, "deal_id": number + 1, "seen_at": at}


def _hashes(connection: sqlite3.Connection, past: Past) -> None:
    """Write hashes as they come: their pages are then as full as at work, and sorted they would be full to the brim.

    The index of copies is as dense in the time of the news as in the past, by hashes that no text has.
    """
    chance = np.random.default_rng(len(past.articles))
    later = min(len(past.articles), RATE * AHEAD.days)
    when = [*(at for at, _ in past.articles), *(END + AHEAD * (number / later) for number in range(later))]
    for start in range(0, len(when), _BLOCK):
        moments = when[start : start + _BLOCK]
        hashes = chance.integers(0, 1 << 63, (len(moments), BANDS + 2 * LANDMARKS)).tolist()
        rows = (
            (period(at), min(band, BANDS), value, (start + place) % len(past.articles) + 1)
            for place, (at, values) in enumerate(zip(moments, hashes, strict=True))
            for band, value in enumerate(values)
        )
        connection.executemany("INSERT INTO bands (period, band, hash, article_id) VALUES (?, ?, ?, ?)", rows)
    for source, count in sorted(Counter(_source(number) for number, *_ in _each(past)).items()):
        values = chance.integers(0, 1 << 63, SENTENCES * count).tolist()
        rows = ((source, value) for value in values)
        connection.executemany("INSERT INTO sentences (source, hash, count) VALUES (?, ?, 1)", rows)
