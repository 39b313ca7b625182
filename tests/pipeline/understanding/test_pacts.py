"""Sentences on papers with many countries come in; the test says which of them sign papers of their own."""

import pytest

from pipeline.understanding.pacts import others_of_list
from tests.pipeline.readings import one_sentence


@pytest.mark.parametrize(
    ("lang", "text", "others"),
    [
        ("en", "Japan signed memorandums of understanding with Egypt, the Netherlands and Uzbekistan.", ["EG", "NL"]),
        ("en", "Japan signed deals with Kazakhstan and Uzbekistan.", ["KZ"]),
        ("en", "Japan signed an agreement with Kazakhstan and Uzbekistan.", []),
        ("en", "Uzbekistan signed agreements with Japan and Korea.", []),
        ("en", "Agreements were signed between Japan, Kazakhstan and Uzbekistan.", []),
        ("ru", "Япония подписала меморандумы с Казахстаном, Монголией и Узбекистаном.", ["KZ", "MN"]),
        ("ru", "Япония подписала меморандум с Казахстаном и Узбекистаном.", []),
        ("uz-Latn", "Yaponiya Qozog‘iston va O‘zbekiston bilan memorandumlar imzoladi.", ["KZ"]),
        ("de", "Japan unterzeichnete Absichtserklärungen mit Kasachstan, der Mongolei und Usbekistan.", ["KZ", "MN"]),
        ("fr", "Le Japon a signé des accords avec le Kazakhstan, la Mongolie et l’Ouzbékistan.", ["KZ", "MN"]),
    ],
)
def test_a_list_of_partners_signs_a_paper_each(lang: str, text: str, others: list[str]) -> None:
    assert [found.country for found in others_of_list(one_sentence(text, lang))] == others
