"""A tree is read line by line, and pruned of what is none of the article."""

import pytest

from pipeline.extraction.blocks import lines, prune
from pipeline.extraction.markup import parse

LONG = "A sentence that is long enough to be counted as running text of a page, and then some more."


def texts(page: str, *, pruned: bool = True) -> list[str]:
    tree = parse(f"<html><body>{page}</body></html>").tree
    if pruned:
        prune(tree)
    return [block.text for block in lines(tree)]


def test_block_elements_and_breaks_part_lines_and_inline_ones_do_not() -> None:
    page = "<div>one <b>and</b> <i>half</i><p>two</p>three<br>four<ul><li>five</li></ul> six </div>"
    assert texts(page) == ["one and half", "two", "three", "four", "five", "six"]


def test_elements_of_a_pages_own_making_and_those_shown_as_blocks_part_lines() -> None:
    page = "<x-date>10 April</x-date><x-text>one</x-text><span style='display:block'>two</span><span>three</span>"
    assert texts(page) == ["10 April", "one", "two", "three"]


def test_a_field_whose_label_is_hidden_and_a_page_that_has_a_sidebar_are_kept() -> None:
    assert texts("<div class='field--label-hidden'>x</div><div class='has-sidebar'>y</div>") == ["x", "y"]


def test_a_line_knows_how_much_of_it_is_links() -> None:
    found = lines(parse("<p>1234 <a href='/'>5678</a></p><p><a href='/'>all</a></p>").tree)
    assert [round(block.link_share, 1) for block in found] == [0.4, 1.0]


@pytest.mark.parametrize(
    "aside",
    [
        "<nav>x</nav>",
        "<aside>x</aside>",
        "<div class='relatedPosts'>x</div>",
        "<div id='comments-area'>x</div>",
        "<div role='complementary'>x</div>",
        "<div hidden>x</div>",
        "<div style='display: none'>x</div>",
        "<figure><figcaption>x</figcaption></figure>",
        "<div class='photo-caption'>x</div>",
        "<p><img src=a.jpg><br><small>x</small></p>",
        "<footer>x</footer>",
        "<p class='author'>x</p>",
    ],
)
def test_what_is_none_of_the_article_goes(aside: str) -> None:
    assert texts(f"<p>{LONG}</p>{aside}<p>{LONG}</p>") == [LONG, LONG]


@pytest.mark.parametrize(
    "around",
    [
        "<div class='content with-sidebar'>{}</div>",
        "<form>{}</form>",
        "<div class='info box'>{}</div>",
        "<main hidden>{}</main>",
    ],
)
def test_the_text_itself_stays_whatever_its_element_is_called(around: str) -> None:
    assert texts(around.format(f"<p>{LONG}</p><p>{LONG}</p>")) == [LONG, LONG]


def test_paragraphs_that_all_bear_a_suspicious_name_stay() -> None:
    assert texts(f"<p class='text-info'>{LONG}</p>" * 8) == [LONG] * 8


def test_text_beside_an_image_is_no_caption() -> None:
    assert texts("<p><img src=a.jpg>one <em>two</em></p><div><img src=b.jpg><p>three</p></div>") == ["one two", "three"]
