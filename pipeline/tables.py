"""The reader of the word tables beside the code: a TOML file comes in, its checked tree goes out."""

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any


class InvalidTable(Exception):
    """A word table is wrong: mend the key or value that the sentence names."""


def read_table(path: Path, keys: Iterable[str]) -> dict[str, Any]:
    """Read a TOML file whose top level must hold exactly these keys; raise InvalidTable where it does not."""
    try:
        tree = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidTable(f"{path.name} is no valid TOML: {error}") from error
    keys = list(keys)
    check_keys(tree, keys, path.name)
    if missing := [key for key in keys if key not in tree]:
        raise InvalidTable(f"{path.name} has no [{missing[0]}]: add it")
    return tree


def check_keys(block: Mapping[str, Any], allowed: Iterable[str], where: str) -> None:
    """Refuse a key that nobody reads, naming the nearest one that is read."""
    allowed = list(allowed)
    for key in block:
        if key not in allowed:
            near = difflib.get_close_matches(key, allowed, n=1, cutoff=0.0)
            raise InvalidTable(
                f"{where}: unknown key {key!r}; did you mean {near[0]!r}?" if near else f"{where}: {key!r}"
            )
