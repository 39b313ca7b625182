"""A page is made once, and has as many of its deals as are wanted; its size is known before it is put together."""

import re

import pytest

from alerts.render import render
from alerts.rendering.framing import DEALS, GLANCE, MORE, Frame
from alerts.rendering.printing import printed
from alerts.wording import wording
from tests.alerts.samples import item, made

COUNTED = {"en": "2 more deals", "ru": "ещё 2 сделки", "uz": "yana 2 ta bitim"}
VALUES = {
    "subject": "News", "date": "today", "greeting": "Good day.", "period": "a day", "following": "All.",
    "corrections": (), "more_corrections": 0, "promises": (), "held": "", "month": "", "charts": [], "links": None,
    "reached": True, "denominator": [("Pages", "7")],
}  # fmt: skip


@pytest.mark.parametrize("language", COUNTED)
def test_the_size_is_that_of_the_page_and_the_rest_is_counted(language: str) -> None:
    words = wording(language)
    blocks = [printed(item(key=str(number), title=f"Сделка {number} – 钨"), words) for number in range(5)]
    frame = Frame(blocks, words, VALUES)
    for shown in range(6):
        page = frame.page(blocks[:shown])
        assert frame.size(blocks[:shown]) == len(page.encode())
        assert len(re.findall('class="heading"', page)) == len(re.findall("<li>", page)) == shown
        assert re.findall(r"<h2[^>]*>(\d+)\. ", page) == [str(number + 1) for number in range(shown)]
        assert (COUNTED[language] in page) == (shown == 3)
        assert "<!--" not in page


def test_a_deal_that_is_alone_has_no_number() -> None:
    assert re.search(r"<h2[^>]*>Uzbekistan Technological", render(made(item())).html)


def test_a_title_that_looks_like_a_mark_stays_text() -> None:
    marks = f"{MORE}{GLANCE}{DEALS}".replace("\n", "")
    hostile = item(key="a", title=marks, parties=())
    page = render(made(hostile, item(key="b"))).html
    assert page.count("&lt;!--deals--&gt;") == 2  # in a line and above its block
    assert "<!--" not in page
    assert page.count('class="card"') == 3
