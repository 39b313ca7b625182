"""Nobody's mailbox is flooded by mails that ask: what is too much is refused, told and counted."""

import datetime as dt

import pytest
from prometheus_client.parser import text_string_to_metric_families

from alerts.board.gate import ALL, DOMAIN, MAILBOX, Gate, TooMany
from tests.alerts.board.conftest import Board
from tests.alerts.board.test_readers import READER
from tests.alerts.newsroom import Newsroom

NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def test_forty_spellings_of_a_mailbox_get_two_mails_and_the_rest_are_told_and_counted(
    newsroom: Newsroom, board: Board, caplog: pytest.LogCaptureFixture
) -> None:
    answers = [board.post("/subscribe", address=f"victim+{number}@example.org") for number in range(40)]
    assert [answer.status_code for answer in answers] == [200] * MAILBOX + [429] * (40 - MAILBOX)
    assert "Too many messages were asked for" in answers[-1].text
    assert len(newsroom.deliveries()) == MAILBOX
    assert board.post("/subscribe", address="neighbour@example.org").status_code == 200
    families = {family.name: family for family in text_string_to_metric_families(board.get("/metrics").text)}
    counted = {s.labels["limit"]: s.value for s in families["konchi_signups_refused"].samples if "limit" in s.labels}
    assert counted == {"mailbox": 40 - MAILBOX}
    assert f"limit mailbox, {40 - MAILBOX} so far" in caplog.text
    assert "victim" not in caplog.text


def test_the_limit_does_not_tell_who_is_subscribed(board: Board) -> None:
    answers = []
    for name in (READER.partition("@")[0], "stranger"):
        asked = [f"{name}{tag}@example.org" for tag in ("", "+1", "+2", "")]
        answers.append([board.post("/subscribe", address=address).status_code for address in asked])
    assert answers == [[200, 200, 429, 200]] * 2


def test_dots_and_capitals_make_no_other_mailbox() -> None:
    gate = Gate()
    assert [gate.passes(f"mailto:v.{'i.' * number}ctim@example.org", NOW) for number in range(MAILBOX)]
    assert not gate.passes("mailto:v.ctim@example.org", NOW)  # asked today
    assert gate.passes("mailto:vctim@example.com", NOW)
    for number in range(MAILBOX - 1):
        assert gate.passes(f"mailto:Victim+{number}@example.org", NOW)


def test_a_day_later_a_mailbox_may_be_asked_again() -> None:
    gate = Gate()
    for number in range(MAILBOX):
        assert gate.passes(f"mailto:a+{number}@example.org", NOW)
    with pytest.raises(TooMany, match="mailbox"):
        gate.passes("mailto:a@example.org", NOW + DAY - HOUR)
    assert gate.passes("mailto:a@example.org", NOW + DAY)


def test_a_domain_and_all_have_their_hour() -> None:
    gate = Gate()
    assert all(gate.passes(f"mailto:reader{number}@example.org", NOW) for number in range(DOMAIN))
    with pytest.raises(TooMany, match="domain"):
        gate.passes("mailto:more@example.org", NOW)
    assert all(gate.passes(f"mailto:reader@{number}.example", NOW) for number in range(ALL - DOMAIN))
    with pytest.raises(TooMany, match="all"):
        gate.passes("mailto:more@example.com", NOW)
    assert gate.passes("mailto:more@example.org", NOW + HOUR)
    assert gate.refused == {"domain": 1, "all": 1}
