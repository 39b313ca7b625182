"""Sentences and tables come in; the test says what is weighed how, and which tables are refused."""

from pathlib import Path

import pytest

from pipeline.understanding.acts import acts
from pipeline.understanding.subjects import load, weighed
from pipeline.words.tables import InvalidTable
from tests.pipeline.readings import NEWS, lay_out


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Orano and Navoiyuran signed a memorandum on looking for uranium.", "exploration"),
        ("Orano and Navoiyuran signed a memorandum on looking for partners in uranium.", "framework"),
        ("Orano, Navoiyuran and the smelter Boliden signed a contract on geological mapping.", "exploration"),
        ("Orano and Navoiyuran signed a contract for the order of a winder.", "supply"),
        ("Orano and Navoiyuran signed a road map on uranium.", "framework"),
    ],
)
def test_what_sentences_speak_of_is_weighed(text: str, expected: str) -> None:
    readings = lay_out(f"–\n\n{text}", "en")
    assert weighed(acts(readings, NEWS), readings) == expected


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("[points.supply]", "[points.suply]"), "did you mean 'supply'"),
        (("equipment = 1.0", "equipments = 1.0"), "did you mean 'equipment'"),
        (("headline = 2.5", "title = 2.5"), "unknown key 'title'"),
    ],
)
def test_a_mistyped_weight_is_refused_with_the_nearest_right_key(
    tmp_path: Path, change: tuple[str, str], sentence: str
) -> None:
    own = Path(__file__).parents[3] / "pipeline" / "lexicon" / "deal_types.toml"
    path = tmp_path / "deal_types.toml"
    path.write_text(own.read_text(encoding="utf-8").replace(*change, 1), encoding="utf-8")
    with pytest.raises(InvalidTable, match=sentence):
        load(path)
