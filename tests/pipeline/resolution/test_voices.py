"""A copy, and a declared reprint that is no copy by its words, speak with the voice of their original."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from pipeline.db import session
from pipeline.models import Article, Deal, SourceState
from pipeline.queries.dossier import dossier
from pipeline.resolution.voices import Spoken, Voice, attributed, declared, voices

if TYPE_CHECKING:
    from conftest import Newsroom
    from sqlalchemy import Engine

NOON = dt.datetime(2025, 3, 3, 12, tzinfo=dt.UTC)


def spoken(
    number: int, publisher: str, hours: float, *reprints: str, copy_of: int | None = None, exact: bool = True
) -> Spoken:
    """Return an article of a publisher, so many hours after noon."""
    return Spoken(number, copy_of, publisher, NOON + dt.timedelta(hours=hours), exact, frozenset(reprints))


def heard(*articles: Spoken) -> list[str]:
    """Return the publishers that the articles speak for, in their order."""
    return [voice.publisher for voice in attributed(articles).values()]


def test_a_reprinter_speaks_for_the_outlet_it_reprints_within_two_days() -> None:
    assert heard(spoken(1, "trend", 0), spoken(2, "menafn", 47, "trend")) == ["trend", "trend"]
    assert heard(spoken(1, "trend", 0), spoken(2, "menafn", 49, "trend")) == ["trend", "menafn"]


@pytest.mark.parametrize(
    "articles",
    [
        (spoken(1, "trend", 0), spoken(2, "menafn", 3)),
        (spoken(1, "trend", 0), spoken(2, "menafn", 3, "uza")),
        (spoken(1, "trend", 9), spoken(2, "menafn", 3, "trend")),
    ],
    ids=["nothing declared", "another outlet", "before its original"],
)
def test_who_reprints_nothing_of_it_speaks_for_itself(articles: tuple[Spoken, ...]) -> None:
    assert heard(*articles) == ["trend", "menafn"]


def test_a_moment_known_to_the_day_may_be_off_by_one() -> None:
    assert heard(spoken(1, "trend", 9), spoken(2, "menafn", 0, "trend", exact=False)) == ["trend", "trend"]
    assert heard(spoken(1, "trend", 0, exact=False), spoken(2, "menafn", 70, "trend")) == ["trend", "trend"]
    assert heard(spoken(1, "trend", 0, exact=False), spoken(2, "menafn", 73, "trend")) == ["trend", "menafn"]


def test_a_reprint_of_a_reprint_speaks_for_the_first() -> None:
    chain = (spoken(1, "uza", 0), spoken(2, "trend", 20, "uza"), spoken(3, "menafn", 60, "trend"))
    assert heard(*chain) == heard(*reversed(chain)) == ["uza"] * 3
    assert attributed(chain)[3] == Voice("uza", again=True)


def test_a_copy_follows_its_original_to_whom_that_reprints() -> None:
    assert heard(spoken(1, "uza", 0), spoken(2, "trend", 2, "uza"), spoken(3, "trend", 3, copy_of=2)) == ["uza"] * 3
    assert attributed([spoken(3, "trend", 3, copy_of=2)])[3] == Voice("trend", again=True)


def test_of_several_originals_the_nearest_is_taken() -> None:
    articles = (spoken(1, "trend", 0), spoken(2, "mining", 5), spoken(3, "minexforum", 6, "trend", "mining"))
    assert heard(*articles) == ["trend", "mining", "mining"]


def test_where_outlets_reprint_one_another_the_first_to_speak_is_the_original() -> None:
    ring = (spoken(1, "aa", 5, "uza", exact=False), spoken(2, "uza", 0, "aa", exact=False))
    assert attributed(ring) == {1: Voice("uza", again=True), 2: Voice("uza", again=False)}


def declare(newsroom: Newsroom, name: str, *reprints: str, publisher: str | None = None) -> None:
    """Store a source as a crawl does."""
    with session(newsroom.engine) as opened:
        opened.add(SourceState(name=name, publisher=publisher or name, reprints=list(reprints)))


def test_a_declared_reprint_is_no_independent_publisher_of_its_deal(newsroom: Newsroom) -> None:
    declare(newsroom, "trend")
    declare(newsroom, "menafn", "trend")
    step = newsroom.step(*newsroom.who, *newsroom.what, on="2025-03-03")
    wrong = newsroom.step(*newsroom.who, *newsroom.what, on="2025-03-04")
    newsroom.report("trend/1", "2025-03-03", step)
    newsroom.report("menafn/1", "2025-03-04", wrong)
    (deal,) = newsroom.deals()
    assert deal.stage_date == dt.date(2025, 3, 3)
    said = [value["publishers"] for value in deal.conflicts[0]["values"]]
    assert said == [["trend"], ["trend"]]
    newsroom.report("kun/1", "2025-03-04", step)
    with session(newsroom.engine) as opened:
        assert "reports       2 publishers, 3 articles" in dossier(opened, deal.key)


def test_without_the_word_of_its_block_the_same_report_counts(newsroom: Newsroom) -> None:
    declare(newsroom, "menafn")
    step = newsroom.step(*newsroom.who, *newsroom.what, on="2025-03-03")
    newsroom.report("trend/1", "2025-03-03", step)
    newsroom.report("menafn/1", "2025-03-04", step)
    with session(newsroom.engine) as opened:
        assert "reports       2 publishers, 2 articles" in dossier(opened, newsroom.deals()[0].key)


def test_the_reprinted_outlet_stands_for_its_whole_family(newsroom: Newsroom) -> None:
    """The agency's Russian edition is named, the report is its English edition's."""
    declare(newsroom, "uza_ru", publisher="uza")
    declare(newsroom, "sputnik", "uza_ru")
    step = newsroom.step(*newsroom.who, *newsroom.what, on="2025-03-03")
    newsroom.report("uza/1", "2025-03-03", step)
    newsroom.report("sputnik/1", "2025-03-04", step)
    with session(newsroom.engine) as opened:
        (deal,) = opened.scalars(select(Deal))
        names = dict(opened.execute(select(Article.id, Article.source)).all())
        found = {names[article]: voice for article, voice in voices(opened, [deal.id])[deal.id].items()}
    assert found == {"uza": Voice("uza", again=False), "sputnik": Voice("uza", again=True)}


def test_what_is_declared_is_told_by_publisher(database: Engine) -> None:
    with session(database) as opened:
        opened.add(SourceState(name="uza_ru", publisher="uza"))
        opened.add(SourceState(name="sputnik", reprints=["uza_ru", "never_crawled"]))
        opened.flush()
        assert declared(opened, "sputnik") == {"uza", "never_crawled"}
        assert declared(opened, "uza_ru") == declared(opened, "unknown") == frozenset()
        assert voices(opened, []) == {}
