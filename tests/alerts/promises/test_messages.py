"""Promises 13, 14 and 15: subjects in every script, a thousand deals in one message, one click to leave."""

import email
import email.policy
import itertools
import re
from pathlib import Path

import pytest

from alerts.deliver import send_due
from alerts.rendering.message import Message
from alerts.subscriptions import load
from tests.alerts.board.conftest import Board, board
from tests.alerts.newsroom import Newsroom
from tests.alerts.postbox import postbox
from tests.alerts.samples import sealed
from tests.alerts.test_deliver import READER, subscribe
from tests.figures import Figure
from tests.waiting import LONGEST

__all__ = ["board"]  # pytest finds it here
SCRIPTS = [
    "3 deals moved:",
    "Oʻzbekiston vaʼdasi",
    "Ўзбекистон ҳамда",
    "вольфрам и медь",
    "稀土合作",
    "우라늄 구매",
    "اليورانيوم",
]
DEALS = 1000
KILOBYTE = 1024


def subject_spoilt(subject: str) -> bool:
    """Tell whether a subject does not come back as it was, in short lines of ASCII."""
    head = sealed(Message(subject, "text", "<p>x</p>"))[1].split(b"\r\n\r\n", 1)[0]
    said = email.message_from_bytes(head, policy=email.policy.default)["Subject"]
    return said != subject or not head.isascii() or any(len(line) >= 78 for line in head.split(b"\r\n"))


def test_subjects_of_every_mix_of_scripts_come_back_as_they_were(figure: Figure) -> None:
    mixes = [" ".join(mix) for number in (1, 2, 3) for mix in itertools.permutations(SCRIPTS, number)]
    mixes += [text * times for text in SCRIPTS for times in (5, 20)]
    figure(13, f"{len(mixes)} subjects in seven scripts: not as they were", sum(map(subject_spoilt, mixes)), 0, "")


@pytest.mark.parametrize("language", ["en", *(pytest.param(one, marks=pytest.mark.faults) for one in ("ru", "uz"))])
def test_a_thousand_deals_are_one_message_that_no_program_clips(
    newsroom: Newsroom, home: Path, monkeypatch: pytest.MonkeyPatch, figure: Figure, language: str
) -> None:
    subscribe(home, f'address = "{READER}"\nlanguage = "{language}"')
    monkeypatch.setenv("KONCHI_URL", "https://konchi.example")
    with newsroom.together():
        for number in range(DEALS):
            newsroom.deal(f"deal-{number}", parties=[{"id": f"x:{number}", "name": f"Горная компания {number:04}"}])
    with postbox(data_size_limit=None) as box:
        monkeypatch.setenv("KONCHI_SMTP", box.address)
        assert send_due(newsroom.engine, newsroom.now)["sent"] == 1
    mail = email.message_from_bytes(box.received[0][1], policy=email.policy.default)
    text, page = (mail.get_body((kind,)) for kind in ("plain", "html"))
    html, lines = page.get_content(), re.sub(r"\s+", " ", text.get_content())  # type: ignore[union-attr]
    size = len(page.get_payload()) / KILOBYTE  # type: ignore[union-attr,arg-type] - as it is sent, in base64
    what = f"{DEALS} deals, {language}, {newsroom.engine.dialect.name}"
    figure(14, f"{what}: the page as it is sent", size, 95, "KB")
    missing = [n for n in range(DEALS) if f"компания {n:04}" not in lines]
    figure(14, f"{what}: deals that the plain text does not tell", len(missing), 0, "")
    shown = html.count('class="heading"')
    counted = re.search(rf"\b{DEALS - shown}\b(?=[^<]*<)", html) is not None
    figure(14, f"{what}: wrongly counted, of {shown} shown and the rest", not counted, 0, "")
    assert "https://konchi.example/v/" in html


def test_one_click_leaves_and_opening_a_link_changes_nothing(
    newsroom: Newsroom, board: Board, home: Path, monkeypatch: pytest.MonkeyPatch, figure: Figure
) -> None:
    subscribe(home)
    newsroom.deal()
    with postbox() as box:
        monkeypatch.setenv("KONCHI_SMTP", box.address)
        send_due(newsroom.engine, newsroom.now)
    mail = email.message_from_bytes(box.received[0][1], policy=email.policy.default)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = re.match(r"<(http[^>]+)>", mail["List-Unsubscribe"])[1]  # type: ignore[index]
    answers = [board.get(link) for _ in range(20)]
    answers += [board.session.request(method, link, timeout=LONGEST) for method in ("HEAD", "OPTIONS", "PUT", "DELETE")]
    what = f"{newsroom.engine.dialect.name}"
    figure(15, f"readers lost to 24 visits of scanners, {what}", 1 - len(load()), 0, "")
    assert len(load()) == 1
    answers += [board.post(link, **{"List-Unsubscribe": "One-Click"}) for _ in range(5)]
    figure(15, f"readers left after one POST and four replays, {what}", len(load()), 0, "")
    figure(15, f"replays refused, {what}", sum(answer.status_code != 200 for answer in answers[-5:]), 0, "")
    figure(15, f"cookies set, {what}", sum("Set-Cookie" in answer.headers for answer in answers), 0, "")
