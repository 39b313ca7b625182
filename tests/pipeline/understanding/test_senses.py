"""Sentences come in; the test says whether a word of dealing means a deal in them."""

import pytest

from pipeline.understanding.senses import means_a_deal
from tests.pipeline.readings import one_sentence


def meant(text: str, concept: str) -> bool:
    """Tell whether any word of a concept means a deal in a sentence, whatever paper stands beside it."""
    reading = one_sentence(text, "en")
    return any(means_a_deal(reading, word, None) for word in reading.of("action", concept))


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("The ministry issued the company a licence for the deposit.", "give"),
        ("Uzbekistan and France agreed on a partnership in lithium.", "agree"),
        ("Germany's Bauer will supply drilling rigs to Navoiyuran.", "trade"),
        ("Uzbekistan became a member of the Cobalt Institute.", "join"),
    ],
)
def test_a_word_means_a_deal_beside_what_it_is_about(text: str, concept: str) -> None:
    assert meant(text, concept)


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("The ministry issued a statement on copper in Tashkent.", "give"),
        ("The company failed to carry out the agreed programme in Uzbekistan.", "agree"),
        ("They spoke of supplies of uranium from Uzbekistan to France.", "trade"),
        ("Uzbekistan sold copper worth $310 million to China in the first quarter.", "trade"),
    ],
)
def test_everyday_language_means_none(text: str, concept: str) -> None:
    assert not meant(text, concept)
