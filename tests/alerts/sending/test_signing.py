"""Signatures hold on the bytes that arrive at a real mail server, and a key that cannot sign is refused at once."""

import base64
import re
from pathlib import Path

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa

from alerts.channels.mailto import send
from alerts.rendering.message import Message
from alerts.sending.signing import InvalidKey, signed
from tests.alerts.postbox import postbox
from tests.alerts.samples import item, sealed
from tests.figures import Figure

UNSUBSCRIBE = "https://konchi.example/u/word"
MESSAGE = Message("3 сделки: вольфрам 钨", "Text.\n.\nFrom here\n", "<p>вольфрам</p>", UNSUBSCRIBE)
FROM = "Konchi <digest@news.konchi.example>"


def pem(key: rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


@pytest.fixture
def published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """Set a key, and give what the DNS would say of it."""
    key = rsa.generate_private_key(65537, 2048)
    (tmp_path / "dkim.pem").write_bytes(pem(key))
    monkeypatch.setenv("KONCHI_DKIM_KEY", str(tmp_path / "dkim.pem"))
    monkeypatch.setenv("KONCHI_DKIM_SELECTOR", "autumn")
    monkeypatch.setenv("KONCHI_FROM", FROM)
    shown = key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return b"v=DKIM1; k=rsa; p=" + base64.b64encode(shown)


def holds(content: bytes, published: bytes, name: str = "autumn._domainkey.news.konchi.example.") -> bool:
    """Verify as a receiver would, the DNS being here."""
    known = {name.encode(): published}
    return bool(dkim.verify(content, dnsfunc=lambda asked, timeout=5: known.get(asked)))  # noqa: ARG005


def test_what_arrives_is_signed_with_everything_a_reader_trusts(
    published: bytes, monkeypatch: pytest.MonkeyPatch, figure: Figure
) -> None:
    _, stored = sealed(MESSAGE, item(), kind="instant")
    with postbox() as box:
        monkeypatch.setenv("KONCHI_SMTP", box.address)
        for _ in range(2):  # a retry sends the same bytes
            send(stored, "reader@example.org")
    (_, first), (_, again) = box.received
    assert first == again
    assert holds(first, published)
    covered = re.search(rb"h=([^;]+);", re.sub(rb"\s+", b"", first.partition(b"b=")[0]))
    assert covered
    names = {name.decode().lower() for name in covered[1].split(b":")}
    assert {"from", "to", "subject", "date", "message-id"} <= names
    bare = {"list-unsubscribe", "list-unsubscribe-post"} - names
    figure(15, "headers of unsubscribing that a signature does not cover, of 2", len(bare), 0, "")


@pytest.mark.parametrize("harm", [(b"/u/word", b"/u/evil"), (b"One-Click", b"Two-Click"), (b"digest@", b"others@")])
def test_a_message_changed_on_its_way_does_not_hold(published: bytes, harm: tuple[bytes, bytes]) -> None:
    _, stored = sealed(MESSAGE)
    assert holds(stored, published)
    assert harm[0] in stored
    assert not holds(stored.replace(*harm), published)


def test_a_domain_above_the_senders_may_sign(published: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KONCHI_DKIM_DOMAIN", "konchi.example")
    assert holds(sealed(MESSAGE)[1], published, "autumn._domainkey.konchi.example.")
    monkeypatch.setenv("KONCHI_DKIM_DOMAIN", "other.example")
    with pytest.raises(InvalidKey, match="does not sign for"):
        sealed(MESSAGE)


def test_without_a_key_nothing_is_signed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KONCHI_DKIM_KEY", raising=False)
    assert signed(b"From: a@b.example\r\n\r\n", "a@b.example") == b"From: a@b.example\r\n\r\n"


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("wrong", ["missing", "text", "curve", "selector"])
def test_a_key_that_cannot_sign_is_refused_with_advice(
    wrong: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / f"{wrong}.pem"
    if wrong == "selector":
        monkeypatch.setenv("KONCHI_DKIM_SELECTOR", "two words")
    else:
        monkeypatch.setenv("KONCHI_DKIM_KEY", str(path))
    if wrong == "text":
        path.write_text("Dear reader")
    if wrong == "curve":
        path.write_bytes(pem(ed25519.Ed25519PrivateKey.generate()))
    with pytest.raises(InvalidKey, match="KONCHI_DKIM_SELECTOR" if wrong == "selector" else "KONCHI_DKIM_KEY"):
        sealed(MESSAGE)
