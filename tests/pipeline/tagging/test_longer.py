"""Texts in which a listed body's name is a part of another's come in; whose name is found is tested."""

import pytest

from pipeline.tag import tag


def bodies(text: str, lang: str) -> set[str]:
    return {found.term for found in tag(text, lang) if found.kind == "organisation"}


@pytest.mark.parametrize(
    "text",
    [
        "Borealis signed a contract with Khandiza Polymetal.",
        "Navoi Rusal signed a contract with Borealis Ltd.",
        "Almalyk Metso signed a contract with Borealis Ltd.",
    ],
)
def test_a_place_before_a_listed_name_begins_a_longer_one(text: str) -> None:
    found = bodies(text, "en")
    assert not found & {"polymetal", "rusal", "metso"}
    assert len(found) == 2


def test_a_place_where_a_listed_body_does_something_begins_no_name() -> None:
    assert "metso" in bodies("In Almalyk Metso installed a crusher.", "en")
    assert "polymetal" in bodies("The miner Polymetal signed a contract.", "en")
    assert "orano" in bodies("Talks on Navoi, Orano said, went on.", "en")


def test_a_listed_word_begins_the_longer_name_of_another_company() -> None:
    assert bodies("Cauldron Peak Resources signed a contract.", "en") == {"x:cauldron-peak-resources"}
    assert bodies("Orano Group signed a contract.", "en") == {"orano"}


def test_words_that_only_say_what_a_listed_body_does_begin_no_other() -> None:
    assert bodies("Orano Energy Trading signed a contract.", "en") == {"orano"}


def test_a_short_name_that_several_banks_bear_is_nobodys_behind_a_word_of_nation() -> None:
    assert bodies("Saudi EXIM signed a loan agreement.", "en") == {"saudi-exim"}
    assert "exim-us" not in bodies("Hungarian EXIM signed a loan agreement.", "en")
