"""Cards are known by their shape: linked headlines side by side, each with its teaser."""

from pipeline.extraction.blocks import lines
from pipeline.extraction.cards import in_cards
from pipeline.extraction.markup import parse

LINK = "<a href='/1'>A headline of another article</a>"
CARD = f"<div class=k><div>12:05</div>{LINK}<p>Its teaser says a little.</p></div>"
TEXT = "<p>A paragraph with <a href='/2'>one link in its text</a> and more words behind it.</p>"


def remaining(page: str) -> list[str]:
    blocks = lines(parse(f"<body>{page}</body>").tree)
    cards = in_cards(blocks)
    return [block.text for index, block in enumerate(blocks) if index not in cards]


def test_cards_side_by_side_go_and_the_text_stays() -> None:
    text = remaining(TEXT)
    assert remaining(TEXT + CARD * 3 + TEXT) == text * 2
    assert remaining(f"<div>{TEXT}</div><section>{f'<ul><li>{CARD}</ul>' * 5}</section>") == text


def test_one_or_two_are_no_list() -> None:
    assert len(remaining(CARD * 2)) == 6


def test_paragraphs_that_begin_with_a_link_now_and_then_are_no_cards() -> None:
    linked = "<p><a href='/3'>See the whole of the report</a></p>"
    assert len(remaining((TEXT * 4 + linked) * 3)) == 15
