"""A report of a signing comes in; the test says who put their names to the paper."""

import pytest

from tests.pipeline.readings import reported


def signed(text: str, lang: str) -> list[str]:
    (step, *_) = reported(f"Uzbekistan, USA: tungsten\n\n{text}", lang)
    return [fact.value for fact in step.people]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "en",
            "Ambassador Jonathan Henick and minister Omonullo Nasritdinkhodjaev signed a memorandum on tungsten.",
        ),
        (
            "ru",
            "Меморандум по вольфраму Узбекистана и США подписали посол Джонатан Хеник и Омонулло Насритдинходжаев.",
        ),
        (
            "uz-Latn",
            "O‘zbekiston va AQSh memorandumini Jonatan Xenik va Omonullo Nasritdinxo‘jayev imzoladi.",
        ),
        (
            "uz-Cyrl",
            "Ўзбекистон ва АҚШ меморандумига Жонатан Хеник ва Омонулло Насритдинхўжаев имзо чекди.",
        ),
    ],
)
def test_those_who_sign_are_named_in_their_order(lang: str, text: str) -> None:
    assert signed(text, lang) == ["henick", "nasritdinkhodjaev"]


def test_who_watches_or_speaks_signs_nothing() -> None:
    text = (
        "Uzbekistan and the United States signed a memorandum on tungsten in the presence of Shavkat Mirziyoyev.\n"
        "Jonathan Henick spoke of supply chains."
    )
    assert signed(text, "en") == []


def test_a_later_sentence_may_say_by_whom_it_was_signed() -> None:
    text = (
        "Uzbekistan and the United States concluded a memorandum on tungsten on June 10.\n"
        "The memorandum was signed by Jonathan Henick and Omonullo Nasritdinkhodjaev."
    )
    assert signed(text, "en") == ["henick", "nasritdinkhodjaev"]


def test_what_is_only_planned_has_no_signatories() -> None:
    assert signed("Uzbekistan and the US plan to sign a memorandum on tungsten, Jonathan Henick said.", "en") == []
