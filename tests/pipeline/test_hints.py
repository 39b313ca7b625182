"""Who mistypes a word is told the one that was meant, or those there are, and is never led astray."""

import pytest

from pipeline.hints import nearest

RHYTHMS = ("daily", "weekly", "at once")


@pytest.mark.parametrize(
    ("typed", "said"),
    [("dayly", "; did you mean 'daily'?"), ("xx", "; there is daily, weekly, at once")],
)
def test_what_is_alike_is_suggested_and_else_all_are_named(typed: str, said: str) -> None:
    assert nearest(typed, RHYTHMS) == said


def test_where_a_word_only_shares_letters_with_one_all_are_named_as_well() -> None:
    assert nearest("loan", ("exploration", "financing")) == (
        "; did you mean 'exploration'? There is exploration, financing"
    )


def test_of_many_words_none_of_which_is_alike_none_is_suggested() -> None:
    assert nearest("Narnia", [f"{first}{second}" for first in "VWXYZ" for second in "VWXYZ"]) == ""
