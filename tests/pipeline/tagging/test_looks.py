"""Names in texts come in; whether their form is a person's, foreign, an abbreviation or any words' is tested."""

import pytest

from pipeline.tagging.evidence import is_body
from pipeline.tagging.looks import is_acronym, is_foreign, is_person, is_plain
from pipeline.tagging.party import Party, Text
from pipeline.tagging.people import people


def read(document: str, lang: str, name: str, *, quoted: bool = False) -> tuple[Text, Party]:
    start = document.index(name)
    return Text(document, lang, (), people(document)), Party(name, start, start + len(name), None, quoted)


def test_people_are_known_by_title_first_name_and_office() -> None:
    document = "President Orchid and Ben Aster met. Rose, director of a plant, came. Aster signed."
    assert people(document) == {"Orchid", "Aster", "Rose"}
    assert is_person(*read(document, "en", "Aster signed"[:5]))
    assert not is_body(*read(document, "en", "Aster"))


@pytest.mark.parametrize("name", ["VTT", "KGHM", "UzLITI", "НПО"])
def test_an_abbreviation_is_all_capitals_but_for_those_of_home(name: str) -> None:
    assert is_acronym(name)
    assert not is_acronym(name.capitalize() + "a")


def test_latin_letters_stand_out_in_other_scripts_only() -> None:
    assert is_foreign("ru", "Orchid Mining")
    assert not is_foreign("ru", "Орхидея")
    assert not is_foreign("en", "Orchid Mining")


@pytest.mark.parametrize(
    ("lang", "document", "name", "plain"),
    [
        ("ru", "Орхидея купила завод.", "Орхидея", True),
        ("ru", "Завод купила Орхидея.", "Орхидея", False),
        ("ru", "Orchid купила завод.", "Orchid", False),
        ("tr", "Orkide Maden imzaladı.", "Orkide Maden", False),
        ("en", "Orchid bought it.", "Orchid", False),
    ],
)
def test_a_capital_says_nothing_where_a_sentence_begins(lang: str, document: str, name: str, *, plain: bool) -> None:
    assert is_plain(*read(document, lang, name)) == plain
