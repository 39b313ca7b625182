"""The picture of a month, drawn as lines."""

from dataclasses import replace

import pytest
from lxml import html

from alerts.render import render
from alerts.rendering.charts import charts
from alerts.telling.picture import Picture
from alerts.wording import languages, wording
from tests.alerts.samples import item, made

SEEN = Picture(
    deals=9,
    minerals=tuple((mineral, 9 - n) for n, mineral in enumerate(("tungsten", "copper", "uranium", "lithium", "tin",
                                                                   "zinc", "lead", "gold", "silver"))),
    countries=(("DE", 2), ("KR", 1)),
    stages=(("talks", 1), ("agreement", 8)),
)  # fmt: skip


@pytest.mark.parametrize("language", languages())
def test_the_charts_are_lines_in_every_language_the_longest_full_and_the_rest_counted(language: str) -> None:
    words = wording(language)
    minerals, countries, stages = charts(SEEN, words)
    assert (minerals.bars[0].name, minerals.bars[0].number, minerals.bars[0].length) == (
        words.term("tungsten"),
        "9",
        100,
    )
    assert (len(minerals.bars), minerals.more, countries.more) == (8, words.say("and_more", n=1), "")
    assert [bar.length for bar in stages.bars] == [12, 100]
    message = render(replace(made(item(), language=language), picture=SEEN))
    assert f"{words.term('tungsten'):28} {'█' * 20} 9" in message.text
    assert message.html.count('class="bar"') == 12
    more = html.document_fromstring(message.html).xpath("//table[@class='chart']/tbody/tr[not(.//table)]/td/small")
    assert [one.text for one in more] == [words.say("and_more", n=1)]  # in a line of its own
    assert "<svg" not in message.html
    assert "<img" not in message.html


def test_an_empty_month_is_said_without_charts() -> None:
    assert list(charts(Picture(0, (), (), ()), wording("en"))) == []
