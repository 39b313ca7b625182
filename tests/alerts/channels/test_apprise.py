"""The bridge to Apprise, with one of its services that posts JSON to a server of the test's own."""

import pytest

from alerts.channels import BadAddress, Deferred, apprise
from alerts.rendering.message import Message
from tests.alerts.hookbox import hookbox
from tests.alerts.samples import LINK, NOW, READER, item

BODY = apprise.enclose(Message("1 new deal", "t", "h"), READER, "daily", NOW, [item()])[1]


def test_title_and_lines_arrive() -> None:
    with hookbox() as box:
        assert apprise.send(BODY, box.url.replace("http://", "json://")).startswith("taken by")
        said = box.said()
    assert said["title"] == "1 new deal"
    assert "1. Tungsten · " in said["message"]
    assert LINK.address in said["message"]


def test_a_service_that_does_not_take_it_is_tried_again() -> None:
    with hookbox() as box:
        box.answer = (500, {}, b"")
        with pytest.raises(Deferred):
            apprise.send(BODY, box.url.replace("http://", "json://"))


def test_an_address_that_no_service_has_is_refused() -> None:
    assert apprise.checked("json://127.0.0.1/") == "json://127.0.0.1/"
    with pytest.raises(BadAddress, match="Apprise knows no such address"):
        apprise.checked("nosuchservice://x")
