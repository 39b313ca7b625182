"""Bodies of pages and what stands around them, as field notes found it (3.5); numbers count that table's rows."""

import pytest

from tests.newsstand.asking import get
from tests.quirks.conftest import Street

ROWS = {  # row: outlet, and a sign on its page that shows the quirk
    "b02 hashed class names": ("tass", 'class="'),
    "b05 the text twice on the page": ("uza", ""),
    "b07 newer headlines of other pages within the body": ("kun-uz", "Qozog‘iston litiy sotmoqda"),
    "b08 a ticker before the text": ("intellinews", "USD/UZS 12 180"),
    "b09 a banner in another language": ("trend-az", ""),
    "b10 closing lines": ("gazeta-uz", "Телеграм-канал «Газеты.uz»"),
    "b11 the company's preface": ("uztmk", ""),
    "b12 chains of teasers": ("intellinews", "… more"),
    "b13 the picture's caption that repeats the headline": ("daryo", "alt="),
    "b07 related posts, share row and comment form": ("mining-com", "Related"),
    "b05 single blocks, each in a container of its own": ("sputnik-uz", ""),
    "b10 a disclaimer under the text": ("tashkent-times", ""),
}


@pytest.mark.parametrize("row", ROWS)
def test_the_text_is_the_article_and_nothing_else(street: Street, row: str) -> None:
    slug, sign = ROWS[row]
    stories = street.stories(slug)
    assert any(sign in get(street.stand.address(story.id))[2].decode() for story in stories)
    for story, article in zip(stories, street.articles(slug), strict=True):
        assert article.title == story.title
        assert article.text.split("\n") == list(story.paragraphs)


def test_b01_a_shell_without_text_is_counted_with_its_reason_and_is_no_article(street: Street) -> None:
    (page,) = street.pages("qobiq")
    assert page.state == "failed"
    assert "a page built by scripts" in (page.reason or "")


def test_b14_a_teaser_before_a_wall_is_marked_as_cut(street: Street) -> None:
    assert street.article("intellinews").notes["truncated"] is True


def test_b15_a_consent_wall_is_never_stored_as_an_article(street: Street) -> None:
    (page,) = street.pages("rozilik")
    assert (page.state, page.body, page.reason) == ("missed", None, "a consent page instead of the article")
    assert street.articles("rozilik") == []


def test_b16_promoted_content_is_marked(street: Street) -> None:
    assert street.article("ein-presswire").notes["sponsored"] is True
