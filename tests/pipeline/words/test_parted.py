"""A text is parted at one go where it may be, and then has the words that the pattern finds in it."""

import random
import re
import string

import pytest

from pipeline.words.parted import Parted

LETTERS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
LETTERS_AND_DIGITS = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
SIGNS = [*"ab1'", *" -_.", "'", " ", "o'z", "''"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("two words, and a third", ["two", "words", "and", "a", "third"]),
        ("o'zbekiston's 'quoted' tog'-kon", ["o'zbekiston's", "quoted", "tog", "kon"]),
        ("usd 146m_eur", ["usd", "m", "eur"]),
        ("вольфрам и tungsten", ["вольфрам", "и", "tungsten"]),
        ("a''b", ["a", "b"]),
        ("", []),
        (" ' ", []),
    ],
)
def test_the_words_of_a_text_in_their_order(text: str, words: list[str]) -> None:
    assert list(Parted(LETTERS).words(text)) == words


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [(LETTERS, string.ascii_letters), (LETTERS_AND_DIGITS, string.ascii_letters + string.digits)],
)
def test_a_text_in_ascii_has_the_words_that_the_pattern_finds(pattern: re.Pattern[str], letters: str) -> None:
    signs, parted = random.Random(7), Parted(pattern, letters)  # noqa: S311 - texts
    for _ in range(2000):
        text = "".join(signs.choices(SIGNS, k=signs.randrange(12)))
        assert list(parted.words(text)) == pattern.findall(text), text
