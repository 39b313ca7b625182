"""What a reader types is read as words, phrases and refusals, and as nothing else."""

import re

import pytest

from pipeline.queries.query import BadSearch, for_postgresql, for_sqlite, mineral, parse


@pytest.mark.parametrize("typed", ["", " ", '""', "-gold", '-"a b"', "!?", "—", "\u202e"])
def test_nothing_to_search_for_is_said_so(typed: str) -> None:
    with pytest.raises(BadSearch, match="nothing to search for"):
        parse(typed)


@pytest.mark.parametrize(("typed", "said"), [("x" * 1001, "1000 characters"), ("a " * 33, "32 words")])
def test_too_much_is_refused(typed: str, said: str) -> None:
    with pytest.raises(BadSearch, match=said):
        parse(typed)


@pytest.mark.parametrize(
    ("typed", "refused"),
    [
        ("a b", [False, False]),
        ('a "b c" -d', [False, False, True]),
        ('-"b c" a', [True, False]),
        ("«b c» d", [False, False]),
        ('"open end', [False]),
        ("горно-металлургический", [False, False]),
        ("x -горно-металлургический", [False, True, True]),
    ],
)
def test_words_phrases_and_refusals_are_told_apart(typed: str, refused: list[bool]) -> None:
    assert [clause.refused for clause in parse(typed)] == refused


@pytest.mark.parametrize(
    "typed", ['a* OR b:c -"d & e"', "x' -- y", 'медь "joint venture of Navoi steel works and mines"']
)
def test_databases_get_plain_words_and_their_own_signs(typed: str) -> None:
    clauses = parse(typed)
    assert re.fullmatch(r'(?:"[a-z0-9 ]+"|AND|OR|NOT|[() ])+', for_sqlite(clauses))
    assert re.fullmatch(r"(?:[a-z0-9]+|<->|[&|!() ])+", for_postgresql(clauses))
    assert len(for_sqlite(clauses)) < 100_000


def test_a_mineral_is_wished_for_by_id_or_by_any_name() -> None:
    assert mineral("tungsten") == mineral("Вольфрам") == mineral("volfram")
    with pytest.raises(BadSearch, match="did you mean 'copper'"):
        mineral("coper")
    with pytest.raises(BadSearch, match="no mineral"):
        mineral("\x1b[2J")
