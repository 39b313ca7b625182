"""What was told and is not so reaches the same readers, once: with the next mail, or at once what was told at once."""

import datetime as dt
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine

from alerts.deliver import compose_due
from pipeline.process import process
from pipeline.reprocess import reprocess
from tests.alerts.desk import AGAIN, BODY, DENIAL, GRAPHITE, Desk
from tests.alerts.postbox import postbox

MINUTE = dt.timedelta(minutes=1)
SUM = "$35 million"
NO_SUM = BODY.replace(f"The parties\nput the cost of the first stage at {SUM} and will", "The parties will")


@pytest.fixture
def desk(database: Engine, home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    with postbox() as box:
        monkeypatch.setenv("KONCHI_SMTP", box.address)
        yield Desk(database, box, home)


def test_a_value_that_an_outlet_edits_away_is_taken_back_in_the_next_mail_once(desk: Desk) -> None:
    desk.subscribe()
    desk.publish(1)
    assert "USD 35 million" in desk.read()[1]
    desk.edit(1, NO_SUM)
    subject, text = desk.read()
    assert subject.startswith("Correction: tungsten with")
    assert "Value: USD 35 million No longer so. Example has edited its article." in text
    assert "What you read on 21 March 2025" in text
    assert "https://news.example/news/a-1" in text
    assert "Nothing new" in desk.read()[0]


def test_another_value_of_the_same_article_is_told_beside_the_one_it_replaces(desk: Desk) -> None:
    desk.subscribe()
    desk.publish(1)
    desk.read()
    desk.edit(1, BODY.replace(SUM, "$40 million"))
    subject, text = desk.read()
    assert subject.startswith("1 deal moved: ")
    assert subject.endswith("; 1 correction")
    assert "Value: USD 35 million Now: USD 40 million. Example has edited its article." in text
    assert "* Value: USD 40 million" in text


def test_what_another_article_still_says_is_not_taken_back(desk: Desk) -> None:
    desk.subscribe()
    desk.publish(1)
    desk.publish(2, "Tungsten powder plant agreed", AGAIN, "other")
    desk.read()
    desk.edit(1, NO_SUM)
    desk.withdraw(1)
    assert "Nothing new" in desk.read()[0]
    desk.withdraw(2)
    subject, text = desk.read()
    assert subject.startswith("Correction: ")
    assert "This deal is told no more." in text
    assert "has withdrawn its article." in text
    assert "Nothing new" in desk.read()[0]


def test_whoever_was_alerted_at_once_is_put_right_at_once_in_the_same_thread(desk: Desk) -> None:
    desk.subscribe("at once")
    desk.publish(1)
    alert = desk.mail(MINUTE)
    assert alert
    assert desk.mail(MINUTE) is None
    desk.edit(1, NO_SUM)
    correction = desk.mail(MINUTE)
    assert correction
    assert correction["Subject"].startswith("Correction: tungsten with")
    assert correction["References"] == alert["References"]
    assert correction["X-Konchi-Deal"] == alert["X-Konchi-Deal"]
    assert desk.mail(MINUTE) is None


def test_corrections_at_once_are_gathered_but_never_dropped_by_the_days_cap(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alerts.instant.CAP", 1)
    desk.subscribe("at once")
    desk.publish(1)
    assert desk.mail(MINUTE)
    desk.edit(1, NO_SUM)
    assert desk.mail(MINUTE)
    desk.correct("set_field", desk.key(), "type", "technology")
    assert desk.mail(MINUTE) is None
    assert "Kind: " in desk.read(5 * MINUTE)[1]
    desk.publish(3, "Graphite memorandum signed", GRAPHITE)
    assert desk.mail(MINUTE) is None


def test_who_never_heard_of_it_is_told_nothing(desk: Desk) -> None:
    desk.subscribe()
    desk.publish(1)
    desk.edit(1, NO_SUM)
    subject, text = desk.read()
    assert subject.startswith("1 new deal")
    assert "Correction" not in text
    desk.publish(3, "Graphite memorandum signed", GRAPHITE)
    desk.correct("reject", desk.key("graphite"))
    assert "Nothing new" in desk.read()[0]


def test_a_deal_that_a_reader_rejects_is_taken_back_and_told_again_when_that_is_undone(desk: Desk) -> None:
    desk.subscribe()
    desk.publish(1)
    desk.read()
    desk.correct("reject", desk.key())
    text = desk.read()[1]
    assert "Cooperation, memorandum This deal is told no more. A reader rejected it." in text
    desk.correct("undo", 1)
    subject, text = desk.read()
    assert subject.startswith("Correction: ")
    assert "It is told again. Its reports hold again." in text
    assert "Nothing new" in desk.read()[0]


def test_deals_that_are_joined_are_told_to_be_one(desk: Desk) -> None:
    desk.subscribe()
    desk.publish(1)
    desk.publish(3, "Graphite memorandum signed", GRAPHITE)
    assert desk.read()[0].startswith("2 new deals")
    desk.correct("merge", desk.key("tungsten"), desk.key("graphite"))
    subject, text = desk.read()
    assert subject.startswith("Correction: ")
    assert "The two records are one deal." in text
    assert "Nothing new" in desk.read()[0]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("stage", "agreement", "Stage: memorandum Now: agreement. A reader put it right."),
        ("type", "offtake", "Kind: cooperation Now: sale of minerals. A reader put it right."),
        ("mineral", "-tungsten", "Minerals: tungsten No longer so. A reader put it right."),
        ("value", "-35000000 USD", "Value: USD 35 million No longer so. A reader put it right."),
    ],
)
def test_what_a_reader_puts_right_is_told_with_what_was_told(desk: Desk, field: str, value: str, said: str) -> None:
    desk.subscribe()
    desk.publish(1)
    desk.read()
    desk.correct("set_field", desk.key(), field, value)
    subject, text = desk.read()
    assert subject.startswith("Correction: ")
    assert said in text
    assert "Nothing new" in desk.read()[0]


def test_what_a_reader_splits_off_is_told_to_be_another_deals(desk: Desk) -> None:
    desk.subscribe()
    desk.publish(1, body=NO_SUM)
    desk.publish(2, "Tungsten powder plant agreed", AGAIN, "other")
    assert "USD 35 million" in desk.read()[1]
    desk.correct("split", desk.key(), ["https://news.example/news/a-2"])
    text = desk.read()[1]
    assert "Value: USD 35 million No longer so. It was said of another deal: " in text


def test_a_denial_is_told_as_what_it_is(desk: Desk) -> None:
    desk.subscribe("at once")
    desk.publish(1)
    assert desk.mail(MINUTE)
    desk.now += dt.timedelta(hours=4)
    desk.publish(2, "Tungsten complex denies memorandum with Daegu Tungsten", DENIAL, "other")
    subject, text = desk.read(MINUTE)
    assert subject.startswith("Correction: ")
    assert "Stage: memorandum Now: terminated. Other reports a denial." in text
    assert desk.mail(MINUTE) is None


def test_two_processes_at_once_send_one_correction(desk: Desk) -> None:
    desk.subscribe("at once")
    desk.publish(1)
    assert desk.mail(MINUTE)
    desk.edit(1, NO_SUM)
    now = desk.now + MINUTE
    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(lambda _: compose_due(desk.engine, now), range(2))) == 1
    assert desk.mail(MINUTE)
    assert desk.mail(MINUTE) is None


def test_a_correction_that_was_refused_is_sent_again_with_the_next_mail(desk: Desk) -> None:
    desk.subscribe()
    desk.publish(1)
    desk.read()
    desk.edit(1, NO_SUM)
    desk.box.data["reader@example.org"] = "554 5.6.0 not like this"
    assert desk.mail() is None
    desk.box.data.clear()
    subject, text = desk.read()
    assert subject.startswith("Correction: ")
    assert "Value: USD 35 million No longer so." in text


def test_a_rerun_takes_nothing_back_neither_while_it_runs_nor_after(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.process.TOGETHER", 1)  # so that it can be stopped between two pages
    desk.subscribe()
    desk.publish(1)
    desk.publish(3, "Graphite memorandum signed", GRAPHITE)
    desk.read()

    def stop(done: int, claimed: int) -> None:
        raise KeyboardInterrupt(done, claimed)

    with pytest.raises(KeyboardInterrupt):
        reprocess(desk.engine, stop)
    assert "Nothing new" in desk.read()[0]
    assert process(desk.engine)["articles"] == 1
    assert "Nothing new" in desk.read()[0]


@pytest.mark.parametrize("language", ["ru", "uz", "uz-Cyrl"])
def test_a_correction_is_told_in_the_readers_language(desk: Desk, language: str) -> None:
    desk.subscribe(language=language)
    desk.publish(1)
    desk.read()
    desk.edit(1, NO_SUM)
    subject, text = desk.read()
    said = {"ru": ("Исправление", "Материал изменён"), "uz": ("Tuzatish", "oʻz maqolasini")}
    word, reason = said.get(language, ("Тузатиш", "ўз мақоласини"))
    assert subject.startswith(f"{word}: ")
    assert reason in text
