"""A feed loses what no honest feed has, and nothing else."""

import pytest

from crawler.lists import trim as trimming
from crawler.lists.trim import LARGEST, LONGEST_ITEM, MOST_ITEMS, SMALL, trim

HEAD = '<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>'
ITEM = "<item><title>A deal</title></item>"
TAIL = "</channel></rss>"
FILLER = f"<item><description><![CDATA[{'<br>' * 60_000}]]></description></item>"  # makes a feed large, within limits


def kept(text: str) -> str:
    return trim(text)[0]


def test_an_ordinary_feed_is_left_as_it_is() -> None:
    text = HEAD + ITEM * 1000 + TAIL
    assert kept(text) is text


def test_of_a_large_feed_every_item_within_the_limits_is_kept() -> None:
    text = HEAD + FILLER * 2 + ITEM + TAIL
    assert len(text) <= SMALL
    assert kept(text) == text


def test_items_beyond_the_limit_are_left_out_and_the_feed_is_closed() -> None:
    assert kept(HEAD + ITEM * 20_000 + TAIL) == HEAD + ITEM * MOST_ITEMS + TAIL


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
    assert kept(HEAD + ITEM + bad + filler + ITEM + TAIL) == HEAD + ITEM + filler + ITEM + TAIL


@pytest.mark.parametrize("junk", ["<a>" * 30_000, f"<a>{'x' * SMALL}</a>"], ids=["deep", "long"])
def test_of_a_head_that_is_too_much_the_outermost_tags_are_kept(junk: str) -> None:
    root = '<rdf:RDF xmlns="http://purl.org/rss/1.0/">'
    assert kept(f"<?xml version='1.0'?>{root}{junk}{ITEM}") == f"{root}{ITEM}</rdf:RDF>"
    assert kept(f"{HEAD}{junk}{ITEM}{TAIL}") == f'<rss version="2.0"><channel>{ITEM}{TAIL}'


def test_a_text_without_items_is_cut() -> None:
    assert kept("<html>" + "x" * SMALL) == ("<html>" + "x" * SMALL)[: trimming.LONGEST_HEAD]
    assert kept("x" * SMALL + "<<item>") == ""


def test_what_is_left_out_is_told() -> None:
    assert trim(HEAD + ITEM * MOST_ITEMS + TAIL)[1] is None
    assert trim(HEAD + ITEM * 20_000 + TAIL)[1] == "cut after 2,000 entries"
    long = f"<item>{'x' * LONGEST_ITEM}</item>"
    assert trim(HEAD + ITEM + FILLER + long * 2 + TAIL)[1] == "2 entries are cut or too large"
    half = f"<item><description>{'x' * LARGEST}"
    assert trim(HEAD + ITEM + half) == (HEAD + ITEM + TAIL, "1 entries are cut or too large")


@pytest.mark.parametrize("name", ["content", "content:encoded"])
def test_of_a_feed_that_carries_too_many_articles_the_items_are_kept_without_them(name: str) -> None:
    whole = "<item><title>A deal</title><{0}>{1}</{0}><link>/1</link><{0} a='b'>{1}</{0}></item>"
    one = whole.format(name, "x" * 100_000)
    assert kept(HEAD + one * 9 + TAIL) == HEAD + one * 9 + TAIL  # while there is room
    without = "<item><title>A deal</title><link>/1</link></item>"
    assert trim(HEAD + one * 200 + TAIL) == (HEAD + without * 200 + TAIL, None)
    open_ = f"<item><title>A deal</title><{name}>" * 100_000 + f"{'x' * LARGEST}</item>"
    assert kept(HEAD + ITEM + open_ + TAIL).startswith(HEAD + ITEM)


def test_entities_are_not_declared() -> None:
    assert kept(f'<!DOCTYPE rss [<!ENTITY a "b">]>{HEAD[21:]}{ITEM}{TAIL}') == HEAD[21:] + ITEM + TAIL


@pytest.mark.parametrize(
    "reference",
    ["&#xD800;", "&#x00dfff;", "&#55296;", "&#57343;", "&#x11000000;", "&#1114112;", "&#" + "9" * 5000 + ";"],
)
def test_half_a_character_is_none(reference: str) -> None:
    assert kept(f"<item>{reference}</item>") == "<item>\ufffd</item>"


@pytest.mark.parametrize(
    "reference", ["&#1042;", "&#x412;", "&#x1f600;", "&#55295;", "&#57344;", "&#xe000;", "&#xd7ff;"]
)
def test_whole_characters_are_left(reference: str) -> None:
    assert kept(reference) == reference
