"""Word tables: a mistake is refused with its file, its place and the nearest right key."""

from pathlib import Path

import pytest

from pipeline.words.tables import InvalidTable, Patterns, check_keys, read_table


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


def test_a_pattern_is_that_of_its_part_and_language_whatever_the_script(tmp_path: Path) -> None:
    patterns = Patterns(_table(tmp_path, "[behind]\nuz = 'kon'\n\n[before]\n"), ("behind", "before"), ("uz", "ru"))
    found = patterns.get("behind", "uz-Cyrl")
    assert found
    assert found.search("oltin kon")
    assert patterns.get("behind", "uz-Latn") == found
    assert patterns.get("behind", "ru") is None
    assert patterns.get("before", "uz-Latn") is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[behind]\nuz = '(kon'\n", r"words\.toml \[behind\] uz: is no pattern: missing \)"),
        ("[behind]\nuz = 5\n", r"words\.toml \[behind\] uz: is no pattern"),
        ("[behind]\nuzb = 'kon'\n", r"words\.toml \[behind\]: unknown key 'uzb'; did you mean 'uz'\?"),
        ("[behnid]\nuz = 'kon'\n", r"words\.toml: unknown key 'behnid'; did you mean 'behind'\?"),
    ],
)
def test_what_is_no_pattern_is_refused_with_its_place(tmp_path: Path, text: str, sentence: str) -> None:
    patterns = Patterns(_table(tmp_path, text), ("behind",), ("uz", "ru"))
    for _ in range(2):
        with pytest.raises(InvalidTable, match=sentence):
            patterns.get("behind", "uz-Latn")
