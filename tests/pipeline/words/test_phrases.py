"""Vocabularies: one spelling in the tables finds every form in a text."""

import re

import pytest

from pipeline.words.phrases import Words, among_figures, fold
from pipeline.words.tables import InvalidTable


def test_folding_keeps_every_character_in_its_place() -> None:
    text = "Oʻzbekiston\u00a0İŞ — ЁЛКА’S\u2011"
    assert len(fold(text)) == len(text)
    assert fold(text) == "o'zbekiston iş — елка's-"


@pytest.mark.parametrize(
    ("word", "text", "end"),
    [
        ("dollar*", "dollarlik", 9),
        ("dollar*", "dollar", 6),
        ("dollar", "dollarlik", None),  # another word
        ("so'm*", "so‘mga", 6),
        ("so'm*", "somga", 5),  # the sign is often left out
        ("долларов США", "долларов\u00a0 США", 13),
        ("원!소", "원을", 1),
        ("원!소", "원소", None),  # an element
        ("долл.", "долл.США", 5),
        ("元", "元人", 1),  # no space between words
    ],
)
def test_a_word_is_found_in_its_forms_and_only_in_them(word: str, text: str, end: int | None) -> None:
    found = Words({word: True}).at(fold(text), 0)
    assert (found[0] if found else None) == end


def test_the_longest_word_wins_and_the_first_meaning_stays() -> None:
    words = Words({"us": 1, "us dollar": 2, "US": 3})
    assert words.at("us dollar", 0) == (9, 2)
    assert words.at("us", 0) == (2, 1)


def test_a_word_before_a_place_is_found_across_a_space() -> None:
    words = Words({"us$": "sign", "last": "word"})
    assert words.before("worth us$ 5", 10) == (6, "sign")
    assert words.before("at last monday", 8) == (3, "word")
    assert words.before("ballast monday", 8) is None  # inside another word
    assert words.before("last\nmonday", 5) is None


def test_the_places_where_a_word_may_begin_are_few() -> None:
    assert list(Words({"bir": 1}).starts("bir abir 5bir b")) == [0, 10]
    assert list(Words({"一": 1}).starts("第一")) == [1]
    assert list(Words({"bir million": 1, "bin*": 1}).starts("bit biri bin bir  million")) == [4, 9, 13]
    assert list(Words({"a b": 1}).starts("a  b ab")) == [0]
    assert list(Words({}).starts("anything")) == []


@pytest.mark.parametrize("text", ["5 мая 2026", "2026-05-04", "x5 55,5 1.5.26", "12345 1 000 000", "٣ May 7", "no", ""])
def test_figures_are_found_as_a_search_of_the_whole_text_finds_them(text: str) -> None:
    pattern = re.compile(r"(?<!\w)(?<!\d[.,])\d{1,4}(?: \d{3})*(?!\d)")
    assert [m.span() for m in among_figures(pattern, text)] == [m.span() for m in pattern.finditer(text)]


@pytest.mark.parametrize("word", ["dollar* us", "*", ""])
def test_a_word_that_cannot_be_laid_out_is_refused(word: str) -> None:
    with pytest.raises(InvalidTable, match="its star stands at the end"):
        Words({word: 1})
