"""An Adaptive Card in a channel of Microsoft Teams."""

import json
from dataclasses import replace

from alerts.channels import teams
from alerts.rendering.message import Message
from tests.alerts.hookbox import hookbox
from tests.alerts.samples import LINK, NOW, READER, item


def test_a_card_arrives_with_a_block_a_deal() -> None:
    _, body = teams.enclose(Message("1 new deal", "t", "h"), READER, "daily", NOW, [item()])
    with hookbox() as box:
        assert teams.send(body, box.url) == "200 ok"
        (attached,) = box.said()["attachments"]
    assert attached["contentType"] == "application/vnd.microsoft.card.adaptive"
    blocks = attached["content"]["body"]
    assert [block["type"] for block in blocks] == ["TextBlock", "TextBlock"]
    assert blocks[1]["text"].startswith("1. [Tungsten · ")
    assert blocks[1]["text"].endswith(f"]({LINK.address})")


def test_a_hostile_name_is_text_and_many_deals_stay_within_the_limit() -> None:
    told = item(
        parties=(("x:evil", "[a](https://evil.example) **b** _c_ @x", None),), links=(replace(LINK, address="data:x"),)
    )
    body = teams.enclose(Message("s", "t", "h"), READER, "daily", NOW, [told] * 500)[1]
    text = json.loads(body)["attachments"][0]["content"]["body"][1]["text"]
    assert r"\[a\]" in text
    assert r"\*\*b\*\*" in text
    assert "](" not in text
    assert len(body) < 28_000
