"""A database of made-up deals comes in; readers of many kinds, and what happened before and since they were told."""

import datetime as dt
import itertools
import random
from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from benchmarks.stored import common
from pipeline.models import Deal, Event, Evidence, Report

NOW = dt.datetime(2026, 11, 23, 17, 30, tzinfo=dt.UTC)  # a Monday, from New York to Almaty
DAY, WEEK = dt.timedelta(days=1), dt.timedelta(days=7)
LANGUAGES = ("en", "ru", "uz", "uz-Cyrl")
ZONES = ("Asia/Tashkent", "Europe/Berlin", "America/New_York", "Asia/Almaty", "Europe/London", "Asia/Dubai")
COUNTRIES = ("DE", "FR", "US", "JP", "KR", "CA", "GB", "CN", "RU", "KZ", "TR", "IN", "IT", "PL", "SE", "NO")
MANY = 8  # minerals, and bodies, that are followed
NEW_HERE = 5  # every fifth reader has never been told anything


def readers() -> Iterator[tuple[bool, str]]:
    """Yield readers without end, as blocks of TOML, and whether they were told before.

    Some follow a mineral with a body, some several countries, some of these from a stage on.
    """
    chance = random.Random(4)  # noqa: S311 - made-up wishes
    minerals, bodies = common("minerals")[:MANY], common("parties")[:MANY]
    for number in itertools.count():
        wishes: dict[str, object] = {"minerals": [chance.choice(minerals)], "parties": [chance.choice(bodies)]}
        if number % 3:
            wishes = {"countries": chance.sample(COUNTRIES, 5)}
        if number % 7 == 0:
            wishes["minimum_stage"] = "memorandum"
        wishes |= {"language": LANGUAGES[number % len(LANGUAGES)], "timezone": ZONES[number % len(ZONES)]}
        wishes |= {"frequency": "weekly" if number % 4 == 1 else "daily", "at": f"{number % 9:02}:00"}
        lines = [f"{key} = {_toml(value)}" for key, value in wishes.items()]
        block = "\n".join(["[[subscription]]", f'address = "reader-{number}@example.org"', *lines, ""])
        yield number % NEW_HERE > 0, block


def _toml(value: object) -> str:
    return str(value) if isinstance(value, list) else f'"{value}"'


def begin(opened: Session) -> None:
    """Let every deal say what its reports tell, and half of them be news of ten days ago."""
    facts: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    rows = select(Report.deal_id, Evidence.field, Evidence.value).join(Evidence).distinct()
    for deal, field, value in opened.execute(rows):
        facts[deal][field].append(value)
    for deal in opened.scalars(select(Deal)):
        mine = facts[deal.id]
        deal.parties = [{"id": name, "name": name.removeprefix("x:"), "role": "party"} for name in mine["party"]]
        deal.minerals, deal.countries = mine["mineral"], mine["country"]
        deal.stage_date, deal.stage_precision = NOW.date(), "day"
        if deal.id % 2:
            deal.stage, deal.stage_date = "talks", (NOW - 10 * DAY).date()
            _happens(opened, deal, "new", NOW - 10 * DAY)


def go_on(opened: Session) -> None:
    """Let a sum be named for one deal in four, three days ago; one in forty is found to be stated nowhere."""
    first = dict(opened.execute(select(Report.deal_id, func.min(Report.id)).group_by(Report.deal_id)).all())
    for deal in opened.scalars(select(Deal).where(Deal.id % 4 == 1)):
        value = f"{1_000_000 * deal.id} USD"
        deal.values = [{"amount": 1e6 * deal.id, "currency": "USD", "kind": "total", "text": None}]
        _happens(opened, deal, "value", NOW - 3 * DAY, after=value)
        if deal.id % 40 > 1:
            said = {"field": "value", "value": value, "start": 0, "end": 7, "quote": "A text."}
            opened.add(Evidence(report_id=first[deal.id], **said))


def move(opened: Session) -> None:
    """Let every deal have moved in the last day: those that were known are agreed now, the others are new."""
    chance = random.Random(3)  # noqa: S311 - made-up news
    for deal in opened.scalars(select(Deal).order_by(Deal.id)):
        at = NOW - dt.timedelta(hours=chance.uniform(1, 23))
        if deal.id % 2 == 0:
            _happens(opened, deal, "new", at)
            continue
        deal.stage, deal.stage_date = "memorandum", NOW.date()
        _happens(opened, deal, "stage", at, before="talks", after="memorandum")
        _happens(opened, deal, "party", at, after=deal.parties[0]["id"])


def _happens(opened: Session, deal: Deal, kind: str, at: dt.datetime, **values: str) -> None:
    opened.add(Event(key=f"{deal.key}:{kind}", deal_id=deal.id, kind=kind, created_at=at, **values))
