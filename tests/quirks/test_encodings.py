"""Encodings and apostrophes as the field notes found them (3.6); the numbers count its paragraphs and their cases."""

import pytest

from tests.newsstand.asking import get
from tests.quirks.conftest import Street

CASES = {
    "e1a windows-1251 that nobody declares": ("metalinfo", "text/html", "windows-1251"),
    "e1b windows-1251 that is declared as utf-8": ("chalkash", "text/html; charset=utf-8", "windows-1251"),
    "e1c utf-8 that is declared as windows-1251": ("teskari", "text/html; charset=windows-1251", "utf-8"),
    "e1d a byte order mark": ("belgili", "text/html; charset=utf-8", "utf-8-sig"),
}


@pytest.mark.parametrize("case", CASES)
def test_the_letters_are_right_whatever_is_declared(street: Street, case: str) -> None:
    slug, declared, charset = CASES[case]
    (story,) = street.stories(slug)
    _, headers, body = get(street.stand.address(story.id))
    assert headers["Content-Type"] == declared
    assert story.paragraphs[1][:20] in body.decode(charset)
    assert street.article(slug).title == story.title
    assert street.article(slug).text.split("\n") == list(story.paragraphs)
    assert street.pages(slug)[0].hints["title"] == story.title


def test_e3_cyrillic_in_an_address_is_one_address_in_both_its_spellings(street: Street) -> None:
    (page,) = street.pages("oilandgas-uz")
    assert "%D" in page.address
    assert len(street.articles("oilandgas-uz")) == 1
