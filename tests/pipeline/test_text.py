"""The one door for strings: what no store or reader can bear does not pass, all else does."""

import pytest

from pipeline.text import clean, clean_tree, one_line


@pytest.mark.parametrize(
    ("foreign", "stored"),
    [
        ("O‘zbekiston – мис, 铜", "O‘zbekiston – мис, 铜"),
        ("a\x00b\ud800c", "abc"),
        ("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("\u202emoc.live\u202c", "moc.live"),
        ("\x1b[31mred\x1b[0m\x9b2J", "[31mred[0m2J"),
        ("so\xadft\u200b\ufeff", "soft"),
        ("e\u0301", "é"),
        ("tab\tstays", "tab\tstays"),
    ],
)
def test_hostile_characters_stay_outside(foreign: str, stored: str) -> None:
    assert clean(foreign) == stored
    assert clean(stored) == stored


def test_a_title_is_one_line_with_single_spaces() -> None:
    assert one_line("  A\u2028title\r\nof \xa0 lines ") == "A title of lines"


def test_every_string_of_a_tree_is_cleaned_its_keys_too() -> None:
    assert clean_tree({"a\x00": ["b\ud800", 1, None, {"c": "\u202ed"}]}) == {"a": ["b", 1, None, {"c": "d"}]}
