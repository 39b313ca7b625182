"""Sentences come in beside a step; the test says which of them speak of other times or things."""

import pytest

from pipeline.understanding.acts import acts
from pipeline.understanding.background import is_background
from pipeline.understanding.draft import Draft
from tests.pipeline.readings import NEWS, lay_out

TOLD = "Orano and Navoiyuran signed a contract on uranium on Tuesday."


def background(text: str) -> bool:
    """Tell whether a sentence behind the news is background."""
    readings = lay_out(f"–\n\n{TOLD} {text}", "en")
    draft = Draft([act for act in acts(readings, NEWS) if act.reading is readings[1]], background=False)
    return is_background(readings[2], draft)


@pytest.mark.parametrize(
    "text",
    [
        "Last year the two had spoken of lithium.",
        "The country is home to large deposits.",
        "Bilateral trade reached $73 million.",
    ],
)
def test_former_times_reserves_and_totals_are_background(text: str) -> None:
    assert background(text)


@pytest.mark.parametrize("text", ["It covers two deposits.", "The price is $20 million."])
def test_what_is_said_of_the_paper_is_none(text: str) -> None:
    assert not background(text)
