"""Signed JSON, posted by the Standard Webhooks specification."""

import base64
import hashlib
import hmac

import pytest

from alerts.channels import BadAddress, webhook
from alerts.rendering.message import Message
from tests.alerts.hookbox import hookbox
from tests.alerts.samples import NOW, READER, item

MESSAGE = Message("1 new deal", "text", "<p>x</p>")


def test_the_json_arrives_as_it_was_stored_with_a_signature_that_can_be_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("KONCHI_WEBHOOK_SECRET", "s3cret")
    message_id, body = webhook.enclose(MESSAGE, READER, "daily", NOW, [item()])
    with hookbox() as box:
        assert webhook.send(body, f"{box.url}/konchi") == "200 ok"
        ((path, headers, posted),) = box.posted
    assert (path, posted) == ("/konchi", body)
    assert headers["webhook-id"] == message_id
    signed = f"{message_id}.{headers['webhook-timestamp']}.".encode() + posted
    expected = base64.b64encode(hmac.new(b"s3cret", signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"


def test_without_a_secret_nothing_is_signed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KONCHI_WEBHOOK_SECRET", raising=False)
    with hookbox() as box:
        webhook.send(webhook.enclose(MESSAGE, READER, "daily", NOW)[1], box.url)
        assert "webhook-signature" not in box.posted[0][1]


def test_a_plain_address_elsewhere_is_refused() -> None:
    with pytest.raises(BadAddress, match="webhook:https://"):
        webhook.checked("http://example.org/")
