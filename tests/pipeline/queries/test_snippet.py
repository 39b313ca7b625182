"""The part of a document that is shown holds most of what was asked for, and marks it."""

from pipeline.queries.query import parse
from pipeline.queries.snippet import WIDTH, Mark, Shown, marked, snippet
from pipeline.words.wording import words

DOCUMENT = (
    "Title\n\n" + "Filler words stand here. " * 30 + "Copper first.\nThen " + "more filler " * 30 + "copper and a mine."
)


def marks(typed: str) -> list[Mark]:
    return marked([list(words(DOCUMENT, "en"))], parse(typed))


def spoken(shown: Shown) -> list[str]:
    return [shown.text[start:end] for start, end in shown.spans]


def test_the_place_that_says_most_is_shown_on_one_line() -> None:
    assert spoken(snippet(DOCUMENT, 7, marks("copper"))) == ["Copper"]
    both = snippet(DOCUMENT, 7, marks("copper mine"))
    assert spoken(both) == ["copper", "mine"]
    assert len(both.text) <= WIDTH
    assert "\n" not in both.text
    assert both.text.startswith(("more", "filler"))


def test_a_phrase_is_marked_as_a_whole_and_a_refusal_not_at_all() -> None:
    assert spoken(snippet(DOCUMENT, 7, marks('"a mine" -copper'))) == ["a mine"]


def test_where_nothing_is_found_the_beginning_is_shown() -> None:
    shown = snippet(DOCUMENT, 7, marks("zinc"))
    assert shown.text.startswith("Filler words")
    assert not shown.spans


def test_overlapping_marks_are_one() -> None:
    document = "a joint venture"
    both = marked([list(words(document, "en"))], parse('"joint venture" venture'))
    assert spoken(Shown.of(document, 0, len(document), both)) == ["joint venture"]
