"""A copy adds, leaves out and says from whom it has it; what exchanges a name, a figure or a month tells other news."""

import pytest

from pipeline.resolution.retold import MOST, Told, retold

FIRST = "The ministry and the Norwegian firm Fjellmetall signed a contract on the tungsten of the Koytash field."
SECOND = "The firm will pay 12,500 dollars for each of the 40 holes that it wants to drill there before 3 May."
THIRD = "Its geologists have worked in the region for two years and live in the village below the old mine."


def of(*lines: str, lang: str = "en", outlet: str = "Courier") -> Told:
    """Return a text without a headline."""
    return Told("", "\n".join(lines), lang, (outlet,))


@pytest.mark.parametrize(
    "lines",
    [
        (FIRST, SECOND),
        (f"OSLO, Norway, 5 May – {FIRST}", SECOND),
        ("TASHKENT. 5 May.", FIRST, SECOND),
        (f"{FIRST[:-1]}, Bloomberg News reports.", SECOND),
        (f"According to the Bergen Courier, {FIRST}", SECOND),
        ("Photo: Knut Hamre / Bergen Post", FIRST, SECOND),
        (FIRST, SECOND.replace("12,500", "12500")),
        (FIRST.replace("Koytash", "Koitash"), SECOND),
        (FIRST, SECOND, "The Swedish firm Bergwerk drills in Jizzakh for 7 million."),
    ],
)
def test_what_adds_cuts_and_names_its_source_is_a_copy(lines: tuple[str, ...]) -> None:
    assert retold(of(*lines, outlet="Herald"), of(FIRST, SECOND, THIRD))


@pytest.mark.parametrize(
    ("said", "instead"),
    [("Koytash", "Ingichka"), ("12,500", "9,800"), ("3 May", "3 July"), ("Fjellmetall", "Bergwerk")],
)
def test_what_exchanges_a_name_a_figure_or_a_month_is_no_copy(said: str, instead: str) -> None:
    lines = [line.replace(said, instead) for line in (FIRST, SECOND, THIRD)]
    assert not retold(of(*lines), of(FIRST, SECOND, THIRD))


def test_what_begins_with_news_of_its_own_is_no_copy() -> None:
    news = "The governor Adiz Boboyev opened the camp of the drillers on Monday and cut a ribbon."
    assert not retold(of(news, FIRST, SECOND, THIRD), of(FIRST, SECOND, THIRD))
    assert retold(of("A new page opens for the old mine.", FIRST, SECOND, THIRD), of(FIRST, SECOND, THIRD))


def test_a_name_in_the_letters_of_another_script_is_the_same() -> None:
    line = "Вазирлик {} компанияси билан вольфрам қидириш бўйича шартнома имзолади."
    assert retold(of(line.format("НАМC"), lang="uz-Cyrl"), of(line.format("NAMC"), lang="uz-Cyrl"))


def test_a_copy_to_the_word_has_no_figure_of_its_own() -> None:
    longer = (FIRST, SECOND, THIRD, "Work ends in 2027.")
    assert retold(of(*longer), of(FIRST, SECOND, THIRD), verbatim=True)
    assert not retold(of(FIRST, THIRD, "It is the 2nd of its kind."), of(*longer), verbatim=True)


def test_a_figure_without_what_stands_behind_its_point_is_the_same() -> None:
    line = "The contract of the ministry and the firm Fjellmetall on the Koytash field is worth {} million dollars."
    assert retold(of(line.format("86")), of(line.format("86.4")))
    assert not retold(of(line.format("84")), of(line.format("86.4")))
    assert not retold(of(line.format("86.1")), of(line.format("86.4")))


def test_what_stands_beside_a_word_of_reporting_in_a_long_sentence_counts() -> None:
    line = "{} Alloys said it had bought a third of the manganese mine of {} Metals from a private holder of shares."
    assert not retold(of(line.format("The Kestrel", "Dautash")), of(line.format("The Tern", "Zafarabad")))


def test_a_review_that_holds_a_report_is_no_copy_of_it() -> None:
    others = [f"In the {number} village a road was built by hand and opened to carts." for number in ("first", "next")]
    others += ["Prices of copper fell again because nobody buys wire.", "Rain kept most of the drivers at home."]
    assert not retold(of(FIRST, *others), of(FIRST, SECOND, THIRD))


def test_what_is_longer_than_any_report_is_compared_by_its_beginning() -> None:
    assert len(of(*["The mine opens."] * 40_000).said) == MOST
    (endless,) = of("The mine " + "opens and " * 30_000).said
    assert len(endless.small) == MOST
