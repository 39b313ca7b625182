"""Words as one pattern: it finds what the words themselves find, the longest first."""

import re

import pytest

from pipeline.words.anyof import any_of

WORDS = ("AG", "A.G.", "AGs", "Ltd", "Ltd.", "Co., Ltd", "ООО", "ОО", "株式会社")


@pytest.mark.parametrize(
    "text",
    [
        "Titan AGs",
        "Titan A.G. and Titan AG",
        "Titan Co., Ltd.",
        "Ltd",
        "ООО «Титан»",
        "ОО",
        "チタン株式会社",
        "AxGx",
        "L",
    ],
)
def test_the_tree_finds_what_the_words_find(text: str) -> None:
    listed = "|".join(re.escape(word) for word in sorted(WORDS, key=len, reverse=True))
    assert re.findall(any_of(WORDS), text) == re.findall(listed, text)


def test_a_shorter_word_is_taken_where_what_follows_forbids_the_longer() -> None:
    assert re.search(rf"{any_of(['Ural', 'Uralsk'])}sk$", "Uralsk") is not None


def test_no_words_are_an_empty_pattern() -> None:
    assert any_of([]) == ""
