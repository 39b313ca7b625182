"""What stands before an article's headline, after its end and in the next article's frame is not its own."""

import pytest

from pipeline.extraction.blocks import lines
from pipeline.extraction.markup import parse
from pipeline.extraction.neighbours import own_lines

TITLE = "Copper plant orders new furnaces"
OWN = [
    "The copper plant at the foot of the hills has ordered two furnaces from a maker abroad this week, it said.",
    "They are to be delivered by rail before the winter and will replace two that were built half a century ago.",
]
OTHER = (
    "Farmers of the eastern valley expect a good harvest of apricots, and the canneries have begun to hire people. " * 4
)
BODY = "".join(f"<p>{text}</p>" for text in OWN)


def own(page: str) -> list[str]:
    blocks = lines(parse(f"<html><body>{page}</body></html>").tree)
    worth = [float(len(block.text)) if block.text.endswith(".") else -10.0 for block in blocks]
    return [blocks[place].text for place in own_lines(blocks, worth, TITLE)]


def test_teasers_before_the_headline_are_left_out_however_long() -> None:
    assert own(f"<div><b>Harvest</b><p>{OTHER}</p><p>{OTHER}</p></div><h1>{TITLE}</h1>{BODY}") == OWN


def test_without_a_headline_all_lines_may_be_the_articles() -> None:
    assert own(f"<p>{OTHER}</p>{BODY}") == [OTHER.strip(), *OWN]


def test_a_headline_that_stands_below_the_text_cuts_nothing_off() -> None:
    assert own(f"{BODY}<p>{OTHER}</p><h3>{TITLE}</h3>")[:2] == OWN


@pytest.mark.parametrize(
    "shown", [f"<div class=name>{TITLE}</div>", f"<li><a href=/1>{TITLE}</a></li><h2>{TITLE}</h2>"]
)
def test_a_headline_may_stand_in_any_element_but_a_link_only_where_there_is_no_other(shown: str) -> None:
    assert own(f"<p>Good morning.</p>{shown}{BODY}") == OWN


@pytest.mark.parametrize(
    "page",
    [
        f"<h1>{TITLE}</h1>{BODY}<h1>Apricots</h1><p>{OTHER}</p>",
        f"<h1>{TITLE}</h1>{BODY}<h2>Apricots</h2><div>12.04.2025, 10:00</div><p>{OTHER}</p>",
        f"<div class=a><h2>{TITLE}</h2>{BODY}</div><div class=a><h2>Apricots</h2><p>{OTHER}</p></div>",
        f"<article><h1>{TITLE}</h1>{BODY}</article><article><h2>Apricots</h2><p>{OTHER}</p></article>",
    ],
)
def test_the_next_article_is_left_out_however_long(page: str) -> None:
    assert own(page) == OWN


def test_headings_within_an_article_end_nothing() -> None:
    page = f"<section><h1>{TITLE}</h1>{BODY}</section><section><h2>By rail</h2><p>{OTHER}</p></section>"
    assert own(page) == [*OWN, "By rail", OTHER.strip()]


def test_parts_under_a_closing_heading_are_left_out_even_if_they_are_longer_than_the_article() -> None:
    talk = f"<div><h3>Comments</h3><p>{OTHER}</p><p>{OTHER}</p></div>"
    assert own(f"<div><h1>{TITLE}</h1>{BODY}{talk}</div>") == OWN


@pytest.mark.parametrize(
    "below",
    [
        f"<div><div><b>Guest</b> 12.04.2025<div>{OTHER}</div></div><div><b>Aziz</b> 2025<p>{OTHER}</p></div></div>",
        f"<div class=teaser><h3><a href=/1>Apricots ripen in the valley</a></h3><p>{OTHER[:200]}.</p></div>",
    ],
)
def test_comments_and_a_card_below_the_text_are_left_out(below: str) -> None:
    assert own(f"<div><h1>{TITLE}</h1>{BODY}{below}</div>") == OWN


def test_the_posts_of_a_chronicle_are_kept() -> None:
    posts = "".join(f"<div><div>{hour}:05</div><p>{text}</p></div>" for hour, text in enumerate([*OWN, *OWN], 10))
    assert own(f"<h1>{TITLE}</h1><div>{posts}</div>") == [
        "10:05",
        OWN[0],
        "11:05",
        OWN[1],
        "12:05",
        OWN[0],
        "13:05",
        OWN[1],
    ]
