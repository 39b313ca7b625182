"""The reader of the word tables beside the code: a TOML file comes in, its checked tree goes out."""

import difflib
import re
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


class Patterns:
    """The patterns of a TOML file by part and language: read when first asked for, each compiled when it is."""

    def __init__(self, path: Path, parts: Iterable[str], languages: Iterable[str]) -> None:
        self.path, self.parts, self.languages = path, tuple(parts), tuple(languages)
        self._table: dict[str, dict[str, str]] = {}
        self._made: dict[tuple[str, str], re.Pattern[str] | None] = {}

    def get(self, part: str, lang: str) -> re.Pattern[str] | None:
        """Return the pattern of a part in a language, scripts not told apart, None where there is none.

        Raises InvalidTable where the file has another part or language, or what is no pattern.
        """
        if (part, lang) not in self._made:
            self._made[part, lang] = self._compiled(part, lang.partition("-")[0])
        return self._made[part, lang]

    def _compiled(self, part: str, lang: str) -> re.Pattern[str] | None:
        self._table = self._table or read_table(self.path, self.parts)
        where = f"{self.path.name} [{part}]"
        check_keys(self._table[part], self.languages, where)
        shape = self._table[part].get(lang)
        try:
            return None if shape is None else re.compile(shape)
        except (re.error, TypeError) as error:
            raise InvalidTable(f"{where} {lang}: is no pattern: {error}") from error


def check_keys(block: Mapping[str, Any], allowed: Iterable[str], where: str) -> None:
    """Refuse a key that nobody reads, naming the nearest one that is read."""
    allowed = list(allowed)
    for key in block:
        if key not in allowed:
            near = difflib.get_close_matches(key, allowed, n=1, cutoff=0.0)
            raise InvalidTable(
                f"{where}: unknown key {key!r}; did you mean {near[0]!r}?" if near else f"{where}: {key!r}"
            )
