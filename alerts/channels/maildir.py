"""A message and a folder come in; the message stands in that Maildir, once, whatever happened in between."""

import email
import hashlib
import os
from pathlib import Path

from alerts.channels import BadAddress, Deferred
from pipeline.db import data_folder


def checked(to: str) -> str:
    """Return the folder; none means ``Maildir`` in the data folder, a relative one starts there too."""
    if not to.isprintable():
        raise BadAddress(f"{to!r} is no folder; write e.g. maildir:/home/reader/Maildir")
    return str(data_folder() / Path(to or "Maildir").expanduser())


def send(message: bytes, to: str) -> str:
    """Write the message into the Maildir; its name is made from the Message-ID, so that a twin changes nothing."""
    name = hashlib.sha256(str(email.message_from_bytes(message)["Message-ID"]).encode()).hexdigest()[:32] + ".konchi"
    folder = Path(checked(to))
    try:
        for part in ("tmp", "new", "cur"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        if any(folder.glob(f"new/{name}")) or any(folder.glob(f"cur/{name}*")):
            return f"already in {folder}"
        _write(folder / "tmp" / name, message)
        (folder / "tmp" / name).replace(folder / "new" / name)
        _sync(folder / "new")
    except OSError as error:
        raise Deferred(f"{folder}: {error.strerror or error}") from error
    return f"stored as {folder / 'new' / name}"


def _write(path: Path, message: bytes) -> None:
    with path.open("wb") as file:
        file.write(message.replace(b"\r\n", b"\n"))  # a Maildir holds the lines of its own system
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Make a new name in the folder survive a power cut, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
