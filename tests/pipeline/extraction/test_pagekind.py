"""Pages that are no articles are told from those that only look like them."""

import pytest

from pipeline.extraction.blocks import lines
from pipeline.extraction.body import body
from pipeline.extraction.markup import Unextractable, parse
from pipeline.extraction.pagekind import is_sponsored, is_walled, refuse_lists, refuse_walls

TEXT = "<p>The council spoke about the price of parking for two hours and put off the vote to the autumn.</p>"
LIST = '<script type="application/ld+json">{"@type": "CollectionPage"}</script>'
LINKS = "<p><a href='/1'>A headline of another article</a></p>"


@pytest.mark.parametrize(
    "address",
    ["/", "/ru", "/uz/", "/news", "/ru/news/", "/tag/copper/page/3", "/?page=2", "/category/all", "/list/news"],
)
def test_addresses_of_lists_are_known(address: str) -> None:
    page = parse(TEXT * 5)
    with pytest.raises(Unextractable, match="a list page"):
        refuse_lists(page, body(page, ""), f"https://example.uz{address}")


@pytest.mark.parametrize("address", ["/?p=77", "/123", "/n/7", "/news/parking", "/uz/a1", "/index.php?id=5"])
def test_addresses_of_articles_are_not(address: str) -> None:
    page = parse(TEXT)
    refuse_lists(page, body(page, ""), f"https://example.uz{address}")


def test_a_page_that_calls_itself_a_list_is_one() -> None:
    page = parse(f"{LIST}{LINKS * 5}{TEXT}")
    with pytest.raises(Unextractable, match="a list page"):
        refuse_lists(page, body(page, ""), "https://example.uz/parking")


def test_a_short_article_beside_many_links_is_an_article() -> None:
    page = parse(f"<div><h1>Parking</h1>{TEXT}</div><div>{LINKS * 20}</div>")
    refuse_lists(page, body(page, "Parking"), "https://example.uz/parking")


def test_an_article_about_a_challenge_is_an_article() -> None:
    page = parse(f"<title>Access denied: the council put off the vote</title><div>{TEXT * 9}</div>")
    refuse_walls(page, lines(page.tree))


def test_walls_and_sponsors_are_known_by_their_lines() -> None:
    assert is_walled(parse("<p>x</p>"), ["Log in or register"])
    assert not is_walled(parse("<p>x</p>"), ["The wall was registered as a monument."])
    assert is_sponsored(["На правах рекламы"])
    assert not is_sponsored(["The sponsor of the cup was a bank."])
