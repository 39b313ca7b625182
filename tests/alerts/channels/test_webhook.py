"""Signed JSON, posted by the Standard Webhooks specification."""

import base64
import hashlib
import hmac

import pytest

from alerts.channels import BadAddress, Blocked, webhook
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


def verified(secret: str, headers: dict[str, str], body: bytes) -> bool:
    """Check as the standard tells receivers to: the key is the base64 behind whsec_, any of the signatures may fit."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.{body.decode()}".encode()
    expected = base64.b64encode(hmac.new(key, content, hashlib.sha256).digest())
    versions = (one.split(",", 1) for one in headers["webhook-signature"].split(" "))
    return any(version == "v1" and hmac.compare_digest(expected, one.encode()) for version, one in versions)


def test_a_receiver_that_goes_by_the_standard_can_check_it(monkeypatch: pytest.MonkeyPatch) -> None:
    secret = f"whsec_{base64.b64encode(bytes(range(32))).decode()}"
    monkeypatch.setenv("KONCHI_WEBHOOK_SECRET", secret)
    with hookbox() as box:
        webhook.send(webhook.enclose(MESSAGE, READER, "daily", NOW, [item()])[1], box.url)
        ((_, headers, posted),) = box.posted
    assert verified(secret, headers, posted)
    assert not verified(secret, headers, posted + b" ")


def test_the_example_of_the_standard_is_signed_as_there() -> None:
    signed = webhook.signature(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", b'{"test": 2432232314}'
    )
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize("secret", ["whsec_====", "whsec_x", "whsec_not base64!", "whsec_ключ"])
def test_a_secret_that_was_cut_blocks_the_channel_and_is_not_printed(
    secret: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KONCHI_WEBHOOK_SECRET", secret)
    with pytest.raises(Blocked, match="KONCHI_WEBHOOK_SECRET") as raised:
        webhook.send(b'{"id": "m"}', "https://127.0.0.1:1/")
    assert secret not in f"{raised.value},"  # which names the prefix alone


def test_without_a_secret_nothing_is_signed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KONCHI_WEBHOOK_SECRET", raising=False)
    with hookbox() as box:
        webhook.send(webhook.enclose(MESSAGE, READER, "daily", NOW)[1], box.url)
        assert "webhook-signature" not in box.posted[0][1]


def test_a_plain_address_elsewhere_is_refused() -> None:
    with pytest.raises(BadAddress, match="webhook:https://"):
        webhook.checked("http://example.org/")
