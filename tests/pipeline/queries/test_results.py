"""What a search found is shown safely to a person, and whole to a machine."""

import datetime as dt
import json

from pipeline.queries.results import lines, records
from pipeline.queries.search import FoundArticle, FoundDeal
from pipeline.queries.snippet import Shown

DAY = dt.datetime(2025, 3, 4, tzinfo=dt.UTC)
ARTICLE = FoundArticle(
    url="https://news.example/\x1b[2J1",
    outlet="News\u202e",
    lang="en",
    published_at=DAY,
    relevant=False,
    withdrawn=True,
    title=Shown("Copper \x1b]0;x\x07here", [(0, 6)]),
    snippet=Shown("of copper and tin", [(3, 9), (14, 17)]),
    score=0.5,
)
DEAL = FoundDeal("key-1", Shown("A: cooperation (copper)", [(16, 22)]), "talks", DAY.date(), "month", ["US"], DAY, 0.7)


def test_found_words_stand_in_brackets_and_nothing_commands_the_terminal() -> None:
    shown = "\n".join(lines([DEAL], [ARTICLE]))
    assert "deal  A: cooperation ([copper])" in shown
    assert "key-1 · talks since 2025-03 · US" in shown
    assert "[Copper]" in shown
    assert "of [copper] and [tin]" in shown
    assert "2025-03-04, not about a deal, withdrawn by its outlet" in shown
    assert not {"\x1b", "\x07", "\u202e"} & set(shown)


def test_a_machine_gets_the_spans() -> None:
    deal, article = (json.loads(line) for line in records([DEAL], [ARTICLE]))
    assert (deal["kind"], deal["key"], deal["stage_date"]) == ("deal", "key-1", "2025-03-04")
    assert [article["snippet"][start:end] for start, end in article["found"]] == ["copper", "tin"]
    assert article["withdrawn"] is True
