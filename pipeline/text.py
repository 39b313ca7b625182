"""The one door through which every string enters the database: foreign text comes in, storable text goes out."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

# NUL stops PostgreSQL and cuts SQLite's functions; lone surrogates cannot be encoded; bidi controls disguise what a
# reader sees; the other C0 and C1 controls and the Unicode line separators break mail headers and log lines.
_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_PLAIN = {int, float, bool, type(None)}  # most of a fingerprint
_NAME = 60  # characters; longer texts rarely come twice
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


def clean(text: str) -> str:
    """Return the text in NFC, with line breaks as LF and without characters that no store or reader can bear."""
    if text.isascii() and text.isprintable():
        return text
    return _remembered(text) if len(text) <= _NAME else _clean(text)


def _clean(text: str) -> str:
    # Most need nothing, and this is told ten times as fast.
    plain = text.isprintable() or text.replace("\n", "").replace("\u00a0", "").isprintable()
    if plain and unicodedata.is_normalized("NFC", text):
        return text
    return unicodedata.normalize("NFC", _UNWANTED.sub("", _BREAKS.sub("\n", text)))


_remembered = lru_cache(maxsize=20_000)(_clean)  # ids, names and kinds come again and again


def one_line(text: str) -> str:
    """Return the cleaned text on one line with single spaces: for titles, names, subjects and log lines."""
    return " ".join(clean(text).split())


def clean_tree(value: Any) -> Any:  # noqa: ANN401 - JSON is any of its types
    """Return a JSON-like value with every string in it, keys included, cleaned."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {clean(str(key)): item if type(item) in _PLAIN else clean_tree(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        return [item if type(item) in _PLAIN else clean_tree(item) for item in value]
    return value
