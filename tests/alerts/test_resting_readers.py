"""Who rests hears nothing, whatever waited, and afterwards all of it; only a digest makes the day's digest not due."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from alerts.deliver import anything_due, next_digests, send_due
from alerts.sending.trial import trial
from alerts.signup import pause, subscribe
from alerts.subscriptions import InvalidSubscription
from pipeline.db import session
from tests.alerts.newsroom import Newsroom
from tests.alerts.postbox import Postbox, postbox
from tests.alerts.test_deliver import mails
from tests.alerts.test_deliver import subscribe as write

READER = "reader@example.org"
DAY = dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Postbox]:
    with postbox() as opened:
        monkeypatch.setenv("KONCHI_SMTP", opened.address)
        yield opened


def rest(home: Path, until: dt.datetime | None, *more: str) -> None:
    """Write the reader's block anew, paused until a moment's day."""
    paused = [f'paused_until = "{until.date()}"'] if until else []
    write(home, "\n".join([f'address = "{READER}"', *paused, *more]))


@pytest.mark.parametrize("ignore_clock", [False, True])
def test_who_rests_gets_nothing_not_even_when_all_are_to_get_it_now(
    newsroom: Newsroom, box: Postbox, home: Path, *, ignore_clock: bool
) -> None:
    rest(home, newsroom.now + 7 * DAY)
    newsroom.deal()
    assert send_due(newsroom.engine, newsroom.now, ignore_clock=ignore_clock) == {"composed": 0}
    assert send_due(newsroom.engine, newsroom.now + 7 * DAY) == {"composed": 1, "sent": 1}
    assert mails(box)[0]["Subject"].startswith("1 new deal")


@pytest.mark.parametrize("tried", [False, True])
def test_what_waited_when_the_pause_began_is_told_after_it(
    newsroom: Newsroom, box: Postbox, home: Path, *, tried: bool
) -> None:
    rest(home, None, 'frequency = "at once"')
    newsroom.deal()
    if tried:
        box.recipients[READER] = "451 4.3.0 later"
    else:
        box.senders["digest@konchi.example"] = "421 4.3.2 shutting down"
    assert send_due(newsroom.engine, newsroom.now)["composed"] == 1
    box.recipients.clear()
    box.senders.clear()
    rest(home, newsroom.now + 7 * DAY, 'frequency = "at once"')
    assert send_due(newsroom.engine, newsroom.now + HOUR) == {"composed": 0}
    assert [(row.state, row.reply) for row in newsroom.deliveries()] == [
        ("refused", "paused before it was sent: told afterwards")
    ]
    assert not anything_due(newsroom.engine, newsroom.now + DAY)
    assert send_due(newsroom.engine, newsroom.now + 7 * DAY) == {"composed": 1, "sent": 1}
    assert "1 new deal" in mails(box)[0]["Subject"]


def test_what_is_on_its_way_when_the_pause_begins_is_left_to_its_sender(
    newsroom: Newsroom, box: Postbox, home: Path
) -> None:
    rest(home, None)
    newsroom.deal()
    box.recipients[READER] = "451 4.3.0 later"
    send_due(newsroom.engine, newsroom.now)
    with session(newsroom.engine) as opened:
        row = opened.merge(newsroom.deliveries()[0])
        row.lease_holder, row.lease_until = "another", newsroom.now + 2 * HOUR
    rest(home, newsroom.now + 7 * DAY)
    send_due(newsroom.engine, newsroom.now + HOUR)
    assert newsroom.deliveries()[0].state == "queued"


def test_a_trial_reaches_a_resting_reader_and_nothing_else_does(newsroom: Newsroom, box: Postbox, home: Path) -> None:
    rest(home, None)
    newsroom.deal()
    box.recipients[READER] = "451 4.3.0 later"
    send_due(newsroom.engine, newsroom.now)
    box.recipients.clear()
    rest(home, newsroom.now + 7 * DAY)
    assert trial(newsroom.engine, READER, "en", newsroom.now + HOUR)[0] == "sent"
    assert len(box.received) == 1


@pytest.mark.parametrize("day", ["2026-11-22", "2026-11-23"])
def test_a_pause_until_a_day_that_is_no_more_is_refused(newsroom: Newsroom, day: str) -> None:
    subscribe({"address": READER})
    with pytest.raises(InvalidSubscription, match=r"is no day to come: .* it is 2026-11-23"):
        pause(READER, day, newsroom.now)
    assert not pause(READER, None, newsroom.now).paused_until
    assert pause(READER, "2026-11-24", newsroom.now).paused(newsroom.now)


@pytest.mark.parametrize(("more", "hour"), [((), 8), (('frequency = "at once"',), 0)])
def test_the_timetable_says_when_a_resting_reader_hears_again(
    newsroom: Newsroom, home: Path, more: tuple[str, ...], hour: int
) -> None:
    rest(home, newsroom.now + 7 * DAY, *more)
    ((_, at, _),) = next_digests(newsroom.engine, newsroom.now)
    assert at == dt.datetime(2026, 11, 30, hour, tzinfo=ZoneInfo("Asia/Tashkent"))


def test_a_trial_makes_no_digest_come_late(newsroom: Newsroom, box: Postbox, home: Path) -> None:
    rest(home, None)
    newsroom.deal()
    assert trial(newsroom.engine, READER, "en", newsroom.now)[0] == "sent"
    assert send_due(newsroom.engine, newsroom.now) == {"composed": 1, "sent": 1}
    assert mails(box)[1]["Subject"].startswith("1 new deal")


@pytest.mark.usefixtures("box")
def test_an_alert_after_the_hour_leaves_the_hours_digest_due_and_what_came_later_waits_for_the_next(
    newsroom: Newsroom, home: Path
) -> None:
    rest(home, None, 'frequency = "at once"')

    def old(key: str, at: dt.datetime) -> None:
        deal = newsroom.deal(key, bare=True)
        report = newsroom.report(deal, newsroom.article(published_at=newsroom.now - 90 * DAY))
        newsroom.event(deal, report_id=report.id, created_at=at)

    old("archive", newsroom.noon)
    newsroom.deal("fresh", minerals=["lithium"])
    for minutes in (0, 1):
        send_due(newsroom.engine, newsroom.now + dt.timedelta(minutes=minutes))
    assert [row.kind for row in newsroom.deliveries()] == ["instant", "daily"]
    old("late", newsroom.now + HOUR)
    assert send_due(newsroom.engine, newsroom.now + 2 * HOUR) == {"composed": 0}
    assert send_due(newsroom.engine, newsroom.now + DAY) == {"composed": 1, "sent": 1}
