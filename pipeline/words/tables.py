"""The reader of the word tables beside the code: a TOML file comes in, its checked tree goes out."""

import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

LANGUAGES = ("en", "ru", "uz", "uz-Latn", "uz-Cyrl", "kk", "ky", "tg", "tr", "az", "zh", "ja", "ko", "de", "fr", "it")
_SLOT = re.compile(r"\{([a-z-]+)\}")  # of a frame or an entry: {words}, but not the {0,4} of a pattern
_BORDER = r"\b"
_SIGNS = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]")  # of a pattern: what is escaped, a set, a bracket, a bar


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
    """The patterns of a TOML file by part and language: read when first asked for, each compiled when it is.

    A language of a part has one entry or a list of them, any of which may match. A part's ``frame`` is what stands
    around them, where ``{words}`` stands for the entries. Any other name in braces, in the frame or in an entry, stands
    for the part's list of that name, which may have a list for each language.
    """

    def __init__(self, path: Path, parts: Iterable[str], languages: Iterable[str] = LANGUAGES) -> None:
        self.path, self.parts, self.languages = path, tuple(parts), tuple(languages)
        self._table: dict[str, dict[str, Any]] = {}
        self._made: dict[tuple[str, str], re.Pattern[str] | None] = {}
        self._alone: dict[tuple[str, str], tuple[re.Pattern[str], ...]] = {}

    def get(self, part: str, lang: str) -> re.Pattern[str] | None:
        """Return the pattern of a part in a language, scripts not told apart, None where there is none.

        Raises InvalidTable where the file has another part or language, or what is no pattern.
        """
        if (part, lang) not in self._made:
            block, spoken = self._block(part), lang.partition("-")[0]
            self._made[part, lang] = self._compiled(part, {spoken: block[spoken]}) if spoken in block else None
        return self._made[part, lang]

    def each(self, part: str, lang: str) -> tuple[re.Pattern[str], ...]:
        """Return a pattern for each entry that a part has in a language, scripts told apart. Raises as ``get`` does."""
        if (part, lang) not in self._alone:
            entries = _entries(self._said(part).get(lang, ()))
            self._alone[part, lang] = tuple(self._compiled(part, {lang: [entry]}) for entry in entries)
        return self._alone[part, lang]

    def by_language(self, part: str) -> dict[str, re.Pattern[str]]:
        """Return the pattern of each language that a part has. Raises InvalidTable as ``get`` does."""
        return {lang: self._compiled(part, {lang: said}) for lang, said in self._said(part).items()}

    def of_all(self, part: str) -> re.Pattern[str]:
        """Return one pattern of a part for texts of any language. Raises InvalidTable as ``get`` does."""
        return self._compiled(part, self._said(part))

    def words(self, part: str) -> tuple[str, ...]:
        """Return the entries of a part as they stand, of all languages. Raises InvalidTable where one is no string."""
        for lang, listed in self._said(part).items():
            if not isinstance(listed, str | list) or not all(isinstance(word, str) for word in listed):
                raise InvalidTable(f"{self.path.name} [{part}] {lang}: is no list of words")
        return tuple(_entries(self._said(part)))

    def _block(self, part: str) -> dict[str, Any]:
        self._table = self._table or read_table(self.path, self.parts)
        block, where = self._table[part], f"{self.path.name} [{part}]"
        lists = [value for key, value in block.items() if key in self.languages and isinstance(value, str | list)]
        named = [block.get("frame", ""), *(one for listed in lists for one in _entries(listed) if isinstance(one, str))]
        slots = [slot for text in named for slot in _SLOT.findall(text) if slot != "words"]
        check_keys(block, (*self.languages, "frame", *slots), where)
        if missing := [slot for slot in slots if slot not in block]:
            raise InvalidTable(f"{where} has no {missing[0]!r}, which its frame or an entry names: add it")
        return block

    def _said(self, part: str) -> dict[str, Any]:
        return {key: value for key, value in self._block(part).items() if key in self.languages}

    def _compiled(self, part: str, said: Mapping[str, Any]) -> re.Pattern[str]:
        block = self._block(part)
        try:
            words = dict.fromkeys(one for lang, listed in said.items() for one in filled(listed, lang, block))
            return re.compile(_with_lists(block.get("frame", "{words}"), block | {"words": [*_bordered(words)]}))
        except (re.error, TypeError) as error:
            key, why = next(_broken(said), None) or next(_broken(block), ("frame", error))
            raise InvalidTable(f"{self.path.name} [{part}] {key}: is no pattern: {why}") from error


def _entries(listed: str | Iterable[str] | Mapping[str, str | Iterable[str]]) -> Iterator[str]:
    """Yield the entries of a key once each: it holds one, a list of them, or either a language."""
    groups = listed.values() if isinstance(listed, Mapping) else [listed]
    return iter(dict.fromkeys(one for group in groups for one in ([group] if isinstance(group, str) else group)))


def filled(listed: str | Iterable[str], lang: str, block: Mapping[str, Any]) -> Iterator[str]:
    """Return a language's entries, each with the lists that it names; of a list for each language its own."""
    own = {key: value[lang] if isinstance(value, Mapping) and lang in value else value for key, value in block.items()}
    return (_with_lists(entry, own) for entry in _entries(listed))


def _with_lists(text: str, lists: Mapping[str, Any]) -> str:
    return _SLOT.sub(lambda slot: f"(?:{'|'.join(_entries(lists[slot[1]]))})", text)


def _bordered(entries: Iterable[str]) -> Iterator[str]:
    """Put a word's border before all neighbouring entries that begin with it: asked of each it costs ten times as much.

    What matches, and where, stays as it is.
    """
    for bordered, some in groupby(entries, lambda entry: entry.startswith(_BORDER) and not _is_parted(entry)):
        alike = [*some]
        if bordered and len(alike) > 1:
            yield rf"{_BORDER}(?:{'|'.join(entry.removeprefix(_BORDER) for entry in alike)})"
        else:
            yield from alike


def _is_parted(entry: str) -> bool:
    """Tell whether a bar stands outside of an entry's brackets: of what begins it, the rest is no part."""
    depth = 0
    for sign in _SIGNS.findall(entry):
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and not depth:
            return True
    return False


def _broken(block: Mapping[str, Any]) -> Iterator[tuple[str, Exception]]:
    """Yield the keys with an entry that is no pattern, and why it is none."""
    for key, listed in block.items():
        try:
            for entry in _entries(listed):
                re.compile(entry)
        except (re.error, TypeError) as error:
            yield key, error


def check_keys(block: Mapping[str, Any], allowed: Iterable[str], where: str) -> None:
    """Refuse a key that nobody reads, naming the nearest one that is read."""
    allowed = list(allowed)
    for key in block:
        if key not in allowed:
            near = difflib.get_close_matches(key, allowed, n=1, cutoff=0.0)
            raise InvalidTable(
                f"{where}: unknown key {key!r}; did you mean {near[0]!r}?" if near else f"{where}: {key!r}"
            )
