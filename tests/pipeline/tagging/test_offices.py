"""Ministries that no lexicon holds come in; whose state they act for is tested."""

import pytest

from pipeline.tag import tag


def states(text: str, lang: str = "en") -> list[tuple[str, str]]:
    return [(found.term, found.surface) for found in tag(text, lang) if found.term.endswith("-gov")]


@pytest.mark.parametrize(
    ("headline", "office", "term"),
    [
        ("Serbia and Uzbekistan sign a paper", "Minister of Mining and Energy", "rs-gov"),
        (
            "Malaysia and Uzbekistan sign a paper",
            "Natural Resources and Environmental Sustainability Minister",
            "my-gov",
        ),
        ("Uzbekistan and Mongolia sign a paper", "Acting Minister of Mines, Heavy Industry and Trade", "mn-gov"),
    ],
)
def test_an_office_is_of_the_only_country_abroad_of_the_headline(headline: str, office: str, term: str) -> None:
    body = f"{office} Ana Horvat and Uzbek Minister of Mining Industry and Geology Bobir Islamov signed it."
    assert states(f"{headline}\n\n{body}") == [(term, office)]


def test_an_office_is_of_the_country_beside_it() -> None:
    text = "Officials met\n\nKazakh Minister of Industry and Construction X met Chile's Minister of Mining and Trade."
    assert [term for term, _ in states(text)] == ["kz-gov", "cl-gov"]


def test_an_office_is_nobodys_where_no_office_is_said_to_be_uzbek() -> None:
    text = "Serbia and Uzbekistan sign a paper\n\nMinister of Transport and Energy Rustamov spoke of it."
    assert not states(text)


def test_an_office_is_nobodys_where_several_countries_are_told_of() -> None:
    text = "Serbia, Chile and Uzbekistan meet\n\nMinister of Mining and Trade X and the Uzbek geology ministry met."
    assert not states(text)


def test_an_office_abroad_is_not_taken_for_the_one_at_home_that_its_name_begins_as() -> None:
    text = (
        "Serbia and Uzbekistan sign a paper\n\n"
        "Minister of Mining and Energy Ana Horvat and Uzbek Minister of Mining Industry and Geology Islamov signed it."
    )
    assert [found.term for found in tag(text, "en") if found.kind == "organisation"] == ["rs-gov", "uz-mingeo"]
