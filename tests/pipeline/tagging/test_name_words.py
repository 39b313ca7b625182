"""The words of bodies' names come in; that each list is a set, and what the patterns made of them match, is tested."""

import re

from pipeline.tagging.name_words import LATIN_WORD, LEGAL_AFTER, WORDS, words


def test_each_list_is_a_set_without_doubles() -> None:
    for key, listed in WORDS.items():
        if isinstance(listed, list):
            assert len(words(key)) == len(listed), key


def test_legal_forms_stand_behind_names_with_their_case() -> None:
    assert [bool(LEGAL_AFTER.match(text)) for text in (" Ltd", ", LLC.", " MChJning", " Limpid", " paid")] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_a_latin_word_of_a_name_begins_with_a_capital_or_a_digit_before_one() -> None:
    found = [bool(re.fullmatch(LATIN_WORD, word)) for word in ("Orchid", "5N", "O.", "Ötken", "Toʻgʻ", "orchid")]
    assert found == [True, False, True, True, True, False]
