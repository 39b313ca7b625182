"""From events to a reader's mailbox: due, composed once, told once, through downtime and two processes."""

import datetime as dt
import email
import email.policy
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import delete

from alerts.deliver import anything_due, compose_due, next_digests, preview, send_due
from alerts.instant import CAP
from alerts.sending.suppression import lift
from pipeline.models import Event
from tests.alerts.newsroom import Newsroom
from tests.alerts.postbox import Postbox, postbox

READER = "reader@example.org"


def subscribe(home: Path, *blocks: str) -> None:
    text = "\n".join(f"[[subscription]]\n{block}\n" for block in blocks or (f'address = "{READER}"',))
    (home / "subscriptions.toml").write_text(text, encoding="utf-8")


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Postbox]:
    with postbox() as opened:
        monkeypatch.setenv("KONCHI_SMTP", opened.address)
        yield opened


def mails(box: Postbox) -> list[EmailMessage]:
    return [email.message_from_bytes(body, policy=email.policy.default) for _, body in box.received]


def test_a_deal_is_told_once_and_the_next_day_says_that_nothing_is_new(
    newsroom: Newsroom, box: Postbox, home: Path
) -> None:
    subscribe(home)
    newsroom.deal()
    newsroom.run("gazeta_uz")
    newsroom.run("gazeta_uz", "unchanged", newsroom.now + dt.timedelta(hours=12))
    assert send_due(newsroom.engine, newsroom.now) == {"composed": 1, "sent": 1}
    assert send_due(newsroom.engine, newsroom.now + dt.timedelta(hours=10)) == {"composed": 0}
    assert send_due(newsroom.engine, newsroom.now + dt.timedelta(days=1)) == {"composed": 1, "sent": 1}
    first, second = mails(box)
    assert first["Subject"] == "1 new deal: tungsten with International Tungsten Industry Association"
    assert "https://news.example/1" in first.get_body(("plain",)).get_content()
    assert second["Subject"] == "Nothing new on 24 November 2026"
    assert "1 of 1 due" in second.get_body(("plain",)).get_content()
    assert "1 of 1 due" in first.get_body(("html",)).get_content()


def test_a_move_is_told_as_a_move_even_after_the_events_were_written_anew(
    newsroom: Newsroom, box: Postbox, home: Path
) -> None:
    subscribe(home)
    deal = newsroom.deal()
    send_due(newsroom.engine, newsroom.now)
    with newsroom.session() as opened:
        opened.execute(delete(Event))  # as a re-run of the pipeline does
    newsroom.event(deal, after=deal.stage)
    newsroom.event(deal, "stage", before="agreement", after="operation")
    send_due(newsroom.engine, newsroom.now + dt.timedelta(days=1))
    text = mails(box)[1].get_body(("plain",)).get_content()
    assert "* Stage: agreement → operation" in text
    assert "* New" not in text


def test_nothing_is_due_before_the_hour(newsroom: Newsroom, box: Postbox, home: Path) -> None:
    subscribe(home, f'address = "{READER}"\nat = "09:00"')
    newsroom.deal()
    assert not anything_due(newsroom.engine, newsroom.now)
    assert send_due(newsroom.engine, newsroom.now) == {"composed": 0}
    later = newsroom.now + dt.timedelta(minutes=30)
    assert anything_due(newsroom.engine, later)
    assert next_digests(newsroom.engine, newsroom.now) == [(f"mailto:{READER}", later, "daily")]
    assert send_due(newsroom.engine, later) == {"composed": 1, "sent": 1}
    assert not anything_due(newsroom.engine, later)
    assert len(box.received) == 1


def test_three_days_down_make_one_catch_up_digest(newsroom: Newsroom, box: Postbox, home: Path) -> None:
    subscribe(home)
    send_due(newsroom.engine, newsroom.now)
    for day in range(3):
        newsroom.deal(f"deal-{day}", minerals=[("lithium", "copper", "tin")[day]])
    back = newsroom.now + dt.timedelta(days=3, hours=5)
    assert send_due(newsroom.engine, back) == {"composed": 1, "sent": 1}
    assert send_due(newsroom.engine, back + dt.timedelta(minutes=1)) == {"composed": 0}
    assert mails(box)[1]["Subject"].startswith("3 new deals: ")


def test_digests_that_no_server_took_are_folded_into_the_next(
    newsroom: Newsroom, box: Postbox, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribe(home)
    monkeypatch.delenv("KONCHI_SMTP")
    for day in range(3):
        newsroom.deal(f"deal-{day}", minerals=[("lithium", "copper", "tin")[day]])
        at = newsroom.now + dt.timedelta(days=day)
        assert send_due(newsroom.engine, at) == {"composed": 1, "blocked": 1}
    monkeypatch.setenv("KONCHI_SMTP", box.address)
    assert send_due(newsroom.engine, newsroom.now + dt.timedelta(days=3)) == {"composed": 1, "sent": 1}
    (mail,) = mails(box)
    assert mail["Subject"].startswith("3 new deals: ")
    assert "from the beginning to 26 November 2026" in re.sub(r"\s+", " ", mail.get_body(("plain",)).get_content())
    ended = [(row.state, row.attempts) for row in newsroom.deliveries()]
    assert ended == [("refused", 0)] * 3 + [("sent", 1)]
    assert newsroom.deliveries()[0].reply == "not sent in time: the next digest tells it"


def test_a_digest_that_may_have_arrived_is_sent_again_as_it_was_and_not_folded(
    newsroom: Newsroom, box: Postbox, home: Path
) -> None:
    subscribe(home)
    newsroom.deal()
    box.data[READER] = "cut"
    assert send_due(newsroom.engine, newsroom.now) == {"composed": 1, "deferred": 1}
    box.data.clear()
    newsroom.deal("second", minerals=["lithium"])
    assert send_due(newsroom.engine, newsroom.now + dt.timedelta(days=1)) == {"composed": 1, "sent": 2}
    first, again, second = box.received
    assert first == again
    assert second[1] != first[1]
    assert mails(box)[2]["Subject"].startswith("1 new deal: lithium")


def test_at_once_sends_when_something_happened_and_only_then(newsroom: Newsroom, box: Postbox, home: Path) -> None:
    subscribe(home, f'address = "{READER}"\nfrequency = "at once"\nminerals = ["lithium"]')
    newsroom.deal("other")
    assert not anything_due(newsroom.engine, newsroom.now)
    assert send_due(newsroom.engine, newsroom.now, ignore_clock=True) == {"composed": 0}
    newsroom.deal("lithium", minerals=["lithium"])
    assert anything_due(newsroom.engine, newsroom.now)
    assert send_due(newsroom.engine, newsroom.now) == {"composed": 1, "sent": 1}
    assert not anything_due(newsroom.engine, newsroom.now + dt.timedelta(minutes=1))
    assert next_digests(newsroom.engine, newsroom.now) == [(f"mailto:{READER}", newsroom.now, "at once")]
    (mail,) = mails(box)
    assert mail["Subject"].startswith("1 new deal: lithium")


def test_an_alert_that_was_refused_comes_again_only_with_more_news(
    newsroom: Newsroom, box: Postbox, home: Path
) -> None:
    subscribe(home, f'address = "{READER}"\nfrequency = "at once"')
    box.recipients[READER] = "552 5.2.2 mailbox full"
    newsroom.deal()
    assert send_due(newsroom.engine, newsroom.now) == {"composed": 1, "refused": 1}
    assert not anything_due(newsroom.engine, newsroom.now + dt.timedelta(minutes=1))
    box.recipients.clear()
    newsroom.deal("second", minerals=["lithium"])
    assert send_due(newsroom.engine, newsroom.now + dt.timedelta(minutes=1)) == {"composed": 1, "sent": 1}
    assert mails(box)[0]["Subject"].startswith("2 new deals")


@pytest.mark.usefixtures("box")
def test_what_no_alert_told_comes_at_the_readers_hour_and_an_empty_hour_is_silent(
    newsroom: Newsroom, home: Path
) -> None:
    subscribe(home, f'address = "{READER}"\nfrequency = "at once"\nat = "09:00"')
    archive = newsroom.deal("archive", bare=True)
    report = newsroom.report(archive, newsroom.article(published_at=newsroom.now - dt.timedelta(days=90)))
    newsroom.event(archive, report_id=report.id)
    assert not anything_due(newsroom.engine, newsroom.now)
    hour = newsroom.now + dt.timedelta(minutes=30)
    assert send_due(newsroom.engine, hour) == {"composed": 1, "sent": 1}
    assert send_due(newsroom.engine, hour + dt.timedelta(days=1)) == {"composed": 0}
    assert [row.kind for row in newsroom.deliveries()] == ["daily"]


def test_beyond_the_cap_of_a_day_an_alert_counts_the_rest_and_the_digest_tells_it(
    newsroom: Newsroom, box: Postbox, home: Path
) -> None:
    subscribe(home, f'address = "{READER}"\nfrequency = "at once"\nat = "23:00"')
    for number in range(CAP + 3):
        newsroom.deal(f"deal-{number:02}", parties=[{"id": f"x:firm-{number}", "name": f"Firm {number:02}"}])
    for hours in (0, 10, 15):
        send_due(newsroom.engine, newsroom.now + dt.timedelta(hours=hours))
    alert, rest = (mail.get_body(("plain",)).get_content() for mail in mails(box))
    assert "3 more deals moved today; you read of them in the digest at 23:00." in alert
    firms = {f"Firm {number:02}" for number in range(CAP + 3)}
    told = {firm for firm in firms if firm in alert}
    assert len(told) == CAP
    assert {firm for firm in firms if firm in rest} == firms - told


def test_a_suppressed_reader_is_due_for_nothing_until_lifted(newsroom: Newsroom, box: Postbox, home: Path) -> None:
    subscribe(home)
    box.recipients[READER] = "550 5.1.1 no such user"
    newsroom.deal()
    assert send_due(newsroom.engine, newsroom.now) == {"composed": 1, "refused": 1}
    box.recipients.clear()
    tomorrow = newsroom.now + dt.timedelta(days=1)
    assert not anything_due(newsroom.engine, tomorrow)
    assert send_due(newsroom.engine, tomorrow, ignore_clock=True) == {"composed": 0}
    lift(newsroom.engine, f"mailto:{READER}")
    assert send_due(newsroom.engine, tomorrow) == {"composed": 1, "sent": 1}
    assert mails(box)[0]["Subject"].startswith("1 new deal")


def test_a_weekly_reader_hears_once_a_week(newsroom: Newsroom, box: Postbox, home: Path) -> None:
    subscribe(home, f'address = "{READER}"\nfrequency = "weekly"\nday = "wednesday"')
    sent = [
        send_due(newsroom.engine, newsroom.now + dt.timedelta(hours=6 * step))["composed"] for step in range(4 * 7 * 3)
    ]
    assert sum(sent) == 4  # at once, as a new reader, and then on three Wednesdays
    days = [mail["Date"].datetime.astimezone(dt.UTC).strftime("%A") for mail in mails(box)]
    assert days[1:] == ["Wednesday"] * 3


def test_every_reader_has_an_own_language_filter_and_memory(newsroom: Newsroom, box: Postbox, home: Path) -> None:
    subscribe(
        home,
        'address = "anna@example.org"\nlanguage = "ru"',
        'address = "bek@example.org"\nlanguage = "uz"\nminerals = ["lithium"]',
    )
    newsroom.deal()
    newsroom.run("gazeta_uz")
    assert send_due(newsroom.engine, newsroom.now) == {"composed": 2, "sent": 2}
    anna, bek = mails(box)
    assert anna["Subject"].startswith("1 новая сделка: вольфрам")
    assert bek["Subject"] == "2026-yil 23-noyabr: yangilik yoʻq"


def test_now_ignores_the_clock_and_what_it_told_is_not_told_again(newsroom: Newsroom, box: Postbox, home: Path) -> None:
    subscribe(home, f'address = "{READER}"\nat = "23:00"')
    newsroom.deal()
    assert send_due(newsroom.engine, newsroom.now, ignore_clock=True) == {"composed": 1, "sent": 1}
    assert send_due(newsroom.engine, newsroom.now, ignore_clock=True) == {"composed": 0}
    again = newsroom.now + dt.timedelta(seconds=1)
    assert send_due(newsroom.engine, again, ignore_clock=True) == {"composed": 1, "sent": 1}
    assert [mail["Subject"].split()[0] for mail in mails(box)] == ["1", "Nothing"]


def test_two_processes_that_compose_at_once_make_one_digest(newsroom: Newsroom, home: Path) -> None:
    subscribe(home, *(f'address = "reader{n}@example.org"' for n in range(5)))
    newsroom.deal()
    with ThreadPoolExecutor(2) as pool:
        composed = list(pool.map(lambda _: compose_due(newsroom.engine, newsroom.now), range(2)))
    assert sum(composed) == 5
    assert len(newsroom.deliveries()) == 5


def test_without_a_mail_server_digests_wait_and_nothing_is_lost(
    newsroom: Newsroom, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribe(home)
    newsroom.deal()
    assert send_due(newsroom.engine, newsroom.now) == {"composed": 1, "blocked": 1}
    with postbox() as box:
        monkeypatch.setenv("KONCHI_SMTP", box.address)
        assert send_due(newsroom.engine, newsroom.now + dt.timedelta(minutes=10)) == {"composed": 0, "sent": 1}
        assert len(box.received) == 1


def test_a_preview_sends_and_keeps_nothing(newsroom: Newsroom, box: Postbox, home: Path) -> None:
    subscribe(home)
    newsroom.deal()
    assert preview(newsroom.engine, None).subject.startswith("1 new deal")
    assert preview(newsroom.engine, READER).subject.startswith("1 new deal")
    assert newsroom.deliveries() == []
    send_due(newsroom.engine, newsroom.now)
    assert preview(newsroom.engine, READER).subject.startswith("Nothing could be read")
    assert preview(newsroom.engine, READER, since=newsroom.yesterday).subject.startswith("1 new deal")
    assert len(box.received) == 1
