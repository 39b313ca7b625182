"""The headline that a page shows is found among logos, metadata and other headings."""

import pytest

from pipeline.extraction.blocks import lines
from pipeline.extraction.headline import author, headline, section
from pipeline.extraction.markup import parse

TITLE = "Copper plant orders new furnaces"
TEXT = "<p>The copper plant at the foot of the hills has ordered two furnaces from a maker abroad this week.</p>"


def read(page: str, hinted: str | None = None) -> str:
    markup = parse(page)
    return headline(markup, lines(markup.tree), hinted)


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
    assert read(f"<html>{page}</html>") == TITLE


def test_the_feeds_title_helps_where_the_page_has_none() -> None:
    assert read("<title>The Paper</title><a href='/'>The Paper</a><p>x</p>", TITLE) == TITLE


@pytest.mark.parametrize(
    "page",
    [
        f"<title>Official site of the combine</title><h1>News</h1><h2>{TITLE}</h2><div>10.04.2025</div>{TEXT}",
        f"<title>The site of the combine</title><h3><a href=/1>Silver mine opens again</a></h3><h3>{TITLE}</h3>{TEXT}",
        f"<title>Wild geese and gold: {TITLE}</title><h1>Wild geese and gold</h1><h3>{TITLE}</h3>{TEXT}",
        f"<title>{TITLE} | Bulletin No 38</title><div class=a>{TITLE}</div><h3>More of this</h3>{TEXT}",
        f"<title>{TITLE}</title><h3>Three new ovens by spring</h3>{TEXT}",
    ],
)
def test_the_text_below_tells_the_headline_from_the_names_of_site_and_section(page: str) -> None:
    assert read(f"<html>{page}</html>") == TITLE


def test_a_dash_within_a_headline_is_not_the_outlets_name() -> None:
    title = "Copper plant orders new furnaces — contract signed"
    assert read(f"<title>{title}</title><p>x</p>") == title


def test_authors_and_sections_are_read_and_outlets_are_no_authors() -> None:
    assert author(parse("<meta name='author' content='By A. Karim'><p>x</p>")) == "A. Karim"
    assert (
        author(parse("<meta name=author content='The Paper'><meta property=og:site_name content='The Paper'>")) is None
    )
    assert section(parse("<meta property='article:section' content='Economy'><p>x</p>")) == "Economy"
    assert section(parse("<p>x</p>")) is None
