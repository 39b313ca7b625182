"""The bytes of an email come in; they go out with a DKIM signature (RFC 6376) before them, where there is a key."""

import os
import re
from functools import lru_cache
from pathlib import Path

from pipeline.text import one_line

SIGNED = (
    *("from", "to", "subject", "date", "message-id", "list-id", "list-unsubscribe", "list-unsubscribe-post"),
    *("auto-submitted", "feedback-id", "in-reply-to", "references", "mime-version", "content-type"),
)  # RFC 8058 asks for both of the headers by which a reader unsubscribes
_SELECTOR = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?")


class InvalidKey(Exception):
    """Emails cannot be signed as the settings say; the message says why."""


def signed(message: bytes, sender: str) -> bytes:
    """Return the message signed for the sender's domain, as it is where no key is set. Raises InvalidKey."""
    path = os.environ.get("KONCHI_DKIM_KEY")
    if not path:
        return message
    try:
        import dkim  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise InvalidKey(
            "KONCHI_DKIM_KEY is set, and what signs is not installed: pip install 'konchi[dkim]'"
        ) from error
    key, selector, domain = _key(path), _selector(), _domain(sender.rpartition("@")[2])
    try:
        header = dkim.sign(
            message,
            selector.encode("ascii"),
            domain.encode("idna"),
            key,
            canonicalize=(b"relaxed", b"relaxed"),
            include_headers=[name.encode("ascii") for name in SIGNED],
            linesep=b"\r\n",
        )
    except dkim.DKIMException as error:
        raise InvalidKey(
            f"KONCHI_DKIM_KEY={one_line(path)}: this is no private RSA key in PEM form ({error})"
        ) from error
    return bytes(header) + message


@lru_cache(maxsize=1)
def _key(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise InvalidKey(f"KONCHI_DKIM_KEY={one_line(path)} cannot be read: {error.strerror}") from error


def _selector() -> str:
    wish = os.environ.get("KONCHI_DKIM_SELECTOR", "")
    if not _SELECTOR.fullmatch(wish):
        raise InvalidKey(
            f"KONCHI_DKIM_SELECTOR={one_line(wish)!r} must name the key: what stands before ._domainkey in the DNS"
        )
    return wish


def _domain(sender: str) -> str:
    """Return the domain that signs: KONCHI_DKIM_DOMAIN, which must be the sender's or one above it, or the sender's."""
    wish = os.environ.get("KONCHI_DKIM_DOMAIN", "").strip().lower() or sender
    if sender.lower() != wish and not sender.lower().endswith(f".{wish}"):
        raise InvalidKey(f"KONCHI_DKIM_DOMAIN={one_line(wish)!r} does not sign for the sender's domain {sender!r}")
    return wish
