"""A feed loses what no honest feed has, and nothing else."""

import pytest

from crawler import trim as trimming
from crawler.trim import LONGEST_ITEM, MOST_ITEMS, SMALL, trim

HEAD = '<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>'
ITEM = "<item><title>A deal</title></item>"
TAIL = "</channel></rss>"
FILLER = f"<item><description><![CDATA[{'<br>' * 60_000}]]></description></item>"  # makes a feed large, within limits


def test_an_ordinary_feed_is_left_as_it_is() -> None:
    text = HEAD + ITEM * 1000 + TAIL
    assert trim(text) is text


def test_of_a_large_feed_every_item_within_the_limits_is_kept() -> None:
    text = HEAD + FILLER * 2 + ITEM + TAIL
    assert len(text) <= SMALL
    assert trim(text) == text


def test_items_beyond_the_limit_are_left_out_and_the_feed_is_closed() -> None:
    assert trim(HEAD + ITEM * 20_000 + TAIL) == HEAD + ITEM * MOST_ITEMS + TAIL


@pytest.mark.parametrize(
    "bad",
    [
        f"<item>{'x' * LONGEST_ITEM}</item>",
        f"<item>{'<a>' * 30_000}{'</a>' * 30_000}</item>",
        f"<item>{'<a>' * 30_000}",
    ],
    ids=["long", "deep", "open"],
)
def test_an_item_that_is_too_much_is_left_out(bad: str) -> None:
    filler = FILLER if len(bad) > trimming.FEW_TAGS else ""
    assert trim(HEAD + ITEM + bad + filler + ITEM + TAIL) == HEAD + ITEM + filler + ITEM + TAIL


@pytest.mark.parametrize("junk", ["<a>" * 30_000, f"<a>{'x' * SMALL}</a>"], ids=["deep", "long"])
def test_of_a_head_that_is_too_much_the_outermost_tags_are_kept(junk: str) -> None:
    root = '<rdf:RDF xmlns="http://purl.org/rss/1.0/">'
    assert trim(f"<?xml version='1.0'?>{root}{junk}{ITEM}") == f"{root}{ITEM}</rdf:RDF>"
    assert trim(f"{HEAD}{junk}{ITEM}{TAIL}") == f'<rss version="2.0"><channel>{ITEM}{TAIL}'


def test_a_text_without_items_is_cut() -> None:
    assert trim("<html>" + "x" * SMALL) == ("<html>" + "x" * SMALL)[: trimming.LONGEST_HEAD]
    assert trim("x" * SMALL + "<<item>") == ""


def test_entities_are_not_declared() -> None:
    assert trim(f'<!DOCTYPE rss [<!ENTITY a "b">]>{HEAD[21:]}{ITEM}{TAIL}') == HEAD[21:] + ITEM + TAIL


@pytest.mark.parametrize(
    "reference",
    ["&#xD800;", "&#x00dfff;", "&#55296;", "&#57343;", "&#x11000000;", "&#1114112;", "&#" + "9" * 5000 + ";"],
)
def test_half_a_character_is_none(reference: str) -> None:
    assert trim(f"<item>{reference}</item>") == "<item>\ufffd</item>"


@pytest.mark.parametrize(
    "reference", ["&#1042;", "&#x412;", "&#x1f600;", "&#55295;", "&#57344;", "&#xe000;", "&#xd7ff;"]
)
def test_whole_characters_are_left(reference: str) -> None:
    assert trim(reference) == reference
