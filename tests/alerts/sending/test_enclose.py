"""The outbox keeps what the reader's channel sends: an email, or what the channel makes itself."""

import json
from dataclasses import replace

from alerts.render import Message
from alerts.sending.enclose import enclose
from tests.alerts.samples import NOW, READER, item


def test_an_email_for_mailboxes_and_folders_and_json_for_webhooks() -> None:
    message = Message("s", "t", "<p>h</p>")
    for address in ("mailto:a@example.org", "maildir:/tmp/x"):
        assert enclose(message, replace(READER, address=address), "daily", NOW)[1].startswith(b"From: ")
    message_id, body = enclose(message, replace(READER, address="webhook:https://a.example/"), "daily", NOW, [item()])
    assert json.loads(body)["id"] == message_id
