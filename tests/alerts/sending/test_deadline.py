"""Whoever answers a little at a time is cut off: no message takes longer than its channel's limit."""

import socket
import time
from pathlib import Path

import pytest

from alerts.channels import Blocked, Deferred, mailto
from alerts.rendering.message import Message
from alerts.sending import posting
from alerts.sending.deadline import Deadline
from alerts.sending.posting import post
from tests.alerts.hookbox import drip
from tests.alerts.postbox import certificate
from tests.alerts.samples import sealed
from tests.waiting import LONGEST

LIMIT = 0.3
CHUNKED = b"Transfer-Encoding: chunked\r\n\r\n"


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    for channel in (posting, mailto):
        monkeypatch.setattr(channel, "LIMIT", LIMIT)
        monkeypatch.setattr(channel, "TIMEOUT", LONGEST)  # of each byte: it never ends this


def test_a_hook_that_drips_its_status_is_tried_again() -> None:
    with drip(b"", b"x") as port, pytest.raises(Deferred, match="no answer within"):
        post(f"http://127.0.0.1:{port}/secret", b"{}", {})


def test_a_handshake_that_drips_is_cut_and_no_certificate_is_blamed() -> None:
    hello = b"\x16\x03\x03\x40\x00\x02\x00\x3f\xfc"  # the head of a long record, which then comes byte by byte
    with drip(hello, b"x") as port, pytest.raises(Deferred, match="no answer within"):
        post(f"https://127.0.0.1:{port}/secret", b"{}", {})


@pytest.mark.parametrize(("rest", "drop"), [(b"X-Long: ", b"x"), (CHUNKED, b"1\r\n.\r\n")])
def test_where_head_or_body_drip_the_status_is_what_counts(rest: bytes, drop: bytes) -> None:
    with drip(b"HTTP/1.1 200 OK\r\n" + rest, drop) as port:
        assert post(f"http://127.0.0.1:{port}/", b"{}", {}).startswith("200")
    with drip(b"HTTP/1.1 500 No\r\n" + rest, drop) as port, pytest.raises(Deferred, match="500"):
        post(f"http://127.0.0.1:{port}/", b"{}", {})


def test_an_encrypted_answer_that_drips_is_cut_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trusted, context = certificate(tmp_path)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(trusted))
    with drip(b"", b"x", context) as port, pytest.raises(Deferred, match="no answer within"):
        post(f"https://127.0.0.1:{port}/", b"{}", {})


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_mail_server_that_drips_rests(scheme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trusted, context = certificate(tmp_path)
    monkeypatch.setenv("KONCHI_SMTP_CA", str(trusted))
    message = sealed(Message("News", "text\n", "<p>x</p>"))[1]
    with drip(b"", b"220-wait\r\n", context if scheme == "smtps" else None) as port:
        monkeypatch.setenv("KONCHI_SMTP", f"{scheme}://127.0.0.1:{port}")
        with pytest.raises(Blocked, match="not done within"):
            mailto.send(message, "reader@example.org")


def test_one_that_drips_over_the_message_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailto, "LIMIT", LIMIT * 10)  # the sender is greeted before it is over
    message = sealed(Message("News", "text\n", "<p>x</p>"))[1]
    with drip(b"220 hello\r\n250 hello\r\n", b"250-yes\r\n") as port:
        monkeypatch.setenv("KONCHI_SMTP", f"smtp://127.0.0.1:{port}")
        with pytest.raises(Deferred, match="not done within"):
            mailto.send(message, "reader@example.org")


def test_what_is_opened_too_late_is_cut_at_once_and_what_is_done_in_time_is_left_alone() -> None:
    here, there = socket.socketpair()
    with here, there, Deadline(0) as deadline:
        while not deadline.over:
            time.sleep(0.001)
        assert deadline.watch(here).recv(1) == b""
    here, there = socket.socketpair()
    with here, there:
        with Deadline(LONGEST) as deadline:
            deadline.watch(here)
        there.sendall(b"x")
        assert here.recv(1) == b"x"
