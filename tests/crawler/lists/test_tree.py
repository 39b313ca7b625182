"""A page's tree is read whatever its charset and size; what is no page is refused."""

import pytest

from crawler.lists.listing import Unreadable
from crawler.lists.tree import LARGEST, read_html


def test_a_page_is_read_in_its_own_charset() -> None:
    page = "<html><body><p>Медь Узбекистана</p></body></html>".encode("cp1251")
    assert read_html(page, "windows-1251").xpath("//p")[0].text == "Медь Узбекистана"


def test_of_an_endless_page_the_beginning_is_read() -> None:
    page = b"<p>first</p>" + b"<p>more</p>" * (LARGEST // 5)
    paragraphs = read_html(page, None).xpath("//p")
    assert paragraphs[0].text == "first"
    assert len(paragraphs) < LARGEST // 5


@pytest.mark.parametrize("body", [b"", b"   ", b"<!-- nothing -->"])
def test_what_holds_no_page_is_refused(body: bytes) -> None:
    with pytest.raises(Unreadable, match="without any HTML"):
        read_html(body, None)
