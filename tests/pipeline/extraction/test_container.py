"""The lines of the element that holds the article are chosen, whatever it is called and whatever stands below it."""

import pytest

from pipeline.extraction.blocks import lines
from pipeline.extraction.container import main_lines
from pipeline.extraction.markup import parse

OWN = [
    "The copper plant at the foot of the hills has ordered two furnaces from a maker abroad.",
    "They are to be delivered by rail before the winter.",
    "The price was not named.",
]
LETTER = "Write to us and get the ten best stories of the week every Monday morning."


def chosen(page: str) -> list[str]:
    blocks = lines(parse(f"<html><body>{page}</body></html>").tree)
    return [
        block.text for block in main_lines({b: float(len(b.text)) if b.text.endswith(".") else -10 for b in blocks})
    ]


@pytest.mark.parametrize(
    "body",
    [
        "".join(f"<p>{text}</p>" for text in OWN),
        "".join(f"<div>{text}</div>" for text in OWN),
        "<br><br>".join(OWN),
        "".join(f"<div class='row text'><div><div>{text}</div></div></div>" for text in OWN),
        f"<div class=lead>{OWN[0]}</div><div class=text><p>{OWN[1]}</p><p>{OWN[2]}</p></div>",
    ],
)
@pytest.mark.parametrize(
    "below", ["", f"<div class=letter><b>Letters</b><p>{LETTER}</p></div>", "<div class=letter><b>Letters</b></div>"]
)
def test_an_article_is_held_together_and_what_stands_below_it_is_left(body: str, below: str) -> None:
    assert chosen(f"<div>Menu</div><div><div class=story>{body}</div>{below}</div>") == OWN


def test_a_part_of_the_same_kind_goes_on_with_the_article() -> None:
    page = f"<div><div class=part><p>{OWN[0]}</p></div><div>Photo</div><div class=part><p>{OWN[1]}</p></div></div>"
    assert chosen(page) == [OWN[0], "Photo", OWN[1]]


def test_without_any_element_of_its_own_the_lines_in_a_row_are_the_article() -> None:
    noise = "<br>".join(f"Link {number}" for number in range(40))
    assert chosen(f"{noise}<br>{'<br>'.join(OWN)}<br>{noise}") == OWN
