"""The channel of an address is the module named as its scheme."""

import re
from pathlib import Path

import pytest

from alerts.channels import BadAddress, UnknownChannel, channel, channels, normal, send, shown, split
from alerts.rendering.message import Message
from tests.alerts.samples import sealed


def test_the_modules_of_the_folder_are_the_channels() -> None:
    assert channels() == ["apprise", "atom", "maildir", "mailto", "slack", "teams", "telegram", "webhook"]


@pytest.mark.parametrize("scheme", channels())
def test_every_channel_can_check_and_send(scheme: str) -> None:
    assert callable(channel(scheme).checked)
    assert callable(channel(scheme).send)


def test_a_plain_address_is_an_email_address() -> None:
    assert split("reader@example.org") == ("mailto", "reader@example.org")
    assert normal(" reader@EXAMPLE.org ") == "mailto:reader@example.org"
    assert normal("maildir:/tmp/box") == "maildir:/tmp/box"


def test_an_unknown_scheme_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownChannel, match="did you mean 'mailto'"):
        normal("mailtoo:reader@example.org")
    with pytest.raises(BadAddress):
        normal("")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("mailto:reader@example.org", r"mailto:reader@example\.org"),
        ("maildir:/tmp/box", "maildir:/tmp/box"),
        ("telegram:@konchi", "telegram:@konchi"),
        ("slack:https://hooks.slack.com/services/s3cret", r"slack:https://hooks\.slack\.com/\.\.\.#[0-9a-f]{6}"),
        ("webhook:https://user:s3cret@example.org/?s3cret", r"webhook:https://example\.org/\.\.\.#[0-9a-f]{6}"),
        ("apprise:tgram://s3cret/12", r"apprise:tgram://\.\.\.#[0-9a-f]{6}"),
        ("webhook:https://[s3cret", r"webhook:\.\.\."),
    ],
)
def test_of_an_address_that_is_a_secret_only_enough_is_shown_to_know_it(address: str, said: str) -> None:
    assert re.fullmatch(said, shown(address))
    assert shown(address) != shown(f"{address}x") or "[" in address


def test_a_message_goes_to_the_channel_of_its_address(tmp_path: Path) -> None:
    body = sealed(Message("s", "t", "h"))[1]
    assert send(body, f"maildir:{tmp_path}").startswith("stored as")
