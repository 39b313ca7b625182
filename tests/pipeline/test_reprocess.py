"""A re-run gives the same whether or not pages are still kept, and a page of which nothing is kept is skipped."""

import datetime as dt

import pytest
from sqlalchemy import Engine, delete, select, update

from pipeline.db import session
from pipeline.maintenance.retention import PAGES
from pipeline.maintenance.sweep import sweep
from pipeline.models import Article, Band, Deal, Event, Evidence, Mention, Page, Report, Sentence, SourceState
from pipeline.process import process
from pipeline.queries.explain import explain
from pipeline.reprocess import reprocess
from tests.pipeline.test_process import NOW, article, page

LATER = NOW + dt.timedelta(days=PAGES + 1)
CHESS = """<p>Young players from Samarkand won the republic's chess cup in Tashkent on Sunday, the federation said,
after three rounds that lasted until late in the evening and drew more visitors than ever before.</p>
<p>The final between two schools of the city was decided in the last game. The winners travel to Almaty in May, where
teams of six countries are expected.</p>"""


@pytest.fixture
def read(database: Engine) -> Engine:
    """Give a deal, a page that is the same article, two articles without news and a copy of one of these, all read."""
    with session(database) as opened:
        for name in ("example", "other"):
            opened.add(SourceState(name=name, title=name.title(), publisher=name.title(), timezone="Asia/Tashkent"))
        opened.add(page(1, article("Tungsten memorandum signed in Tashkent")))
        opened.add(page(2, article("Chess cup goes to Samarkand", CHESS, "2025-03-19T11:00:00+05:00")))
        opened.add(page(3, article("Cup for Samarkand's players", CHESS, "2025-03-19T12:00:00+05:00"), source="other"))
        again = "https://www.news.example/news/a-2?utm_source=feed"
        opened.add(page(4, article("Chess cup goes to Samarkand", CHESS), final_address=again))
        opened.add(page(5, article("School opens", CHESS.replace("chess", "school"), "2025-03-10T12:00:00+05:00")))
    process(database)
    return database


def known(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """Return all that is understood, by what it is about and not by its number."""
    with session(engine) as opened:
        addresses = dict(opened.execute(select(Article.id, Article.address)).all())
        articles = opened.scalars(select(Article).order_by(Article.address)).all()
        rows: dict[str, list[tuple[object, ...]]] = {
            "articles": [(addresses.get(one.copy_of or 0), *told(one)) for one in articles],
            "explained": [(explain(opened, one.address).replace(f"(article {one.id})", ""),) for one in articles],
        }
        queries = {
            "mentions": select(Article.address, Mention.term, Mention.start, Mention.modality).join(Mention.article),
            "bands": select(Article.address, Band.band, Band.hash).join(Article, Article.id == Band.article_id),
            "sentences": select(Sentence.source, Sentence.hash, Sentence.count),
            "deals": select(Deal.key, Deal.title, Deal.stage, Deal.stage_date),
            "events": select(Event.key, Event.before, Event.after, Event.happened_on),
            "evidence": select(Article.address, Evidence.field, Evidence.value, Evidence.start, Evidence.quote)
            .join(Evidence.report)
            .join(Report.article),
            "pages": select(Page.address, Page.state, Page.reason),
        }
        return rows | {
            name: sorted((tuple(row) for row in opened.execute(query)), key=repr) for name, query in queries.items()
        }


def told(one: Article) -> tuple[object, ...]:
    said = (one.address, one.title, one.text, one.lang, one.published_at, one.published_from, one.words)
    return (*said, one.relevant, one.relevance, str(one.reasons), str(one.notes), str(one.sketch))


def test_a_re_run_is_the_same_with_and_without_the_pages(read: Engine) -> None:
    before = known(read)
    assert [row[0] is not None for row in before["articles"]] == [False, False, True, False]
    assert sweep(read, LATER).pages == 4
    assert known(read) == before
    counts = reprocess(read)
    assert known(read) == before
    assert (counts["articles"], counts["relevant"], counts["recalled"], counts["skipped"]) == (4, 1, 3, 1)


def test_an_article_whose_page_is_gone_becomes_news_when_the_words_change(read: Engine) -> None:
    with session(read) as opened:  # as a lexicon that knew less would have left it
        missed = select(Article.id).where(Article.relevant)
        for table in (Event, Evidence, Report):
            opened.execute(delete(table))
        opened.execute(delete(Deal))
        opened.execute(update(Article).where(Article.id.in_(missed)).values(relevant=False))
    assert sweep(read, LATER).pages == 5
    assert reprocess(read)["relevant"] == 1
    with session(read) as opened:
        assert opened.scalars(select(Deal.stage)).one() == "memorandum"
        assert opened.scalars(select(Evidence.quote).where(Evidence.field == "mineral")).first()


def test_a_re_run_that_is_cut_goes_on_with_what_is_left(read: Engine) -> None:
    before = known(read)
    sweep(read, LATER)

    def stop(done: int, claimed: int) -> None:
        raise KeyboardInterrupt(done, claimed)

    with pytest.raises(KeyboardInterrupt):
        reprocess(read, stop)
    process(read)
    assert known(read) == before
