"""Digests made of values alone, for tests that need no database."""

import datetime as dt
from dataclasses import replace
from typing import Any

from alerts.digest import Change, Digest, Item
from alerts.rendering.message import Message
from alerts.sending.envelope import envelope
from alerts.subscriptions import Subscription
from alerts.telling.coverage import Coverage, Trouble
from alerts.telling.quoting import Quote
from alerts.telling.reports import Link

NOW = dt.datetime(2026, 11, 23, 3, 30, tzinfo=dt.UTC)
READER = Subscription("mailto:reader@example.org", name="Malika")
LINK = Link(
    title="Complex joins the tungsten association",
    address="https://gazeta.example/2026/11/22/tungsten/",
    outlet="Gazeta.uz",
    publisher="gazeta.uz",
    lang="ru",
    published=dt.date(2026, 11, 22),
    reprints=("Trend", "MENAFN"),
)
ITEM = Item(
    key="uztmk-itia",
    title="TMK joins ITIA",
    deal_type="membership",
    stage="agreement",
    stage_date=dt.date(2026, 11, 20),
    stage_precision="day",
    parties=(("uztmk", "TMK", "party"), ("itia", "ITIA", "party")),
    minerals=("tungsten",),
    countries=(),
    places=(),
    signatories=(),
    values=(),
    conflicts=(),
    changes=(Change("new"),),
    links=(LINK,),
    quote=Quote("Комбинат принят в ассоциацию.", "ru", "Gazeta.uz"),
    publishers=1,
    events=("uztmk-itia:new:agreement",),
)
COVERAGE = Coverage(
    since=NOW - dt.timedelta(days=1),
    until=NOW,
    due=40,
    reached=38,
    read=1234,
    relevant=17,
    merged=5,
    failed=2,
    waiting=3,
    troubled=(Trouble("Xabar.uz", "broken", "HTML instead of a feed"),),
)


def item(**facts: Any) -> Item:  # noqa: ANN401 - any field
    """Return the sample deal with other facts."""
    return replace(ITEM, **{"printed": {}} | facts)


def made(*items: Item, language: str = "en", **reader: Any) -> Digest:  # noqa: ANN401
    """Return a digest of these deals."""
    return Digest(replace(READER, language=language, **reader), items, COVERAGE)


def sealed(message: Message, *items: Item, kind: str = "daily", reader: Subscription = READER) -> tuple[str, bytes]:
    """Return the Message-ID and the bytes of a message to this reader."""
    return envelope(message, reader, kind, NOW, items)
