"""A message as data and as lines of a chat."""

import json
from dataclasses import replace

from alerts.render import render
from alerts.rendering.message import Message
from alerts.rendering.payload import chat, payload, unmarked
from alerts.telling.judging import Amendment
from tests.alerts.rendering.test_retelling import EDITED, notice
from tests.alerts.samples import LINK, NOW, READER, item, made

MESSAGE = Message("2 new deals", "text", "<p>page</p>")


def plain(text: str, url: str | None) -> str:
    return f"{text} <{url}>" if url else text


def test_the_data_has_every_fact_of_a_deal_and_safe_links_alone() -> None:
    unsafe = replace(LINK, address="javascript:alert(1)", title="T\u2028itle\x1b")
    told = item(links=(LINK, unsafe), values=({"amount": 1.5, "currency": "EUR", "text": "€1.5"},))
    body = payload("id", MESSAGE, READER, "instant", NOW, [told])
    assert body.isascii()
    data = json.loads(body)
    assert (data["id"], data["kind"], data["created_at"]) == ("id", "instant", "2026-11-23T03:30:00+00:00")
    (deal,) = data["deals"]
    assert (deal["key"], deal["stage"]) == ("uztmk-itia", "agreement")
    assert (deal["stage_date"], deal["stage_precision"]) == ("2026-11-20", "day")
    assert deal["minerals"] == ["tungsten"]
    name = "Uzbekistan Technological Metals Complex"  # of the lexicon, whatever words it was met under
    assert deal["parties"][0] == {"id": "uztmk", "name": name, "role": "party"}
    assert [link["url"] for link in deal["links"]] == [LINK.address, None]
    assert deal["links"][1]["title"] == "T itle"
    assert deal["values"] == [{"amount": 1.5, "currency": "EUR", "text": "€1.5"}]


def test_a_chat_has_a_line_a_deal_and_an_exact_count_of_the_rest() -> None:
    many = [item(key=str(number)) for number in range(300)]
    text = chat(MESSAGE, READER, many, plain, 3000)
    lines = text.split("\n")
    assert len(text) <= 3000
    assert lines[0] == "2 new deals"
    assert lines[1].startswith("1. Tungsten · ")
    assert lines[1].endswith(f"<{LINK.address}>")
    assert lines[-1] == f"{300 - (len(lines) - 2)} more deals"
    assert len(chat(MESSAGE, READER, many[:3], plain, 3000).split("\n")) == 4


def test_what_is_put_right_and_what_is_overdue_goes_to_machines_and_chats_too() -> None:
    told = render(replace(made(), notices=(notice(Amendment("stage", "agreement", None, EDITED)),)))
    data = json.loads(payload("id", told, READER, "correction", NOW, []))
    (one,) = data["corrections"]
    assert (one["key"], one["lines"][0]["was"]) == ("uztmk-itia", "Stage: agreement")
    assert one["lines"][0]["url"] == "https://gazeta.example/1"
    assert data["overdue"] == []
    lines = chat(told, READER, [item()], plain, 3000).split("\n")
    assert lines[1].startswith("1. Correction: ")
    assert lines[1].endswith("Gazeta.uz has edited its article. <https://gazeta.example/1>")
    assert lines[2].startswith("2. Tungsten · ")


def test_marks_of_a_chat_are_broken() -> None:
    told = unmarked("@channel [x](javascript:alert(1)) `code`\r\nline")
    assert "@channel" not in told
    assert "](" not in told
    assert "`" not in told
    assert "\n" not in told
