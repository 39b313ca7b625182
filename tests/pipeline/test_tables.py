"""Word tables: a mistake is refused with its file, its place and the nearest right key."""

from pathlib import Path

import pytest

from pipeline.tables import InvalidTable, check_keys, read_table


def _table(folder: Path, text: str) -> Path:
    path = folder / "words.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_whole_table_is_read(tmp_path: Path) -> None:
    assert read_table(_table(tmp_path, "[scales]\nmln = 1e6\n"), ["scales"]) == {"scales": {"mln": 1e6}}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[scalse]\nmln = 1\n", r"words\.toml: unknown key 'scalse'; did you mean 'scales'\?"),
        ("", r"words\.toml has no \[scales\]: add it"),
        ("scales = ", r"words\.toml is no valid TOML"),
    ],
)
def test_a_mistake_is_refused_with_its_place(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(InvalidTable, match=sentence):
        read_table(_table(tmp_path, text), ["scales"])


def test_a_mistyped_key_inside_is_refused_too() -> None:
    with pytest.raises(InvalidTable, match=r"USD\]: unknown key 'befor'; did you mean 'before'"):
        check_keys({"befor": []}, ["before", "after"], "money.toml [currencies.USD]")
