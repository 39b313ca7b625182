"""A database and a number come in; as many made-up articles with their deals, from a fixed seed, are in it then."""

import datetime as dt
import random
from collections import defaultdict
from typing import Any

from sqlalchemy import Engine, insert

from pipeline.fingerprint import BANDS
from pipeline.lexicon import lexicon
from pipeline.models import Anchor, Article, Band, Base, Deal, Evidence, Page, Report

REPORTS = 4  # articles a deal
BEGIN = dt.datetime(2022, 1, 1, tzinfo=dt.UTC)
HOURS = 24 * 365 * 4
HUBS = ("uztmk", "navoiyuran", "ammc", "nmmc", "uz-gov", "uz-mingeo", "uz-miit", "ufrd")
MINERALS = ("copper", "uranium", "tungsten", "lithium", "gold", "molybdenum", "graphite")

Rows = defaultdict[type[Base], list[dict[str, Any]]]


def fill(engine: Engine, articles: int) -> None:
    """Store so many articles, four to a deal; deals share the large bodies, and companies of their own apart."""
    chance = random.Random(articles)  # noqa: S311 - made-up facts
    countries = [term.id for term in lexicon() if term.kind == "country"]
    rows: Rows = defaultdict(list)
    facts: list[tuple[str, str]] = []
    for number in range(1, articles + 1):
        at = BEGIN + dt.timedelta(hours=chance.random() * HOURS)
        if number % REPORTS == 1:
            facts = _facts(chance, countries, articles)
            _deal(rows, number, at, facts)
        _article(rows, number, at, chance)
        _report(rows, number, at, facts)
    with engine.begin() as connection:
        for table in (Page, Article, Band, Deal, Report, Evidence, Anchor):
            connection.execute(insert(table), rows[table])


def _facts(chance: random.Random, countries: list[str], articles: int) -> list[tuple[str, str]]:
    parties = {chance.choice(HUBS), chance.choice(HUBS), f"x:company-{chance.randrange(articles // 6 + 1)}"}
    about = [("country", chance.choice(countries)), ("mineral", chance.choice(MINERALS))]
    return [*(("party", party) for party in sorted(parties)), *about]


def _deal(rows: Rows, number: int, at: dt.datetime, facts: list[tuple[str, str]]) -> None:
    deal = (number - 1) // REPORTS + 1
    fields = {"title": "A deal", "deal_type": "framework", "stage": "memorandum", "first_seen_at": at, "updated_at": at}
    rows[Deal].append({"id": deal, "key": f"deal-{deal}", **fields})
    common = {"deal_id": deal, "reports": REPORTS, "seen_at": at}
    rows[Anchor] += [{"field": field, "value": value, **common} for field, value in facts]


def _article(rows: Rows, number: int, at: dt.datetime, chance: random.Random) -> None:
    address, outlet = f"https://outlet.example/{number}", f"outlet-{number % 100}"
    rows[Page].append(
        {"id": number, "source": outlet, "address": address, "requested": address, "fetched_at": at, "state": "done"}
    )
    said = {"title": "A title", "text": "A text.", "lang": chance.choice(("en", "ru", "uz-Latn")), "content_hash": ""}
    who = {"source": outlet, "publisher": outlet, "outlet": outlet, "address": address}
    when = {"published_at": at, "created_at": at, "sketch": [[], [], [], {}], "relevant": True}
    rows[Article].append({"id": number, "page_id": number, **said, **who, **when})
    rows[Band] += [{"band": band, "hash": chance.getrandbits(63), "article_id": number} for band in range(BANDS)]


def _report(rows: Rows, number: int, at: dt.datetime, facts: list[tuple[str, str]]) -> None:
    deal = (number - 1) // REPORTS + 1
    what = {"role": "primary", "deal_type": "framework", "stage": "memorandum", "event_date": at.date()}
    rows[Report].append(
        {"id": number, "article_id": number, "deal_id": deal, "position": 0, "date_precision": "day", **what}
    )
    where = {"start": 0, "end": 7, "quote": "A text."}
    rows[Evidence] += [{"report_id": number, "field": field, "value": value, **where} for field, value in facts]
