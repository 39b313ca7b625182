"""Texts come in; the test says where their sentences end."""

import pytest

from pipeline.words.sentences import sentences


def split(document: str) -> list[str]:
    return [document[span.start : span.end] for span in sentences(document)]


def test_the_headline_is_paragraph_zero_and_lines_end_sentences() -> None:
    spans = sentences("A pact is signed\n\nOne thing. Another thing\nA third")
    assert [span.paragraph for span in spans] == [0, 1, 1, 2]


@pytest.mark.parametrize(
    "text",
    [
        "The U.S. firm signed it.",
        "На сумму 1 млрд. Долларов не названо, сообщил А. Каримов.",
        "It was signed by Kh. Omonov and J. Smith of Neo Ltd. Tashkent hosted.",
        "Das Papier wurde am 18. Februar unterzeichnet.",
        "Портфель 1 млрд. долларни ташкил этади.",
        "It cost 2.5 million.",
    ],
)
def test_a_dot_that_ends_no_sentence_splits_nothing(text: str) -> None:
    assert split(text) == [text]


def test_marks_of_every_script_end_sentences() -> None:
    assert split("双方签署备忘录。项目开工！") == ["双方签署备忘录。", "项目开工！"]
    assert split("He said: “We agreed.” Then he left.") == ["He said: “We agreed.”", "Then he left."]
    assert split("It went to Neo Ltd. The firm pays.") == ["It went to Neo Ltd.", "The firm pays."]
    assert split("Имзоланди. Ҳужжат тайёр.") == ["Имзоланди.", "Ҳужжат тайёр."]
