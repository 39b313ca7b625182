"""Labelled articles and a lexicon that holds none of their bodies come in; enough of them must be found all the same."""

from pathlib import Path

import pytest

from pipeline.lexicon import lexicon
from tests.unlisted import Found, unlisted

HERE = Path(__file__).parent
RECALL, PRECISION = 0.8, 0.89


@pytest.fixture(scope="module")
def found() -> Found:
    return unlisted([str(path) for path in sorted(HERE.glob("*.articles.jsonl"))])


def test_parties_that_no_lexicon_holds_are_found(found: Found) -> None:
    assert found.recall >= RECALL


def test_what_is_found_without_the_lexicon_is_right(found: Found) -> None:
    assert found.precision >= PRECISION


def test_the_lexicon_is_whole_again_afterwards(found: Found) -> None:
    assert found.right
    assert "uztmk" in lexicon().terms
