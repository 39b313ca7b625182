"""How a guest speaks: its name, how long a host may ask it to stay away, what went wrong in words."""

import datetime as dt

import pytest
from scrapy.exceptions import DownloadTimeoutError

from crawler.manners.measures import HOSTS
from crawler.manners.politeness import network_reason, retry_after, user_agent

NOW = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("value", "pause"),
    [
        (b"1200", dt.timedelta(minutes=20)),
        (b"1", HOSTS.shortest_hold),
        (b"99999999999", HOSTS.longest_hold),
        (b"Thu, 01 Jan 2026 13:00:00 GMT", dt.timedelta(hours=1)),
        (b"Thu, 01 Jan 2099 13:00:00 GMT", HOSTS.longest_hold),
        (b"soon", HOSTS.shortest_hold),
        (b"", HOSTS.shortest_hold),
    ],
)
def test_a_pause_is_kept_within_reason(value: bytes, pause: dt.timedelta) -> None:
    assert retry_after(value, NOW) == NOW + pause


def test_the_name_is_honest_and_carries_the_contact(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KONCHI_CONTACT", "https://example.org/konchi\r\nX-Evil: 1")
    assert user_agent().startswith("Konchi/")
    assert "+https://example.org/konchi" in user_agent()
    assert "\n" not in user_agent()
    monkeypatch.delenv("KONCHI_CONTACT")
    assert user_agent().endswith("(news monitor)")


def test_a_fault_on_the_way_is_said_in_words() -> None:
    assert network_reason(TimeoutError("x")) == "TimeoutError: x"
    assert network_reason(DownloadTimeoutError("x")) == "no answer in time"
