"""Words of a search come in; the terms that they name in any language are tested."""

import pytest

from pipeline.queries.meanings import meaning, named, phrases


@pytest.mark.parametrize(
    ("typed", "terms", "size", "everyday"),
    [
        ("tungsten", {"tungsten"}, 1, False),
        ("вольфрамом", {"tungsten"}, 1, False),
        ("volframning narxi", {"tungsten"}, 1, False),
        ("钨 价", {"tungsten"}, 1, False),
        ("mis", {"copper"}, 1, True),
        ("lead", {"lead"}, 1, True),
        ("редкоземельных металлов цена", {"rare-earths"}, 2, False),
        ("rare earths", {"rare-earths"}, 2, False),
        ("германий", {"germanium"}, 1, False),
        ("Германия", {"DE"}, 1, False),
        ("Oʻzbekistonda", {"UZ"}, 1, False),
    ],
)
def test_names_are_known_in_every_language_and_form(typed: str, terms: set[str], size: int, *, everyday: bool) -> None:
    meant = meaning(typed.split())
    assert meant
    assert (meant.terms, meant.size, meant.everyday) == (terms, size, everyday)


@pytest.mark.parametrize("typed", ["ruxsat", "misol", "медведь", "Uranus", "xyzzy", "2025", "OR"])
def test_other_words_name_nothing_of_ours(typed: str) -> None:
    meant = meaning([typed])
    assert meant is None or not meant.terms & {"zinc", "copper", "uranium"}


def test_a_term_is_asked_for_by_its_names_in_every_language_but_not_by_everyday_words() -> None:
    (term,), (names,) = named(frozenset({"copper"}))
    assert term == {"qzcopper"}
    assert {"rmedj", "ecopper"} <= names
    assert "umis" not in names


def test_words_in_their_order_are_read_in_one_language_at_a_time() -> None:
    uzbek, russian, *_ = phrases(["Навоийский", "KfW"])
    assert all(token.startswith("u") for tokens in uzbek for token in tokens)
    assert [{token[0] for token in tokens} for tokens in russian] == [{"r"}, {"e"}]
