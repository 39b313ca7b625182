"""A bot that writes into a chat, tested against a server that speaks its API."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from alerts.channels import BadAddress, Blocked, Deferred, Gone, Refused, Shut, telegram
from alerts.rendering.message import Message
from tests.alerts.hookbox import Hookbox, hookbox
from tests.alerts.samples import LINK, NOW, READER, item

TOKEN = "123456:" + "A" * 35
BODY = telegram.enclose(Message("1 new deal", "t", "h"), READER, "daily", NOW, [item()])[1]


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hookbox]:
    monkeypatch.setenv("KONCHI_TELEGRAM_TOKEN", TOKEN)
    with hookbox() as opened:
        monkeypatch.setenv("KONCHI_TELEGRAM_API", opened.url)
        opened.answer = (200, {}, b'{"ok":true}')
        yield opened


def test_the_bot_writes_the_deals_with_their_links(box: Hookbox) -> None:
    assert telegram.send(BODY, "-1001") == '200 {"ok":true}'
    assert box.posted[0][0] == f"/bot{TOKEN}/sendMessage"
    said = box.said()
    assert (said["chat_id"], said["parse_mode"]) == ("-1001", "HTML")
    assert f'1. <a href="{LINK.address}">Tungsten · ' in said["text"]


@pytest.mark.parametrize(
    ("status", "answer", "meaning"),
    [
        (400, "Bad Request: chat not found", Gone),
        (403, "Forbidden: bot was blocked by the user", Gone),
        (403, "Forbidden: not enough rights", Shut),
        (400, "Bad Request: can't parse entities", Refused),
        (401, "Unauthorized", Blocked),
        (404, "Not Found", Blocked),
        (429, "Too Many Requests: retry after 9", Deferred),
        (502, "Bad Gateway", Deferred),
    ],
)
def test_every_answer_has_its_class_and_none_names_the_token(
    box: Hookbox, status: int, answer: str, meaning: type[Exception]
) -> None:
    box.answer = (status, {}, json.dumps({"ok": False, "description": answer}).encode())
    with pytest.raises(meaning) as raised:
        telegram.send(BODY, "@konchi")
    assert type(raised.value) is meaning
    assert TOKEN not in str(raised.value)


def test_without_a_token_the_channel_is_blocked_and_says_where_it_comes_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KONCHI_TELEGRAM_TOKEN", raising=False)
    with pytest.raises(Blocked, match="KONCHI_TELEGRAM_TOKEN"):
        telegram.send(BODY, "1")
    monkeypatch.setenv("KONCHI_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("KONCHI_TELEGRAM_API", "http://api.example")
    with pytest.raises(Blocked, match="KONCHI_TELEGRAM_API"):
        telegram.send(BODY, "1")


def test_hostile_names_stay_text_and_a_long_message_ends_with_a_count() -> None:
    told = item(parties=(("x:evil", '<a href="tg://x">x</a> & @all', None),), links=(replace(LINK, address="tg://x"),))
    text = json.loads(telegram.enclose(Message("s", "t", "h"), READER, "daily", NOW, [told] * 500)[1])["text"]
    assert "<" not in text
    assert "@all" not in text
    assert len(text) <= telegram.LONGEST
    assert text.endswith(" more deals")


@pytest.mark.parametrize("to", ["-100123", "42", "@konchi_news"])
def test_a_chat_is_a_number_or_a_name(to: str) -> None:
    assert telegram.checked(f" {to} ") == to


@pytest.mark.parametrize("to", ["", "konchi", "@x", "1 2", "@a/../b", "@ключ_ключ"])
def test_all_else_is_no_chat(to: str) -> None:
    with pytest.raises(BadAddress, match="telegram:"):
        telegram.checked(to)
