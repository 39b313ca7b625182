"""Markup is parsed within bounds, and what pages state of themselves is read as they write it."""

import pytest

from pipeline.extraction.markup import Unextractable, parse


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "headline": "Ore"}',
        '<!-- {"@type": "NewsArticle", "headline": "Ore"} -->',
        '//<![CDATA[\n{"@type": "NewsArticle", "headline": "Ore"}\n//]]>',
        '[{"@type": "WebPage"}, {"@type": "Report", "headline": "Ore",}]',
        '{"@graph": [{"@type": "Person"}, {"@type": ["Article"], "headline": "Ore"}]}',
        '{"@type": "WebPage", "mainEntity": {"@type": "https://schema.org/Article", "headline": "Ore"}}',
        '{"@type": "NewsArticle", "headline": "Ore", "text": "line\nbreak"}',
    ],
)
def test_linked_data_is_read_as_pages_write_it(script: str) -> None:
    page = parse(f"<html><script type='application/ld+json'>{script}</script><p>x</p></html>")
    assert page.article["headline"] == "Ore"


def test_the_first_meta_tag_of_a_name_wins_whatever_its_case() -> None:
    page = parse("<meta property='OG:Title' content='Ore'><meta name='og:title' content='Other'><p>x</p>")
    assert page.meta == {"og:title": "Ore"}


def test_scripts_and_comments_are_no_text() -> None:
    page = parse("<body><script>var a</script><!-- secret --><style>p{}</style><noscript>no</noscript><p>x</p></body>")
    assert page.tree.text_content() == "x"


@pytest.mark.parametrize("text", ["", "   ", "<?xml version='1.0' encoding='utf-8'?>"])
def test_nothing_is_no_page(text: str) -> None:
    with pytest.raises(Unextractable):
        parse(text)


def test_declared_encodings_and_control_signs_do_no_harm() -> None:
    page = parse("<?xml version='1.0' encoding='windows-1251'?><html><p>Медь\x00\x1f</p></html>")
    assert "Медь" in page.tree.text_content()


def test_signs_that_are_none_become_spaces_and_all_others_stay() -> None:
    kept = "".join(map(chr, (9, 0x85, 0xA0, 0xD7FF, 0xE000, 0xFFFD, 0x1F4A1)))
    lost = "".join(map(chr, (0, 8, 11, 31, 127, 0x80, 0x9F, 0xD800, 0xDFFF, 0xFFFE, 0xFFFF)))
    page = parse(f"<html><p>a{kept}b{lost}c</p></html>")
    assert page.tree.text_content() == f"a{kept}b{' ' * len(lost)}c"
