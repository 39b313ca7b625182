"""Email over real SMTP: encrypted, authenticated, every answer in its right class, no password in any message."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from alerts.channels import BadAddress, Blocked, Deferred, Gone, Refused, Unwelcome
from alerts.channels.mailto import checked, send, server
from alerts.rendering.message import Message
from tests.alerts.postbox import PASSWORD, USER, Postbox, certificate, free_port, postbox
from tests.alerts.samples import sealed

TO = "reader@example.org"
LOGIN = f"{quote(USER, safe='')}:{quote(PASSWORD, safe='')}"


@pytest.fixture
def message() -> bytes:
    return sealed(Message("Вольфрам", ".\n.dot\nтекст\n", "<p>x</p>"))[1]


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Postbox]:
    with postbox() as opened:
        monkeypatch.setenv("KONCHI_SMTP", opened.address)
        yield opened


def test_the_message_arrives_as_it_was_stored_and_the_reply_is_kept(box: Postbox, message: bytes) -> None:
    assert send(message, TO) == "250 2.0.0 queued as 42"
    ((to, content),) = box.received
    assert (to, content.rstrip()) == (TO, message.rstrip())


@pytest.mark.parametrize(
    ("where", "answer", "meaning"),
    [
        ("recipients", "550 5.1.1 no such user", Gone),
        ("recipients", "556 5.1.10 the domain takes no mail", Gone),
        ("recipients", "550 5.2.1 mailbox disabled", Gone),
        ("recipients", "552 5.2.2 mailbox full", Refused),
        ("recipients", "451 4.7.1 greylisted, try later", Deferred),
        ("recipients", "421 4.3.2 shutting down", Deferred),
        ("data", "421 4.7.0 try again later, closing", Deferred),
        ("recipients", "550 5.7.1 not allowed to relay", Unwelcome),
        ("data", "554 5.6.0 message refused", Refused),
        ("data", "452 4.3.1 out of storage", Deferred),
        ("data", "554 5.7.26 this mail is unauthenticated", Unwelcome),
        ("data", "cut", Deferred),
        ("senders", "553 5.1.8 sender rejected", Blocked),
        ("senders", "421 4.3.2 shutting down", Blocked),
        ("senders", "550 5.7.1 not allowed to send", Blocked),
        ("senders", "451 4.1.8 try later", Deferred),
    ],
)
def test_every_answer_has_its_class(
    box: Postbox, message: bytes, where: str, answer: str, meaning: type[Exception]
) -> None:
    getattr(box, where)[TO if where != "senders" else "digest@konchi.example"] = answer
    with pytest.raises(meaning) as raised:
        send(message, TO)
    assert type(raised.value) is meaning
    assert answer == "cut" or answer in str(raised.value)


def test_starttls_and_a_password_with_odd_characters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, message: bytes
) -> None:
    trusted, context = certificate(tmp_path)
    monkeypatch.setenv("KONCHI_SMTP_CA", str(trusted))
    with postbox(tls_context=context, require_starttls=True, auth_required=True) as box:
        monkeypatch.setenv("KONCHI_SMTP", f"smtp://{LOGIN}@127.0.0.1:{box.port}?tls=starttls")
        send(message, TO)
        assert (box.logins, box.encrypted) == ([USER], [True])


@pytest.mark.filterwarnings("ignore:Requiring AUTH")  # aiosmtpd does not see the TLS it is wrapped in
def test_tls_from_the_first_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, message: bytes) -> None:
    trusted, context = certificate(tmp_path)
    monkeypatch.setenv("KONCHI_SMTP_CA", str(trusted))
    with postbox(ssl_context=context, auth_required=True, auth_require_tls=False) as box:
        monkeypatch.setenv("KONCHI_SMTP", f"smtps://{LOGIN}@127.0.0.1:{box.port}")
        send(message, TO)
        assert (box.logins, len(box.received)) == ([USER], 1)


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_an_untrusted_certificate_is_refused_before_any_password(
    scheme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, message: bytes
) -> None:
    _, context = certificate(tmp_path)
    options = {"ssl_context": context} if scheme == "smtps" else {"tls_context": context}
    with postbox(**options) as box:
        monkeypatch.setenv("KONCHI_SMTP", f"{scheme}://{LOGIN}@127.0.0.1:{box.port}?tls=starttls")
        with pytest.raises(Blocked, match="certificate"):
            send(message, TO)
        assert box.logins == []


def test_a_server_that_offers_no_tls_gets_no_password(
    box: Postbox, monkeypatch: pytest.MonkeyPatch, message: bytes
) -> None:
    monkeypatch.setenv("KONCHI_SMTP", f"smtp://{LOGIN}@127.0.0.1:{box.port}?tls=starttls")
    with pytest.raises(Blocked, match="STARTTLS"):
        send(message, TO)
    assert (box.logins, box.received) == ([], [])


def test_a_wrong_password_blames_the_setting_and_is_never_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, message: bytes
) -> None:
    trusted, context = certificate(tmp_path)
    monkeypatch.setenv("KONCHI_SMTP_CA", str(trusted))
    with postbox(tls_context=context, auth_required=True) as box:
        monkeypatch.setenv("KONCHI_SMTP", f"smtp://bot:hunter2@127.0.0.1:{box.port}?tls=starttls")
        with pytest.raises(Blocked, match="535") as raised:
            send(message, TO)
    assert "hunter2" not in f"{raised.value!r} {raised.value.__cause__!r} {server()!r}"


def test_nobody_listening_blocks_the_channel(monkeypatch: pytest.MonkeyPatch, message: bytes) -> None:
    monkeypatch.setenv("KONCHI_SMTP", f"smtp://127.0.0.1:{free_port()}")
    with pytest.raises(Blocked, match="cannot be used"):
        send(message, TO)


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("smtp://mail.example.org", ("mail.example.org", 587, "starttls")),
        ("smtp://mail.example.org:25?tls=none", ("mail.example.org", 25, "none")),
        ("smtps://mail.example.org", ("mail.example.org", 465, "smtps")),
        ("smtp://localhost:1025", ("localhost", 1025, "none")),
        ("smtp://[::1]:1025", ("::1", 1025, "none")),
        ("smtp://localhost:1025?tls=starttls", ("localhost", 1025, "starttls")),
    ],
)
def test_only_loopback_is_plain_unless_asked_for(setting: str, expected: tuple[str, int, str]) -> None:
    read = server(setting)
    assert (read.host, read.port, read.tls) == expected


@pytest.mark.parametrize(
    "setting", ["", "mail.example.org", "http://x", "smtp://h:port", "smtp://h?tls=maybe", "smtp://"]
)
def test_an_unusable_setting_says_what_to_write(setting: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KONCHI_SMTP", setting)
    with pytest.raises(Blocked, match="KONCHI_SMTP"):
        server()


def test_an_address_has_one_spelling() -> None:
    assert checked("Reader+x@EXAMPLE.org") == "Reader+x@example.org"
    assert checked("a@пример.рф") == "a@xn--e1afmkfd.xn--p1ai"


@pytest.mark.parametrize("to", ["", "reader", "a@b@c.org", "a b@c.org", "a@c.org\nBcc: x@y.z", "ж@c.org", "<a@c.org>"])
def test_what_is_no_address_is_refused(to: str) -> None:
    with pytest.raises(BadAddress, match="no email address"):
        checked(to)
