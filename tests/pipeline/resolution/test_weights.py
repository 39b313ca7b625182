"""The table of weights is refused where it is mistyped, with the place and the nearest right key."""

from pathlib import Path

import pytest

from pipeline.resolution.weights import FILE, weights
from pipeline.words.tables import InvalidTable


def test_the_table_of_the_repository_is_sound() -> None:
    assert weights()["threshold"]["same"] < weights()["threshold"]["join"]


@pytest.mark.parametrize(
    ("line", "instead", "complaint"),
    [
        ("further = 0.4", "furter = 0.4", r"\[parties\].*furter.*further"),
        ("same = 3.0", 'same = "much"', r"\[threshold\]: same must be a number"),
        ("same-day = 3.0", "", r"\[time\]: same-day must be a number"),
        ("[facts]", "[fact]", "fact"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, line: str, instead: str, complaint: str) -> None:
    file = tmp_path / "resolve.toml"
    file.write_text(FILE.read_text(encoding="utf-8").replace(line, instead, 1), encoding="utf-8")
    with pytest.raises(InvalidTable, match=complaint):
        weights(file)
