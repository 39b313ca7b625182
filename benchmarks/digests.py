"""Numbers of readers and deals come in; digests composed and queued a second, and the memory they take, go out."""

import argparse
import datetime as dt
import itertools
import os
import random
import resource
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from unittest.mock import patch

from sqlalchemy import Engine, func, select

from alerts.deliver import compose_due
from benchmarks import growth
from benchmarks.measure import cost, machine
from benchmarks.stored import HUBS, MINERALS, REPORTS
from pipeline.db import session
from pipeline.ledger import Delivery, Told
from pipeline.models import Deal, Event, Evidence, Report

READERS, DEALS = 5_000, 500
NOW = dt.datetime(2026, 11, 23, 3, 30, tzinfo=dt.UTC)  # a Monday, 08:30 in Tashkent
LANGUAGES = ("en", "ru", "uz", "uz-Cyrl")
MEGABYTE = 1024 * 1024


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, default=READERS, help=f"default {READERS:,}")
    parser.add_argument("--deals", type=int, default=DEALS, help=f"default {DEALS}")
    asked = parser.parse_args()
    machine()
    queueing(asked.readers, asked.deals)


def queueing(readers: int, deals: int) -> float:
    """Queue a digest for each reader; print the rate by CPU time, and the memory after a fifth of them and all."""
    print(f"\n{readers:,} digests, daily and weekly, in {len(LANGUAGES)} languages, over {deals} deals")
    with growth.scratch(deals * REPORTS) as engine:
        _moved(engine)
        peaks, costs = [], []
        for part in (readers // 5, readers):
            file = Path(str(engine.url.database)).with_name("subscriptions.toml")
            file.write_text("\n".join(itertools.islice(_subscriptions(), part)), encoding="utf-8")
            with patch.dict(os.environ, {"KONCHI_SUBSCRIPTIONS": str(file)}):
                costs.append(cost(lambda _: compose_due(engine, NOW), [None]))
            peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024))
        queued = _shown(engine)
    cpu, wall = sum(part.cpu for part in costs), sum(part.wall for part in costs)
    print(f"  {queued / cpu:.0f} a second of CPU, {queued / wall:.0f} a second on the clock")
    print(f"  at most {peaks[0] / MEGABYTE:.0f} MB after a fifth of them, {peaks[1] / MEGABYTE:.0f} MB after all")
    return queued / cpu


def _shown(engine: Engine) -> int:
    with session(engine) as opened:
        sizes = opened.scalars(select(func.length(Delivery.body))).all()
        events = opened.scalars(select(func.count()).select_from(Told).group_by(Told.delivery_id)).all()
    each = f"median {median(sizes) / 1000:.0f} KB and {median(events):g} events, most {max(events)}"
    print(f"  {len(sizes):,} rendered and queued: {each}")
    return len(sizes)


def _moved(engine: Engine) -> None:
    """Let every deal be new in the last day, as its reports tell it, and some of them have moved since."""
    chance = random.Random(3)  # noqa: S311 - made-up news
    with session(engine) as opened:
        rows = opened.execute(select(Report.deal_id, Evidence.field, Evidence.value).join(Evidence).distinct()).all()
        facts: dict[int, dict[str, list[str]]] = {}
        for deal, field, value in rows:
            facts.setdefault(deal, {}).setdefault(field, []).append(value)
        for deal in opened.scalars(select(Deal)):
            mine = facts[deal.id]
            deal.parties = [{"id": name, "name": name.removeprefix("x:"), "role": "party"} for name in mine["party"]]
            deal.minerals, deal.countries, deal.stage_date = mine["mineral"], mine["country"], NOW.date()
            deal.stage_precision = "day"
            at = NOW - dt.timedelta(hours=chance.uniform(1, 23))
            kinds = ["new"] if chance.random() < 0.5 else ["stage", "party"]  # noqa: PLR2004 - half of them
            for kind in kinds:
                after = mine["party"][0] if kind == "party" else deal.stage
                event = Event(key=f"{deal.key}:{kind}", deal_id=deal.id, kind=kind, after=after, created_at=at)
                event.before = "talks" if kind == "stage" else None
                opened.add(event)


def _subscriptions() -> Iterator[str]:
    """Yield readers without end: some follow a mineral with a body, some several countries, some a mineral alone."""
    chance = random.Random(4)  # noqa: S311 - made-up wishes
    countries = ["DE", "FR", "US", "JP", "KR", "CA", "GB", "CN", "RU", "KZ", "TR", "IN", "IT", "PL", "SE", "NO"]
    for number in itertools.count():
        wishes = {"minerals": [chance.choice(MINERALS)], "parties": [chance.choice(HUBS)]}
        if number % 3:
            wishes = {"countries": chance.sample(countries, 5)}
        rhythm = "weekly" if number % 5 == 0 else "daily"
        lines = [f"{key} = {values}" for key, values in wishes.items()]
        told = f'address = "reader-{number}@example.org"\nlanguage = "{LANGUAGES[number % 4]}"\nfrequency = "{rhythm}"'
        yield "\n".join(["[[subscription]]", told, *lines, ""])


if __name__ == "__main__":
    os.chdir(Path(__file__).parent.parent)
    main()
