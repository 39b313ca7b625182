"""Sentences that open with who was there come in; which bodies act behind them is tested."""

import pytest

from pipeline.understanding.actors import bodies
from tests.pipeline.readings import one_sentence


@pytest.mark.parametrize(
    ("text", "acting"),
    [
        ("В присутствии посла Японии АГМК и Kansai Copper подписали меморандум.", {"ammc", "x:kansai-copper"}),
        ("В присутствии посла Японии, АГМК и Kansai Copper подписали меморандум.", {"ammc", "x:kansai-copper"}),
        ("В присутствии главы UzAssets АГМК и Kansai Copper подписали меморандум.", {"ammc", "x:kansai-copper"}),
    ],
)
def test_who_signs_behind_those_who_were_there_acts(text: str, acting: set[str]) -> None:
    assert {found.term for found in bodies(one_sentence(text, "ru"))} == acting
