"""What each of many readers was told is read for all of them at once, and is the same as for one."""

import datetime as dt

from sqlalchemy.orm import Session

from alerts.telling.heard import ROOM, heard, listen, tellings
from pipeline.ledger import Delivery, Record, Told
from tests.alerts.newsroom import Newsroom

ANNA, BEK, NOBODY = (f"mailto:{name}@example.org" for name in ("anna", "bek", "nobody"))


def tell(newsroom: Newsroom, address: str, day: int, *keys: str) -> None:
    at = newsroom.now + dt.timedelta(days=day)
    with newsroom.session() as writing:
        record = Record(deal=keys[0], hash=f"{address}{day}", facts={}, sources={}, noted_at=at)
        delivery = Delivery(
            address=address, kind="daily", slot=f"{day}", message_id=f"{address}{day}", subject="", body=b"",
            next_attempt_at=at, created_at=at,
        )  # fmt: skip
        writing.add_all([record, delivery])
        writing.flush()
        rows = {"address": address, "delivery_id": delivery.id, "record_id": record.id}
        writing.add_all([Told(event_key=f"{key}:{day}", **rows) for key in keys])


def test_readers_are_told_apart_alone_and_among_others(newsroom: Newsroom, opened: Session) -> None:
    tell(newsroom, ANNA, 0, "tungsten", "copper")
    tell(newsroom, BEK, 1, "copper")
    tell(newsroom, ANNA, 2, "copper")
    for together in (False, True):
        if together:
            listen(opened, [ANNA, BEK, NOBODY], ["copper"])
        assert heard(opened, ANNA) == {"tungsten:0", "copper:0", "copper:2"}
        assert heard(opened, BEK) == {"copper:1"}
        assert heard(opened, NOBODY) == set()
        assert [one.at - newsroom.now for one in tellings(opened, ANNA, ["copper"])] == [dt.timedelta(days=2)]
        assert [(one.deal, one.kind) for one in tellings(opened, BEK, ["copper"])] == [("copper", "daily")]
        assert tellings(opened, NOBODY, ["copper"]) == []


def test_others_are_listened_to_instead_and_not_besides(newsroom: Newsroom, opened: Session) -> None:
    tell(newsroom, ANNA, 0, "tungsten")
    for address in (ANNA, BEK):
        listen(opened, [address], [])
        assert set(opened.info[ROOM]) == {address}
    assert heard(opened, ANNA) == {"tungsten:0"}
