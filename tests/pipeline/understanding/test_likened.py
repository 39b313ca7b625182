"""Sentences come in; whom a text names only because a deal is like theirs must be told from who takes it."""

import pytest

from pipeline.understanding.likened import is_likened
from tests.pipeline.readings import one_sentence


@pytest.mark.parametrize(
    ("lang", "text", "likened"),
    [
        ("en", "The kingdom has similar papers with Egypt, Morocco and Jordan.", {"EG", "MA", "JO"}),
        ("ru", "Есть у королевства и аналогичные соглашения с Египтом, Марокко и Иорданией.", {"EG", "MA", "JO"}),
        ("en", "Egypt, Morocco and Jordan signed papers on copper.", set()),
    ],
)
def test_all_of_a_list_are_likened_as_its_first_is(lang: str, text: str, likened: set[str]) -> None:
    reading = one_sentence(text, lang)
    assert {found.country for found in reading.named("country") if is_likened(reading, found)} == likened
