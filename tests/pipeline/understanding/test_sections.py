"""Documents come in; the test says which of their sentences stand when they go through lands one by one."""

import pytest

from pipeline.understanding.sections import at_home
from tests.pipeline.readings import lay_out


def kept(*paragraphs: str) -> list[int]:
    readings = at_home(lay_out("\n".join(["–", "", *paragraphs]), "en"))
    return sorted({reading.sentence.paragraph for reading in readings} - {0})


def test_paragraphs_headed_by_other_lands_are_left_out_where_one_is_headed_by_the_own() -> None:
    assert kept("The miner reports.", "Uzbekistan. Drilling has ended.", "Peru. It won a licence.") == [1, 2]
    assert kept("The miner reports.", "Uzbekistan: drilling has ended.", "Peru: it won a licence.") == [1, 2, 3]


@pytest.mark.parametrize(
    "more",
    ["Peru. It won a licence.", "In Peru it won a licence.", "The work goes on. It cost much."],
)
def test_nothing_is_left_out_where_the_own_land_heads_nothing(more: str) -> None:
    assert kept("Uzbekistan and Peru signed.", more) == [1, 2]


def test_a_short_sentence_that_tells_something_heads_nothing() -> None:
    assert kept("Uzbekistan. Drilling has ended.", "A contract was signed. It is on tin.") == [1, 2]
