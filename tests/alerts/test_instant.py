"""Alerts at once: the first without delay, the next ones gathered, the day's cap exact, old news never."""

import datetime as dt
from dataclasses import replace

from alerts.instant import CALM, CAP, FIRST_PAUSE, LONGEST_PAUSE, Alert, instant
from alerts.subscriptions import Subscription
from pipeline.ledger import Delivery, Told
from tests.alerts.newsroom import Newsroom

READER = Subscription("mailto:reader@example.org", frequency="at once", at="23:00")
MINUTE = dt.timedelta(minutes=1)


def alerted(newsroom: Newsroom, at: dt.datetime, *deals: str, state: str = "sent") -> None:
    """Write down that the reader was alerted."""
    with newsroom.session() as writing:
        row = Delivery(
            address=READER.address, kind="instant", slot=str(at), message_id=str(at), subject="", body=b"", state=state,
            next_attempt_at=at, created_at=at,
        )  # fmt: skip
        writing.add(row)
        writing.flush()
        writing.add_all(
            Told(address=READER.address, event_key=f"{key}:new:agreement", delivery_id=row.id) for key in deals
        )


def heard(newsroom: Newsroom, reader: Subscription, now: dt.datetime) -> Alert | None:
    """Return what the reader is to hear, as the tables are now."""
    with newsroom.session() as reading:
        return instant(reading, reader, now)


def test_a_new_deal_is_told_at_once_with_all_that_is_known_of_it(newsroom: Newsroom) -> None:
    deal = newsroom.deal()
    newsroom.event(deal, "value", after="1 EUR")
    told = heard(newsroom, READER, newsroom.now)
    assert told
    assert [item.key for item in told.items] == ["uztmk-itia"]
    assert told.events == ("uztmk-itia:new:agreement", "uztmk-itia:value:1 EUR")
    assert told.more == 0


def test_what_is_only_said_of_a_known_deal_does_not_alert(newsroom: Newsroom) -> None:
    deal = newsroom.deal()
    alerted(newsroom, newsroom.now - 2 * CALM, "uztmk-itia")
    newsroom.event(deal, "party", after="kfw-ipex")
    assert heard(newsroom, READER, newsroom.now) is None
    newsroom.event(deal, "stage", before="agreement", after="operation")
    told = heard(newsroom, READER, newsroom.now)
    assert told
    assert [change.kind for change in told.items[0].changes] == ["stage", "party"]


def test_a_deal_that_the_reader_does_not_follow_does_not_alert(newsroom: Newsroom) -> None:
    newsroom.deal()
    assert heard(newsroom, replace(READER, minerals=("lithium",)), newsroom.now) is None
    assert heard(newsroom, replace(READER, minimum_stage="operation"), newsroom.now) is None


def test_pauses_between_alerts_double_until_it_is_calm(newsroom: Newsroom) -> None:
    newsroom.deal()
    at = newsroom.now
    for pause in (FIRST_PAUSE, 2 * FIRST_PAUSE, 4 * FIRST_PAUSE):
        alerted(newsroom, at)
        assert heard(newsroom, READER, at + pause - MINUTE) is None
        at += pause
        assert heard(newsroom, READER, at)
    assert heard(newsroom, READER, at - 4 * FIRST_PAUSE + LONGEST_PAUSE)
    alerted(newsroom, newsroom.now + dt.timedelta(hours=20))
    assert heard(newsroom, READER, newsroom.now + dt.timedelta(hours=20) + FIRST_PAUSE)


def test_an_alert_that_was_refused_makes_no_pause(newsroom: Newsroom) -> None:
    newsroom.deal()
    alerted(newsroom, newsroom.now - MINUTE, state="refused")
    assert heard(newsroom, READER, newsroom.now)


def test_a_day_has_a_cap_and_what_is_beyond_it_is_counted_exactly(newsroom: Newsroom) -> None:
    for number in range(CAP + 5):
        newsroom.deal(f"deal-{number:02}")
    first = heard(newsroom, READER, newsroom.now)
    assert first
    assert (len(first.items), first.more) == (CAP, 5)
    alerted(newsroom, newsroom.now - 2 * MINUTE, *(item.key for item in first.items))
    assert heard(newsroom, READER, newsroom.now + LONGEST_PAUSE) is None
    tomorrow = heard(newsroom, READER, newsroom.now + dt.timedelta(days=1))
    assert tomorrow
    assert len(tomorrow.items) == 5
