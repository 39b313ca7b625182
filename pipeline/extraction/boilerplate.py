"""A line of a page comes in; whether it belongs to the page rather than to its article goes out."""

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline.words.phrases import CJK_SIGN
from pipeline.words.tables import check_keys, read_table

FILE = Path(__file__).with_name("boilerplate.toml")
_ALIKE = str.maketrans(dict.fromkeys("‘’ʻʼ`´′ʹ＇", "'") | {"İ": "i", "ё": "е", "Ё": "е"})
_UNLIKE = re.compile(f"[{''.join(map(chr, _ALIKE))}]")
_EDGES = ' \t\n«»“”"„|•·>›→—–-▶►📌👉🔗*#[('
_ENDS = re.compile(r"[.!?…:;。！？」』）)\]\"”»']$")
_QUOTED_END = re.compile(r"[^.!?…。！？][\"”»')\]）]$")
_SENTENCE = 80  # characters from which a line that ends with a quotation mark is a sentence
_SHORT = 30  # words
_LONGEST = 600  # characters: a longer line is the article's
_CJK_WORD = 2  # characters that count as one word where no spaces stand
_WIDE_SIGN = re.compile("[\u2e80-\uffef]")
_ARROWS = re.compile("[▲▼↑↓⬆⬇]")
_FIGURE = re.compile(r"\d[\d\s.,]*\d|\d")
_CLOCK = re.compile(
    r"^\W*(?:\d{1,2}[:.]\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2})[\s\d:./,|—–-]*$"
)
_CONTACT = re.compile(r"^\W*(?:\+?\d[\d\s()-]{6,}|\S+@\S+\.\S+|https?://\S+|(?:www\.)?[\w-]+\.[^\W\d_]{2,}/?\S*)\W*$")
_TRAIL = re.compile(r"\s[›»>→/]\s.*\s[›»>→/]\s")  # the way from the front page to this one
_REACH = re.compile(r"\S@\w[\w.-]*\.\w|(?:^|[\s(])@\w{4,}|\bt\.me/|https?://")
_CALL = 12  # words of a line that calls the reader to write, look or follow
_FEW_WORDS, _DIGITS = 6, 0.3  # a short line with so great a share of digits is made of figures
_TICKER_FIGURES = 3
_WORDS_PER_FIGURE = 3


def plain(line: str) -> str:
    """Return a line as the table compares it: lower case, one apostrophe, no signs around."""
    return _kept(line) if len(line) <= _LONGEST else _plain(line)


@lru_cache(maxsize=1024)  # every reader of a page asks for its lines
def _kept(line: str) -> str:
    return _plain(line)


def _plain(line: str) -> str:
    line = line.translate(_ALIKE) if _UNLIKE.search(line) else line
    return " ".join(line.casefold().split()).strip(_EDGES)


def words(line: str) -> int:
    """Count a line's words; two signs of Chinese, Japanese or Korean are one."""
    return len(line.split()) + len(CJK_SIGN.findall(line)) // _CJK_WORD


def weight(line: str) -> int:
    """Count a line's characters, those of Chinese, Japanese and Korean three times."""
    return len(line) if line.isascii() else len(line) + 2 * len(_WIDE_SIGN.findall(line))


def is_sentence(line: str) -> bool:
    """Say whether a line ends as sentences end; closing quotes alone end a name."""
    line = line.strip()
    return bool(_ENDS.search(line)) and not (len(line) < _SENTENCE and _QUOTED_END.search(line))


def is_boilerplate(line: str) -> bool:
    """Say whether the words of a line tell that it is none of the article's."""
    return len(line) <= _LONGEST and _is_boilerplate(line)


@lru_cache(maxsize=1024)  # the pages of an outlet have most of it in common
def _is_boilerplate(line: str) -> bool:
    compared = plain(line)
    if not any(char.isalpha() for char in compared) or any(form.search(line) for form in (_CLOCK, _CONTACT, _TRAIL)):
        return True
    label, beginning, anywhere, channel, action = _patterns()
    if beginning(compared) or (label(compared) and words(line) <= 2 * _SHORT):
        return True
    size = words(line)
    if size > _SHORT:
        return False
    if size <= _CALL and (_REACH.search(line) or (line.endswith("!") and channel(compared))):
        return True
    return bool(anywhere(compared) or (channel(compared) and action(compared))) or is_ticker(line)


def is_ticker(line: str) -> bool:
    """Say whether a line is made of figures: prices, rates, shares."""
    figures = len(_FIGURE.findall(line))
    if words(line) <= _FEW_WORDS and sum(map(str.isdigit, line)) >= _DIGITS * len(line):
        return True
    if _ARROWS.search(line) and figures:
        return True
    return figures >= _TICKER_FIGURES and words(line) <= _WORDS_PER_FIGURE * figures and not is_sentence(line)


def is_date(line: str) -> bool:
    """Say whether a line is a date or a time and nothing else, in figures."""
    return bool(_CLOCK.match(line))


def ends_article(line: str) -> bool:
    """Say whether a line is a heading after which nothing of the article comes."""
    return len(line) <= _SENTENCE and (_heading(line) in _headings("headings") or opens_comments(line))


def opens_comments(line: str) -> bool:
    """Say whether a line is the heading of the readers' comments."""
    return len(line) <= _SENTENCE and _heading(line) in _headings("comments")


def _heading(line: str) -> str:
    return plain(line).rstrip(":. 0123456789()")


@lru_cache(maxsize=2)
def _headings(kind: str) -> frozenset[str]:
    return frozenset(map(plain, table_of_words()["endings"][kind]))


Test = Callable[[str], object]


@lru_cache(maxsize=1)
def _patterns() -> tuple[Test, Test, Test, Test, Test]:
    table = table_of_words()
    labels = "|".join(_label(label) for label in sorted(table["labels"], key=len, reverse=True))
    beginnings = "|".join(_open(word) for word in table["beginnings"])
    return (
        re.compile(rf"(?:{labels})\s?(?:[:：—–|►»]|-\s|\(\d+\)$|$)").match,
        re.compile(rf"(?:{beginnings})").match,
        _any_of(table["anywhere"]),
        _any_of(table["promotion"]["channels"]),
        _any_of(table["promotion"]["actions"]),
    )


@lru_cache(maxsize=1)
def table_of_words() -> dict[str, Any]:
    """Read and check the table. Raises InvalidTable with the key that is wrong."""
    table = read_table(FILE, ("labels", "beginnings", "anywhere", "promotion", "endings", "names"))
    check_keys(table["promotion"], ("channels", "actions"), "boilerplate.toml [promotion]")
    check_keys(table["endings"], ("comments", "headings"), "boilerplate.toml [endings]")
    check_keys(table["names"], ("strong", "weak", "whole"), "boilerplate.toml [names]")
    return table


def _label(label: str) -> str:
    """A star is up to four words, or the rest of a word."""
    pattern = re.escape(plain(label) if not label.endswith("*") else label.translate(_ALIKE).casefold())
    return pattern.replace(r"\ \*", r"(?:\s[^\s:]+){0,4}").replace(r"\*", r"[^\s:]*")


def _open(word: str) -> str:
    return re.escape(word.translate(_ALIKE).casefold()).replace(r"\ \*", r"(?:\s[^\s:]+){0,4}").replace(r"\*", r"\S*")


def _any_of(parts: list[str]) -> Test:
    return re.compile("|".join(re.escape(part.translate(_ALIKE).casefold()) for part in parts)).search
