"""What readers do by a click: leave, rest, join, read; opening a link changes nothing."""

import datetime as dt
import email
import email.policy
import re
from email.message import EmailMessage
from pathlib import Path

import pytest

from alerts.deliver import send_due
from alerts.links import UNSUBSCRIBE, sealed
from alerts.subscriptions import load
from pipeline import clock
from pipeline.maintenance.retention import MAILS
from pipeline.maintenance.sweep import sweep
from tests.alerts.board.conftest import Board
from tests.alerts.newsroom import Newsroom
from tests.alerts.postbox import postbox

READER = "reader@example.org"


@pytest.fixture(autouse=True)
def subscribed(home: Path) -> None:
    text = f'[[subscription]]\naddress = "{READER}"\nlanguage = "ru"\n'
    (home / "subscriptions.toml").write_text(text, encoding="utf-8")


def addresses() -> list[str]:
    return [reader.address for reader in load()]


def leaving() -> str:
    return f"/u/{sealed(UNSUBSCRIBE, f'mailto:{READER}')}"


def delivered(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> list[EmailMessage]:
    """Compose and send what is due; return the mails."""
    with postbox() as box:
        monkeypatch.setenv("KONCHI_SMTP", box.address)
        send_due(newsroom.engine, newsroom.now)
    return [email.message_from_bytes(body, policy=email.policy.default) for _, body in box.received]


def test_one_click_ends_a_subscription_as_rfc_8058_says(
    newsroom: Newsroom, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.deal()
    (mail,) = delivered(newsroom, monkeypatch)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = re.match(r"<(http[^>]+)>,\s*<mailto:", mail["List-Unsubscribe"])[1]
    assert link in mail.get_body(("plain",)).get_content()
    for _ in range(3):  # a scanner of links
        shown = board.get(link)
        assert shown.status_code == 200
        assert "Прекратить рассылку?" in shown.text
    assert addresses() == [f"mailto:{READER}"]
    left = board.post(link, **{"List-Unsubscribe": "One-Click"})
    assert left.status_code == 200
    assert "Set-Cookie" not in left.headers
    assert addresses() == []
    assert board.post(link).status_code == 200  # a replay is harmless
    assert READER in board.get(link).text


def test_a_reader_who_has_left_is_answered_in_a_language_of_the_browser(board: Board) -> None:
    board.post(leaving())
    assert "No more messages go to" in board.get(leaving()).text
    assert "больше ничего не придёт" in board.get(leaving(), **{"Accept-Language": "ru-RU,ru;q=0.9"}).text


def test_what_waits_for_a_reader_who_leaves_is_taken_back(newsroom: Newsroom, board: Board) -> None:
    newsroom.deal()
    send_due(newsroom.engine, newsroom.now)  # no mail server: it waits
    board.post(leaving())
    assert [row.state for row in newsroom.deliveries()] == ["refused"]


def test_a_pause_keeps_the_subscription_and_says_until_when(newsroom: Newsroom, board: Board) -> None:
    said = board.post(leaving(), pause="1")
    (reader,) = load()
    assert reader.paused(clock.now())
    assert "возобновятся" in said.text
    newsroom.deal()
    assert send_due(newsroom.engine, clock.now())["composed"] == 0


def test_a_message_is_read_in_a_browser_as_it_was_sent(
    newsroom: Newsroom, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.deal()
    (mail,) = delivered(newsroom, monkeypatch)
    html = mail.get_body(("html",)).get_content()
    link = re.search(r'href="(http://127[^"]+/v/[^"]+)"', html)[1]
    assert board.get(link).text.split() == html.split()
    assert board.get(f"{link[:-2]}xx").status_code == 404


def test_a_message_that_is_no_longer_kept_says_so(
    newsroom: Newsroom, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.deal()
    (mail,) = delivered(newsroom, monkeypatch)
    link = re.search(r'href="(http://127[^"]+/v/[^"]+)"', mail.get_body(("html",)).get_content())[1]
    assert sweep(newsroom.engine, clock.now() + dt.timedelta(days=MAILS + 1)).mails == 1
    answer = board.get(link)
    assert (answer.status_code, "здесь больше не хранится" in answer.text) == (410, True)  # the reader's language
    assert [(row.state, row.address) for row in newsroom.deliveries()] == [("sent", f"mailto:{READER}")]


def test_a_stranger_joins_only_by_the_mail_that_asks(
    newsroom: Newsroom, board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    with postbox() as box:
        monkeypatch.setenv("KONCHI_SMTP", box.address)
        for _ in range(3):  # whoever asks, however often: one mail a day
            assert "new@example.org" in board.post("/subscribe", address="new@example.org", language="uz").text
        send_due(newsroom.engine, clock.now())
    asked = [body for to, body in box.received if to == "new@example.org"]
    assert len(asked) == 1
    assert addresses() == [f"mailto:{READER}"]
    text = email.message_from_bytes(asked[0], policy=email.policy.default).get_body(("plain",)).get_content()
    link = re.search(r"http://127\S+/c/\S+", text)[0]
    assert "Konchiga obuna" in board.get(link).text
    assert addresses() == [f"mailto:{READER}"]
    for _ in range(2):
        assert board.post(link).status_code == 200
    assert addresses() == [f"mailto:{READER}", "mailto:new@example.org"]


def test_the_page_does_not_tell_who_is_subscribed_and_takes_no_other_channel(newsroom: Newsroom, board: Board) -> None:
    known, unknown = (board.post("/subscribe", address=address).text for address in (READER, "x@example.org"))
    assert known.replace(READER, "") == unknown.replace("x@example.org", "")
    assert [row.address for row in newsroom.deliveries()] == ["mailto:x@example.org"]
    for wish in ({"address": "maildir:/tmp/x"}, {"address": ""}, {"address": "a@example.org", "language": "xx"}):
        assert board.post("/subscribe", **wish).status_code == 400
    refused = board.post("/subscribe", address="nobody", language="uz")
    assert "tillardan birini tanlang" in refused.text
    hostile = board.post("/subscribe", address="<script>@example.org")
    assert "<script>" not in hostile.text
