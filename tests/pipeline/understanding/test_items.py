"""Documents come in; the test says which of their paragraphs are items of a list."""

import pytest

from pipeline.understanding.items import items
from tests.pipeline.readings import lay_out, reported


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ("Papers signed:\n1. A contract on tungsten.\n2. A loan for copper.\nAll on Friday.", {2: 1, 3: 2}),
        ("Papers signed:\n– a contract on tungsten;\n– a loan for copper.", {2: 1, 3: 2}),
        ("🔹 A contract on tungsten.\n🔹 A loan for copper.", {1: 1, 2: 2}),
        ("Papers were signed.\n– What did you sign?\n– A loan for copper.", {}),
        ("1. A contract on tungsten, and no second item.", {}),
        ("2.5 billion euros were lent.\n3.5 billion euros were asked for.", {}),
    ],
)
def test_a_list_is_told_from_speech_and_figures(body: str, places: dict[int, int]) -> None:
    assert items(lay_out(f"Deals\n\n{body}", "en")) == places


ENGLISH = """Tashkent forum: what was signed

The following documents were signed:
1. A contract between Almalyk MMC and Northfork Tools of the United States on molybdenum for $40 million.
2. A memorandum between Navoiyuran and India's Deccan Uranium Ltd on uranium, worth $12 million.
3. An agreement between Uzbekistan Railways and Alstom on locomotives worth 200 million euros."""
UZBEK = """Forumda nimalar imzolandi?

Quyidagi hujjatlar imzolandi:
– OKMK va AQSHning Northfork Tools kompaniyasi o‘rtasida molibden bo‘yicha 40 mln dollarlik shartnoma;
– Navoiyuran va Hindistonning Deccan Uranium kompaniyasi o‘rtasida uran bo‘yicha 12 mln dollarlik memorandum;
– to‘qimachilik sohasida 200 mln dollarlik kelishuvlar."""


@pytest.mark.parametrize(("lang", "text"), [("en", ENGLISH), ("uz-Latn", UZBEK)])
def test_each_item_is_a_deal_of_its_own_and_what_is_about_no_mineral_is_none(lang: str, text: str) -> None:
    told = [
        (
            {fact.value for fact in step.minerals},
            {fact.value for fact in step.countries},
            [fact.value for fact in step.values],
        )
        for step in reported(text, lang)
    ]
    assert told == [({"molybdenum"}, {"US"}, ["40000000 USD"]), ({"uranium"}, {"IN"}, ["12000000 USD"])]
