"""Word tables: a mistake is refused with its file, its place and the nearest right key."""

import pkgutil
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import pipeline
from pipeline.words.tables import InvalidTable, Patterns, check_keys, read_table


def _table(folder: Path, text: str) -> Path:
    path = folder / "words.toml"
    path.write_text(text, encoding="utf-8")
    return path


def _every() -> list[Patterns]:
    """Return the patterns of every module of the pipeline."""
    names = [module.name for module in pkgutil.walk_packages(pipeline.__path__, "pipeline.")]
    modules = [import_module(name) for name in names if not name.startswith("pipeline.migrations")]
    held = {id(value): value for module in modules for value in vars(module).values() if isinstance(value, Patterns)}
    return sorted(held.values(), key=lambda patterns: patterns.path)


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


def test_any_entry_of_a_list_may_match_and_a_frame_stands_around_them(tmp_path: Path) -> None:
    frame, lists = (
        r"frame = '\b{words} (?:{the} ){0,2}$'",
        "en = ['in', 'at']\nde = ['in', 'bei']\nthe = ['the', 'der']\n",
    )
    text = f"[before]\n{frame}\n{lists}"
    patterns = Patterns(_table(tmp_path, text), ("before",), ("en", "de"))
    assert patterns.of_all("before").pattern == r"\b(?:in|at|bei) (?:(?:the|der) ){0,2}$"
    english = patterns.get("before", "en")
    assert english
    assert english.search("works at the ")
    assert not english.search("Werke bei der ")
    assert patterns.by_language("before")["de"].search("Werke bei der ")
    assert patterns.words("before") == ("in", "at", "bei")


def test_an_entry_may_name_a_list_of_its_own_language(tmp_path: Path) -> None:
    lists = (
        "en = '{kinds} of {the}'\nde = '{kinds} von'\nkinds.en = ['arm', 'unit']\nkinds.de = ['ableger']\nthe = 'the'\n"
    )
    patterns = Patterns(_table(tmp_path, f"[is]\n{lists}"), ("is",), ("en", "de"))
    assert patterns.of_all("is").pattern == "(?:(?:arm|unit) of (?:the)|(?:ableger) von)"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("en = ['in', '(at']\nde = 'in'", r"words\.toml \[before\] en: is no pattern: missing \)"),
        ("en = 'in'\nde = ['bei', 5]", r"words\.toml \[before\] de: is no pattern"),
        ("frame = '(?:{words} $'\nen = 'in'", r"words\.toml \[before\] frame: is no pattern: missing \)"),
        (
            "frame = '{words} {the}'\nen = 'in'\nthe = '(a'",
            r"words\.toml \[before\] the: is no pattern: missing",
        ),
        (
            "frame = '{words} {the}'\nen = 'in'",
            r"words\.toml \[before\] has no 'the', which its frame or an entry names: add it",
        ),
        ("en = 'in {the}'", r"words\.toml \[before\] has no 'the', which its frame or an entry names: add it"),
        ("frame = '{words} {the}'\nen = 'in'\nteh = 'the'", r"words\.toml \[before\]: unknown key 'teh'"),
    ],
)
@pytest.mark.parametrize("way", ["of_all", "by_language"])
def test_an_entry_that_is_no_pattern_is_refused_with_its_language(
    tmp_path: Path, text: str, sentence: str, way: str
) -> None:
    patterns = Patterns(_table(tmp_path, f"[before]\n{text}\n"), ("before",), ("en", "de"))
    with pytest.raises(InvalidTable, match=sentence):
        getattr(patterns, way)("before")


@pytest.mark.parametrize("listed", ["5", "['in', 5]", "{ at = 'in' }"])
def test_what_is_no_list_of_words_is_refused_with_its_language(tmp_path: Path, listed: str) -> None:
    patterns = Patterns(_table(tmp_path, f"[before]\nen = 'in'\nde = {listed}\n"), ("before",), ("en", "de"))
    with pytest.raises(InvalidTable, match=r"words\.toml \[before\] de: is no list of words"):
        patterns.words("before")


def test_the_entries_of_a_language_may_be_tried_one_by_one(tmp_path: Path) -> None:
    patterns = Patterns(_table(tmp_path, "[is]\nframe = '(?m)^{words}'\nuz-Latn = ['kon', 'zavod']\n"), ("is",))
    assert [pattern.pattern for pattern in patterns.each("is", "uz-Latn")] == ["(?m)^(?:kon)", "(?m)^(?:zavod)"]
    assert patterns.each("is", "uz-Cyrl") == patterns.each("is", "en") == ()


@pytest.mark.parametrize("patterns", _every(), ids=lambda patterns: patterns.path.name)
def test_each_entry_of_each_table_is_a_pattern_by_itself(patterns: Patterns) -> None:
    for part in patterns.parts:
        for entry in patterns.words(part):
            re.compile(entry)
        assert patterns.by_language(part)


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


def _lists(tree: object) -> Iterator[list[str]]:
    inner = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    if isinstance(tree, list) and tree and all(isinstance(one, str) for one in tree):
        yield tree
    for one in inner:
        yield from _lists(one)


TABLES = sorted(Path(pipeline.__file__).parent.rglob("*.toml"))


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_no_list_of_a_table_names_an_entry_twice(path: Path) -> None:
    lists = _lists(tomllib.loads(path.read_text("utf-8")))
    assert not [entry for listed in lists for entry, times in Counter(listed).items() if times > 1]
