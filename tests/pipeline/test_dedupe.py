"""Copies are found, and what only looks like a copy is not, on both databases."""

import datetime as dt

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from pipeline.db import migrate, session
from pipeline.dedupe import dedupe
from pipeline.models import Article, Band, Page, SourceState
from pipeline.resolution.nearest import PERIOD, period

NOON = dt.datetime(2025, 4, 10, 12, tzinfo=dt.UTC)
STORY = [
    "The geology ministry and the Norwegian firm Fjellmetall signed a contract on tungsten exploration in Samarkand.",
    "Under the document Fjellmetall will survey three areas near the Koytash field and pay for the drilling itself.",
    "Deputy minister Sardor Usmonov said that first results were expected before the end of next year.",
    "The company has worked in Sweden and Finland since 1987 and owns a laboratory in Trondheim.",
    "Tungsten prices have doubled within a year because buyers look for metal from outside of China.",
]


def add(
    opened: Session,
    name: str,
    paragraphs: list[str],
    *,
    after: float = 0,
    title: str = "A contract on tungsten",
    lang: str = "en",
) -> Article:
    """Store an article of the outlet that its name begins with, published so many hours after noon."""
    outlet = name.split("/", maxsplit=1)[0]
    page = Page(source=outlet, address=name, requested=name, fetched_at=NOON)
    opened.add(page)
    opened.flush()
    article = Article(
        page_id=page.id,
        source=outlet,
        publisher=outlet,
        outlet=outlet,
        address=name,
        title=title,
        text="\n".join(paragraphs),
        lang=lang,
        published_at=NOON + dt.timedelta(hours=after),
        created_at=NOON,
    )
    opened.add(article)
    opened.flush()
    return article


def copied(engine: Engine, *stories: tuple[str, list[str], float]) -> dict[str, str | None]:
    """Store the stories in this order, each in a transaction of its own; return who copies whom."""
    for name, paragraphs, after in stories:
        with session(engine) as opened:
            dedupe(opened, add(opened, name, paragraphs, after=after))
    with session(engine) as opened:
        names = {article.id: article.address for article in opened.scalars(select(Article))}
        pairs = opened.execute(select(Article.address, Article.copy_of)).all()
        return {address: names.get(original) for address, original in pairs}


def test_a_syndicated_text_with_another_dateline_and_a_cut_paragraph_is_a_copy(database: Engine) -> None:
    reprint = [f"TASHKENT, 11 April – REPRINT. {STORY[0]}", *STORY[1:4]]
    assert copied(database, ("first/1", STORY, 0), ("second/1", reprint, 20))["second/1"] == "first/1"


def test_the_original_is_the_one_published_first_whichever_came_in_first(database: Engine) -> None:
    found = copied(database, ("late/1", STORY, 30), ("later/1", STORY, 40), ("first/1", STORY, 0))
    assert found == {"first/1": None, "late/1": "first/1", "later/1": "first/1"}


def test_what_an_outlet_tells_again_after_more_than_three_days_is_a_repost(database: Engine) -> None:
    assert copied(database, ("first/1", STORY, 0), ("first/2", STORY, 73))["first/2"] is None


def test_a_repost_is_none_of_the_copies_of_its_first_text(database: Engine) -> None:
    found = copied(database, ("first/1", STORY, 0), ("second/1", STORY, 20), ("first/2", STORY, 240))
    assert found == {"first/1": None, "second/1": "first/1", "first/2": None}


@pytest.mark.parametrize("hours", [(0, 24 * 29), (24 * 29, 0), (-24 * 29, 0), (0, -24 * 29)])
def test_another_outlet_copies_a_text_within_a_month_whichever_came_in_first(
    database: Engine, hours: tuple[float, float]
) -> None:
    first, second = hours
    found = copied(database, ("first/1", STORY, first), ("second/1", STORY, second))
    copy, original = ("second/1", "first/1") if first < second else ("first/1", "second/1")
    assert found == {copy: original, original: None}


def test_a_text_after_more_than_a_month_is_no_copy(database: Engine) -> None:
    assert copied(database, ("first/1", STORY, 0), ("second/1", STORY, 24 * 31))["second/1"] is None


def test_another_language_is_no_copy(database: Engine) -> None:
    with session(database) as opened:
        dedupe(opened, add(opened, "first/1", STORY))
        assert dedupe(opened, add(opened, "second/1", STORY, lang="fr")) is None


def test_deals_told_in_the_same_words_about_other_names_are_no_copies(database: Engine) -> None:
    swapped = [
        line.replace("Fjellmetall", "Bergwerk").replace("Koytash", "Langar").replace("Usmonov", "Rahimov")
        for line in STORY
    ]
    assert copied(database, ("first/1", STORY, 0), ("first/2", swapped, 5))["first/2"] is None


def test_a_daily_notice_with_other_numbers_is_no_copy(database: Engine) -> None:
    notice = "The exchange sold {} tonnes of copper at {} dollars, {} tonnes of zinc at {} and {} of lead at {} today."
    tail = "Deals were concluded with delivery within ten days, and the buyers paid in advance as the rules demand."
    days = [notice.format(1200, 9412, 310, 2710, 85, 2015), notice.format(1150, 9388, 290, 2745, 90, 2031)]
    found = copied(database, ("first/1", [days[0], tail], 0), ("second/1", [days[1], tail], 24))
    assert found["second/1"] is None


def test_a_declared_reprint_is_never_the_original_though_it_is_dated_earlier(database: Engine) -> None:
    with session(database) as opened:
        opened.add(SourceState(name="reprinter", reprints=["agency"]))
    stories = [("reprinter/1", STORY, 0.0), ("agency/1", STORY, 5.0)]
    assert copied(database, *stories) == {"reprinter/1": "agency/1", "agency/1": None}


def test_a_declared_reprint_that_comes_in_last_with_an_earlier_date_is_a_copy(database: Engine) -> None:
    with session(database) as opened:
        opened.add(SourceState(name="reprinter", reprints=["agency"]))
    stories = [("agency/1", STORY, 5.0), ("reprinter/1", STORY, 0.0)]
    assert copied(database, *stories) == {"reprinter/1": "agency/1", "agency/1": None}


def test_a_follow_up_that_repeats_the_background_is_no_copy(database: Engine) -> None:
    news = [
        "Drilling has begun in the mountains, the regional governor told reporters after visiting the first site.",
        "Two rigs work around the clock, and forty people from nearby villages have found jobs .",
        "He promised a road to the camp before winter and asked the ministry to speed up the papers for a power line.",
    ]
    found = copied(database, ("first/1", STORY[1:], 0), ("second/1", [*news, *STORY[1:]], 48))
    assert found["second/1"] is None


def test_sentences_that_a_source_repeats_make_no_copies(database: Engine) -> None:
    furniture = [
        "Subscribe to our channel to be the first to learn the main news of the country and of the whole wide region.",
        "Our editors check every report with two sources before it is published, and correct mistakes on the same day.",
        "The opinion of the authors may differ from that of the publisher, who bears no liability for outside links.",
    ]
    pieces = ["Copper output grew.", "Zinc output fell a little.", "A road was opened today.", "Snow is expected soon."]
    stories = [(f"first/{number}", [piece, *furniture], float(number)) for number, piece in enumerate(pieces)]
    found = copied(database, *stories)
    assert found["first/3"] is None


def test_the_index_holds_one_row_a_band_and_one_a_landmark(database: Engine) -> None:
    copied(database, ("first/1", STORY, 0), ("second/1", [*STORY, *(f"Later {line}" for line in STORY)], 0))
    with session(database) as opened:
        rows = opened.execute(select(Band.article_id, func.count()).group_by(Band.article_id).order_by(Band.article_id))
        assert [count for _, count in rows] == [24 + 5, 24 + 6]


@pytest.mark.parametrize("hours", [(-1, 71), (71, -1), (-71, 1)])
def test_a_copy_is_found_where_another_period_of_the_index_begins_between(
    database: Engine, hours: tuple[float, float]
) -> None:
    begins = dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + PERIOD * (period(NOON) + 1)
    first, second = [(begins - NOON) / dt.timedelta(hours=1) + after for after in hours]
    found = copied(database, ("first/1", STORY, first), ("second/1", STORY, second))
    copy, original = ("second/1", "first/1") if first < second else ("first/1", "second/1")
    assert found == {copy: original, original: None}


def test_a_migration_gives_every_article_its_period(database: Engine) -> None:
    copied(database, ("first/1", STORY, 0), ("second/1", STORY[1:], 24 * 30), ("third/1", STORY, -24 * 365 * 60))
    with session(database) as opened:
        undated = add(opened, "fourth/1", STORY)
        undated.published_at = None
        dedupe(opened, undated)
    before = _bands(database)
    migrate(database, "0014_shown")
    migrate(database)
    assert _bands(database) == before
    assert len(before) == 4 * 24 + 5 + 4 + 5 + 5
    assert len({number for number, *_ in before}) == 3


def _bands(database: Engine) -> set[tuple[int, int, int, int]]:
    with session(database) as opened:
        return {tuple(row) for row in opened.execute(select(Band.period, Band.band, Band.hash, Band.article_id))}


@pytest.mark.parametrize("text", ["", "!", "铀", "word"])
def test_a_text_of_next_to_nothing_is_borne(database: Engine, text: str) -> None:
    with session(database) as opened:
        article = add(opened, "first/1", [text], title="")
        assert dedupe(opened, article) is None
        assert opened.scalars(select(Article.text)).all() == [text]
