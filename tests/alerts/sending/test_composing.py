"""Digests composed together for many readers are, byte by byte, those composed for each of them alone."""

import datetime as dt
import itertools
import re
from pathlib import Path

import pytest
from sqlalchemy import select, update

from alerts.deliver import compose_due
from alerts.sending.composing import Due, compose, store
from alerts.sending.rhythm import Slot
from alerts.subscriptions import load
from alerts.telling.known import known
from pipeline.db import reading, session
from pipeline.ledger import Delivery, Told
from pipeline.models import Deal
from tests.alerts.newsroom import Newsroom
from tests.alerts.test_deliver import subscribe

LATER = dt.timedelta(hours=2)
ROUND = re.compile(rb"^(Message-ID: .*| boundary=.*|--===.*)$", re.MULTILINE)  # of each mail its own


def readers(home: Path) -> int:
    """Subscribe a reader for each of many wishes, in each language, of whom every other one is told beforehand."""
    wishes = ("", 'minerals = ["tungsten"]', 'countries = ["KR", "DE"]', 'minimum_stage = "agreement"')
    rhythms = ("daily", "weekly", "at once")
    kinds = list(itertools.product(("en", "ru", "uz", "uz-Cyrl"), wishes, rhythms))
    blocks = (
        f'address = "reader{n}@example.org"\nlanguage = "{language}"\nfrequency = "{rhythm}"\n{wish}'
        for n, (language, wish, rhythm) in enumerate(kinds)
    )
    subscribe(home, *blocks)
    return len(kinds)


def news(newsroom: Newsroom) -> None:
    with newsroom.together():
        newsroom.source("xabar_uz", title="Xabar.uz", verdict="broken", reason="no feed")
        for number, stage in enumerate(("talks", "memorandum", "agreement", "operation")):
            deal = newsroom.deal(f"deal-{number}", stage=stage, countries=["KR"] if number % 2 else [])
            for article in range(10):
                newsroom.report(deal, newsroom.article(lang=("ru", "uz-Latn")[article % 2], title=f"Новость {article}"))


def more(newsroom: Newsroom) -> None:
    with newsroom.session() as writing:
        for deal in writing.scalars(select(Deal).where(Deal.stage.in_(("talks", "agreement")))):
            deal.stage = "financing"
    with newsroom.together():
        for deal in (row for row in deals(newsroom) if row.stage == "financing"):
            newsroom.event(deal, "stage", before="talks", after="financing", created_at=newsroom.now + LATER / 2)
        newsroom.deal("last", minerals=["copper"])


def take(newsroom: Newsroom) -> None:
    """Have all that waits taken by its server: what still waits is told anew by the next digest."""
    with newsroom.session() as writing:
        writing.execute(update(Delivery).values(state="sent", sent_at=newsroom.now, attempts=1))


def deals(newsroom: Newsroom) -> list[Deal]:
    with newsroom.session() as opened:
        return list(opened.scalars(select(Deal)))


def written(newsroom: Newsroom, at: dt.datetime) -> dict[str, tuple[str, bytes, set[str]]]:
    with session(newsroom.engine) as opened:
        told: dict[int, set[str]] = {}
        for number, key in opened.execute(select(Told.delivery_id, Told.event_key)):
            told.setdefault(number, set()).add(key)
        rows = opened.scalars(select(Delivery).where(Delivery.created_at == at))
        return {row.address: (row.subject, ROUND.sub(b"", row.body), told.get(row.id, set())) for row in rows}


def test_what_is_shared_is_what_each_reader_would_have_got_alone(
    newsroom: Newsroom, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = readers(home)
    every = load()
    news(newsroom)
    monkeypatch.setattr("alerts.deliver.load", lambda: every[::2])  # the others have never been told
    compose_due(newsroom.engine, newsroom.now, ignore_clock=True)
    take(newsroom)
    more(newsroom)
    monkeypatch.setattr("alerts.deliver.load", lambda: every)
    now = newsroom.now + LATER
    alone: dict[str, tuple[str, bytes, set[str]]] = {}
    last = {row.address: row.created_at for row in newsroom.deliveries()}
    for reader in every:
        kind = "daily" if reader.frequency == "at once" else reader.frequency
        slot = Slot(kind, now.astimezone(reader.zone).isoformat(timespec="seconds"), now)
        with reading(newsroom.engine) as opened:
            made = compose(opened, Due(reader, slot, last.get(reader.address)), known(opened, now), now)
        if made:
            body = ROUND.sub(b"", made.delivery.body)
            alone[reader.address] = (made.delivery.subject, body, set(made.events))
    assert compose_due(newsroom.engine, now, ignore_clock=True) == len(alone)
    assert written(newsroom, now) == alone
    assert len({body for _, body, _ in alone.values()}) == len(alone) > count // 2


def test_who_was_composed_twice_is_stored_once(newsroom: Newsroom, home: Path) -> None:
    subscribe(home, 'address = "reader@example.org"')
    newsroom.deal()
    (reader,) = load()
    slot = Slot("daily", "2026-11-23", newsroom.now)
    made = []
    for _ in range(2):
        with reading(newsroom.engine) as opened:
            there = known(opened, newsroom.now)
            made.append(compose(opened, Due(reader, slot, None), there, newsroom.now))
    counts = []
    for one in made:
        with session(newsroom.engine) as opened:
            counts.append(store(opened, [one] if one else [], newsroom.now))
    assert counts == [1, 0]
    assert len(newsroom.deliveries()) == 1
