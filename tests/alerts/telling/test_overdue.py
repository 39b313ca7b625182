"""Deals past their own time are told to those who follow them, each once for each time it names."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, update

from pipeline.db import session
from pipeline.models import Page
from tests.alerts.desk import BODY, DAY, GRAPHITE, Desk
from tests.alerts.postbox import postbox

PLAN = BODY.replace("<p>The deputy", "<p>Production at the plant is to start in Q2 2025.</p>\n<p>The deputy")

AFRESH = PLAN.replace("Q2 2025", "the third quarter of 2025").replace(" on March 18, 2025", "")


@pytest.fixture
def desk(database: Engine, home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    with postbox() as box:
        monkeypatch.setenv("KONCHI_SMTP", box.address)
        yield Desk(database, box, home)


def until(desk: Desk, day: str) -> None:
    """Let the time pass until the morning of a day."""
    desk.now = dt.datetime.fromisoformat(f"{day}T08:00+00:00") - DAY


def test_a_deal_past_its_own_time_is_told_once(desk: Desk) -> None:
    desk.subscribe()
    desk.publish(1, body=PLAN)
    assert "Past their own dates" not in desk.read()[1]
    until(desk, "2025-06-30")
    assert "Nothing new" in desk.read()[0]
    subject, text = desk.read()
    assert subject.startswith("Past the promised date: tungsten with ")
    assert "Operation: due June 2025. Still: memorandum." in text
    assert "> Production at the plant is to start in Q2 2025. > – Example, in English" in text
    assert "https://news.example/news/a-1" in text
    assert "Nothing new" in desk.read()[0]


def test_it_stands_behind_the_news_and_within_the_hour_of_a_reader_who_hears_at_once(desk: Desk) -> None:
    desk.subscribe("at once")
    desk.publish(1, body=PLAN)
    assert desk.mail(dt.timedelta(minutes=1))
    until(desk, "2025-07-01")
    subject, text = desk.read()
    assert subject.startswith("Past the promised date: ")
    assert "Past their own dates" in text
    assert desk.mail() is None


def test_another_time_that_passes_is_told_again(desk: Desk) -> None:
    desk.subscribe()
    desk.publish(1, body=PLAN)
    desk.read()
    until(desk, "2025-07-01")
    assert "due June 2025" in desk.read()[1]
    desk.publish(2, "Plant is late", AFRESH, "other")
    until(desk, "2025-10-02")
    assert "due September 2025" in desk.read()[1]


def test_a_deal_that_nobody_follows_or_that_was_due_long_ago_is_not_told(desk: Desk) -> None:
    desk.subscribe()
    desk.publish(1, body=PLAN)
    text = (desk.home / "subscriptions.toml").read_text("utf-8")
    (desk.home / "subscriptions.toml").write_text(f'{text}minerals = ["graphite"]\n', "utf-8")
    until(desk, "2025-07-01")
    assert "Nothing new" in desk.read()[0]
    (desk.home / "subscriptions.toml").write_text(text, "utf-8")
    until(desk, "2026-07-05")
    assert "Past their own dates" not in desk.read()[1]


def test_nothing_is_late_while_pages_of_old_wait_to_be_read(desk: Desk) -> None:
    desk.subscribe()
    desk.publish(1, body=PLAN)
    desk.publish(3, "Graphite memorandum signed", GRAPHITE)
    desk.read()
    until(desk, "2025-07-01")
    state = update(Page).where(Page.address.endswith("-3"))
    with session(desk.engine) as opened:
        opened.execute(state.values(state="waiting"))
    assert "Past their own dates" not in desk.read()[1]
    with session(desk.engine) as opened:
        opened.execute(state.values(state="done"))
    assert "Past their own dates" in desk.read()[1]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ru", "Эксплуатация: срок – июнь 2025 г."),
        ("uz", "muddat – 2025-yil iyun"),
        ("uz-Cyrl", "муддат – 2025-йил июнь"),
    ],
)
def test_it_is_told_in_the_readers_language(desk: Desk, language: str, said: str) -> None:
    desk.subscribe(language=language)
    desk.publish(1, body=PLAN)
    desk.read()
    until(desk, "2025-07-01")
    assert said in desk.read()[1]
