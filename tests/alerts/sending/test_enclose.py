"""The outbox keeps what the reader's channel sends: an email, or what the channel makes itself."""

import json
from dataclasses import replace

from alerts.rendering.message import Message
from alerts.sending.enclose import enclose
from tests.alerts.samples import NOW, READER, item


def test_an_email_for_mailboxes_and_folders_and_json_for_webhooks() -> None:
    message = Message("s", "t", "<p>h</p>")
    for address in ("mailto:a@example.org", "maildir:/tmp/x"):
        assert enclose(message, replace(READER, address=address), "daily", "2026-11-26", NOW).body.startswith(b"From: ")
    reader = replace(READER, address="webhook:https://a.example/")
    made = enclose(message, reader, "daily", "2026-11-26", NOW, items=[item()])
    assert json.loads(made.body)["id"] == made.message_id
    assert (made.address, made.slot, made.next_attempt_at) == (reader.address, "2026-11-26", NOW)
