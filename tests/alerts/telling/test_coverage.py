"""The denominator: what was read in a period, of what was due."""

import datetime as dt

from sqlalchemy.orm import Session

from alerts.telling.coverage import Trouble, coverage
from pipeline.models import Run
from tests.alerts.newsroom import Newsroom


def test_every_page_of_the_period_is_counted_where_it_belongs(newsroom: Newsroom, opened: Session) -> None:
    original = newsroom.article()
    newsroom.article(copy_of=original.id)
    newsroom.article(relevant=False)
    for state in ("rejected", "rejected", "waiting", "claimed", "failed", "missed"):
        newsroom.page(state)
    newsroom.page("done", fetched_at=newsroom.yesterday - dt.timedelta(days=1))
    counts = coverage(opened, newsroom.yesterday, newsroom.now)
    assert (counts.read, counts.relevant, counts.merged, counts.failed, counts.waiting) == (8, 2, 1, 2, 2)
    assert coverage(opened, None, newsroom.now).read == 9


def test_a_source_is_due_when_it_ran_or_should_have_and_reached_when_it_answered(
    newsroom: Newsroom, opened: Session
) -> None:
    for outcome in ("unreachable", "ok"):
        newsroom.run("kun_uz", outcome)
    newsroom.run("spot_uz", "unchanged")
    newsroom.run("daryo_uz", "broken")
    newsroom.run("uza_uz", at=newsroom.yesterday - dt.timedelta(days=3))
    newsroom.source("nuz_uz", due_at=newsroom.yesterday)
    newsroom.source("xabar_uz", due_at=newsroom.now + dt.timedelta(hours=1))
    counts = coverage(opened, newsroom.yesterday, newsroom.now)
    assert (counts.reached, counts.due) == (2, 4)


def test_silent_and_broken_sources_are_named_with_their_reason(newsroom: Newsroom, opened: Session) -> None:
    newsroom.source("a", title="Xabar.uz", verdict="broken", reason="HTML instead of a feed")
    newsroom.source("b", title="", verdict="silent", probability=0.00025)
    newsroom.source("c", title="Kun.uz", verdict="healthy")
    assert set(coverage(opened, None, newsroom.now).troubled) == {
        Trouble("Xabar.uz", "broken", "HTML instead of a feed"),
        Trouble("b", "silent", None, 0.00025),
    }
    assert coverage(opened, None, newsroom.now).verdicts == (("healthy", 1), ("silent", 1), ("broken", 1))


def test_sources_in_doubt_are_named_apart_from_those_not_heard_from(newsroom: Newsroom, opened: Session) -> None:
    newsroom.source("a", title="Xabar.uz", verdict="quiet", probability=0.004, doubtful=True)
    newsroom.source("b", title="Kun.uz", verdict="quiet", probability=0.03)
    newsroom.source("c", title="Spot.uz", verdict="silent", probability=0.00025)
    newsroom.source("d", title="Daryo.uz", verdict="broken", reason="its crawl died 3 times in a row", doubtful=True)
    counts = coverage(opened, None, newsroom.now)
    assert counts.doubts == (Trouble("Xabar.uz", "quiet", None, 0.004),)
    assert [one.title for one in counts.troubled] == ["Daryo.uz", "Spot.uz"]


def test_a_gap_behind_which_nothing_was_found_is_counted_in_its_period(newsroom: Newsroom, opened: Session) -> None:
    newsroom.run("kun_uz")
    for gaps, backfilled in ((1, 0), (2, 0), (1, 7)):
        opened.add(Run(source="spot_uz", started_at=newsroom.now, outcome="ok", gaps=gaps, backfilled=backfilled))
    assert coverage(opened, newsroom.yesterday, newsroom.now).gaps == 2
    assert coverage(opened, newsroom.yesterday - dt.timedelta(days=9), newsroom.yesterday).gaps == 0
