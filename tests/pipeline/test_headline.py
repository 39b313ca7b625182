"""The headline that a page shows is found among logos, metadata and other headings."""

import pytest

from pipeline.headline import author, headline, section
from pipeline.markup import parse

TITLE = "Copper plant orders new furnaces"


@pytest.mark.parametrize(
    "page",
    [
        f"<h1>{TITLE}</h1>",
        f"<title>{TITLE} - The Paper</title><h1>The Paper</h1><h1>{TITLE}</h1>",
        f"<title>{TITLE} | The Paper</title><meta property='og:site_name' content='The Paper'><p>x</p>",
        f"<title>The Paper :: {TITLE}</title><a href='/'>The Paper</a>",
        f"<meta property='og:title' content='{TITLE}'><title>The Paper</title><h2>Related</h2>",
        f"<title>The Paper</title><img src='/logo.svg' alt='The Paper'><h3>About</h3><h2>{TITLE}</h2>",
        f"<title>{TITLE[:20]}… | Paper</title><h1>{TITLE}</h1>",
        f"<title>{TITLE}</title><h2>Most read</h2><h2 class='t'>{TITLE}</h2><h1>Menu</h1>",
        f"<script type='application/ld+json'>{{'broken</script><title>{TITLE}</title>",
        f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{TITLE}"}}</script><p>x</p>',
    ],
)
def test_the_headline_is_found(page: str) -> None:
    assert headline(parse(f"<html>{page}</html>"), None) == TITLE


def test_the_feeds_title_helps_where_the_page_has_none() -> None:
    assert headline(parse("<title>The Paper</title><a href='/'>The Paper</a><p>x</p>"), TITLE) == TITLE


def test_a_dash_within_a_headline_is_not_the_outlets_name() -> None:
    title = "Copper plant orders new furnaces — contract signed"
    assert headline(parse(f"<title>{title}</title><p>x</p>"), None) == title


def test_authors_and_sections_are_read_and_outlets_are_no_authors() -> None:
    assert author(parse("<meta name='author' content='By A. Karim'><p>x</p>")) == "A. Karim"
    assert (
        author(parse("<meta name=author content='The Paper'><meta property=og:site_name content='The Paper'>")) is None
    )
    assert section(parse("<meta property='article:section' content='Economy'><p>x</p>")) == "Economy"
    assert section(parse("<p>x</p>")) is None
