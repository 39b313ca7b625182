"""Uzbek in Latin letters comes in; the same in Cyrillic letters, by the official table, goes out."""

import re

from pipeline.words.fold import APOSTROPHES

_MARK = f"[{re.escape(APOSTROPHES)}]"
_VOWELS = "aeiouаеёиоуэюяў"
_PAIRS = {"yo": "ё", "yu": "ю", "ya": "я", "ye": "е", "sh": "ш", "ch": "ч", "oʻ": "ў", "gʻ": "ғ", "yoʻ": "йў"}
_PLAIN = zip("abdefghijklmnopqrstuvxyz", "абдефгҳижклмнопқрстувхйз", strict=True)
_LETTERS = dict(_PLAIN) | {"c": "к", "w": "в", "ʼ": "ъ"}
_LOANS = re.compile(r"ts(?=i(?:ya|on|al|at))", re.IGNORECASE)  # konsessiya is native by now, litsenziya is not
_TOKEN = re.compile(r"yoʻ|yo|yu|ya|ye|sh|ch|oʻ|gʻ|[a-zʼ]", re.IGNORECASE)
_KEPT = re.compile(r"(\{[^{}]*\})")  # what is filled in later is no Uzbek


def cyrillic(text: str) -> str:
    """Return the text in Uzbek Cyrillic; placeholders in braces and all that is no Latin letter stay as they are."""
    return "".join(part if _KEPT.fullmatch(part) else _written(part) for part in _KEPT.split(text))


def _written(text: str) -> str:
    text = re.sub(f"(?<=[oOgG]){_MARK}", "ʻ", text)
    text = re.sub(f"(?<=[^\\W\\d_]){_MARK}(?=[^\\W\\d_])", lambda found: "ʻ" if found[0] == "ʻ" else "ʼ", text)
    text = _LOANS.sub(lambda found: "Ц" if found[0][0] == "T" else "ц", text)
    return _TOKEN.sub(lambda found: _cased(_letter(found, text), found[0], text[found.end() : found.end() + 1]), text)


def _letter(found: re.Match[str], text: str) -> str:
    latin = found[0].lower()
    before = text[found.start() - 1 : found.start()].lower()
    if latin == "e" and (not before.isalpha() or before in _VOWELS):
        return "э"
    return _PAIRS.get(latin) or _LETTERS.get(latin, latin)


def _cased(letters: str, latin: str, following: str) -> str:
    """Return the letters in the case of the Latin ones: a pair is a capital where it is one, ЙЎ only among capitals."""
    if not latin[0].isupper():
        return letters
    return letters.upper() if len(letters) == 1 or following.isupper() else letters.capitalize()
