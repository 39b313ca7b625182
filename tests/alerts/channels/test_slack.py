"""Lines in a chat of Slack, Mattermost or Rocket.Chat."""

import json
from dataclasses import replace

from alerts.channels import slack
from alerts.rendering.message import Message
from tests.alerts.hookbox import hookbox
from tests.alerts.samples import LINK, NOW, READER, item


def test_a_line_a_deal_arrives_with_its_link() -> None:
    _, body = slack.enclose(Message("1 new deal", "t", "h"), READER, "daily", NOW, [item()])
    with hookbox() as box:
        assert slack.send(body, box.url) == "200 ok"
        lines = box.said()["text"].split("\n")
    assert lines[0] == "1 new deal"
    assert lines[1].startswith(f"1. <{LINK.address}|Tungsten · ")


def test_a_hostile_name_mentions_nobody_and_links_nowhere() -> None:
    name = "<!channel> @all </x|y> [a](javascript:b) & <https://evil.example|Citi>"
    told = item(parties=(("x:evil", name, None),), links=(replace(LINK, address="javascript:alert(1)"),))
    text = json.loads(slack.enclose(Message("s", "t", "h"), READER, "daily", NOW, [told])[1])["text"]
    assert not set("<>|") & set(text)
    assert "@all" not in text
    assert "](" not in text
    assert len(slack.enclose(Message("s", "t", "h"), READER, "daily", NOW, [told] * 500)[1]) < 40_000
