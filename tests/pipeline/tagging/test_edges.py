"""Runs of capitalised words and quoted names come in; where the names in them begin and end is tested."""

import pytest

from pipeline.tagging.edges import POSSESSIVE, edges
from pipeline.tagging.known import Known


def cut(run: str, nation: str = "", *, quoted: bool = False) -> str:
    known = [Known("country", "AU", run.index(nation), run.index(nation) + len(nation))] if nation else []
    start, end = edges(run, 0, len(run), known, quoted=quoted)
    return run[start:end]


@pytest.mark.parametrize(
    ("run", "nation", "name"),
    [
        ("Later Orchid", "", "Orchid"),
        ("Sydney-based Orchid Mining", "", "Orchid Mining"),
        ("Vankuverdagi Orchid", "", "Orchid"),
        ("Freiberger Orchid Lithium", "", "Orchid Lithium"),
        ("Australian Orchid Mining", "Australia", "Orchid Mining"),
        ("Australia's Orchid", "Australia", "Orchid"),
        ("Orchid Ltd of Australia", "Australia", "Orchid"),
        ("Orchid Steel of Australia", "Australia", "Orchid Steel"),
        ("Institute of Australia", "Australia", "Institute of Australia"),
        ("Uzbek-Kyrgyz Orchid Fund", "Uzbek", "Uzbek-Kyrgyz Orchid Fund"),
    ],
)
def test_a_run_is_cut_down_to_the_name(run: str, nation: str, name: str) -> None:
    assert cut(run, nation) == name


def test_a_quoted_name_keeps_what_would_only_open_a_sentence() -> None:
    assert cut("Later Orchid", quoted=True) == "Later Orchid"
    assert cut("Orchid MChJ", quoted=True) == "Orchid"


def test_possessives_stand_between_an_owner_and_what_it_owns() -> None:
    assert [bool(POSSESSIVE.match(text)) for text in ("'s Orchid", "ning Orchid", "нинг Орхидея", " Orchid")] == [
        True,
        True,
        True,
        False,
    ]
