"""Nothing comes in; the files that a backup must keep beside the database, with the place of each, go out."""

import os
from pathlib import Path

from pipeline.db import data_folder

SOURCES = "sources"


def kept() -> dict[str, Path]:
    """Return the files there are, by their name in a backup: readers, the secret of links, a catalogue of one's own."""
    folder = os.environ.get("KONCHI_SOURCES")
    own = sorted(Path(folder).glob("*.toml")) if folder else []
    named = {name: place(name) for name in ("secret", "subscriptions.toml")}
    return {name: path for name, path in named.items() if path.is_file()} | {
        f"{SOURCES}/{path.name}": path for path in own
    }


def place(name: str) -> Path:
    """Return where a file of a backup belongs on this machine."""
    if name == "subscriptions.toml" and (configured := os.environ.get("KONCHI_SUBSCRIPTIONS")):
        return Path(configured)
    head, _, rest = name.partition("/")
    if head == SOURCES and rest:
        return Path(os.environ.get("KONCHI_SOURCES") or data_folder() / SOURCES) / Path(rest).name
    return data_folder() / Path(name).name
