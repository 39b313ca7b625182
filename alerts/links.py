"""A reader and a message come in; signed links to this service go out, and what a link says comes back, checked."""

import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from itsdangerous import BadData, URLSafeTimedSerializer

from pipeline.db import data_folder
from pipeline.files import locked, replace

LASTING = 3 * 24 * 3600  # seconds that a link which confirms a subscription is good for
UNSUBSCRIBE, VIEW, CONFIRM = "unsubscribe", "view", "confirm"


class BadLink(Exception):
    """This link is not one of ours, or its time is over; ask for a new one."""


class InvalidUrl(Exception):
    """KONCHI_URL is no address of a web service; write e.g. https://konchi.example.org."""


@dataclass(frozen=True)
class Links:
    """Where the reader of one message can end or pause the subscription, and read the message in a browser."""

    unsubscribe: str
    view: str


def base() -> str | None:
    """Return where readers reach this service: KONCHI_URL without its last slash; None where it is not set.

    Raises InvalidUrl.
    """
    wish = os.environ.get("KONCHI_URL", "").strip().rstrip("/")
    if not wish:
        return None
    try:
        parts = urlsplit(wish)
    except ValueError as error:
        raise InvalidUrl(InvalidUrl.__doc__) from error
    plain = wish.isascii() and wish.isprintable() and not set(wish) & set(" \"'<>?#")
    if parts.scheme not in {"http", "https"} or not parts.hostname or not plain:
        raise InvalidUrl(InvalidUrl.__doc__)
    return wish


def links(address: str, kind: str, slot: str) -> Links | None:
    """Return the links of a message, known by its reader, kind and slot; None where no service is announced."""
    where = base()
    if where is None:
        return None
    return Links(
        f"{where}/u/{sealed(UNSUBSCRIBE, address)}",
        f"{where}/v/{sealed(VIEW, address, kind, slot)}",
    )


def sealed(purpose: str, *parts: str) -> str:
    """Return the parts as one signed word, good for this purpose alone."""
    return str(_serializer(purpose).dumps(list(parts)))


def opened(purpose: str, word: str, lasting: int | None = None) -> list[str]:
    """Return the parts of a signed word. Raises BadLink where it is forged, or older than so many seconds."""
    try:
        parts = _serializer(purpose).loads(word, max_age=lasting)
    except BadData as error:
        raise BadLink(BadLink.__doc__) from error
    return [str(part) for part in parts]


def _serializer(purpose: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(_secret(), salt=f"konchi.{purpose}", signer_kwargs={"digest_method": hashlib.sha256})


def _secret() -> str:
    """Return KONCHI_SECRET, or the one in the data folder, made where there is none."""
    setting = os.environ.get("KONCHI_SECRET")
    if setting:
        return setting
    path: Path = data_folder() / "secret"
    if not path.exists():
        with locked(path):
            if not path.exists():
                replace(path, secrets.token_hex(32).encode("ascii"), 0o600)
    return path.read_text(encoding="ascii")
