"""Names behind those of nations come in; whether that makes them bodies' is tested."""

import pytest

from pipeline.tagging.by_nation import is_called_by_nation, is_of_nation, is_short_for_one_of, nation_possesses
from pipeline.tagging.known import Known
from pipeline.tagging.party import Party, Text


def read(document: str, lang: str, nation: str, name: str) -> tuple[Text, Party]:
    at, start = document.index(nation), document.index(name)
    known = [Known("country", "JP", at, at + len(nation))]
    return Text(document, lang, known, frozenset()), Party(name, start, start + len(name))


@pytest.mark.parametrize(
    ("lang", "document", "nation"),
    [
        ("en", "a pact between Orchid and Japan's Hokuto Rika", "Japan"),
        ("uz-Latn", "yaponiyalik Hokuto Rika bilan", "yaponiyalik"),
        ("de", "ein Vertrag mit der japanischen Hokuto Rika", "japanisch"),
    ],
)
def test_a_name_behind_a_nation_is_a_body(lang: str, document: str, nation: str) -> None:
    assert is_of_nation(*read(document, lang, nation, "Hokuto Rika"))


def test_a_place_behind_a_nation_is_none() -> None:
    assert not is_of_nation(*read("mines across Japan's Hokuto Rika", "en", "Japan", "Hokuto Rika"))
    assert not nation_possesses(*read("mines in Japan's Hokuto", "en", "Japan", "Hokuto"))
    assert nation_possesses(*read("a deal of Japan's Hokuto", "en", "Japan", "Hokuto"))


def test_an_abbreviation_of_a_nation_and_a_quoted_name_behind_its_adjective_are_bodies() -> None:
    assert is_short_for_one_of(*read("work by HRK of Japan", "en", "Japan", "HRK"))
    assert not is_short_for_one_of(*read("work by Hrk of Japan", "en", "Japan", "Hrk"))
    assert is_called_by_nation(*read("с японской «Хокуто»", "ru", "японск", "Хокуто"))
    assert not is_called_by_nation(*read("в Японии прошёл «Хокуто»", "ru", "Японии", "Хокуто"))
