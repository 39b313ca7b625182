"""All stored pages come in; everything that follows from them, understood anew, goes out, and nobody is told twice."""

from collections import Counter

from sqlalchemy import Engine, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session

from pipeline.db import session
from pipeline.models import Article, Band, Deal, Event, Evidence, Mention, Page, Report, Revision, Sentence
from pipeline.process import Watch, process
from pipeline.revise import keep_version


def reprocess(engine: Engine, watch: Watch | None = None) -> Counter[str]:
    """Forget everything that was understood and understand every stored page again; readers are not told twice.

    Of a page whose bytes are no longer kept the article stays, and what it says is understood again; where it has no
    article of its own either, the page is skipped. The counts are those of ``process``, and how many were skipped.
    """
    with session(engine) as opened:
        skipped = _forget(opened)
    counts = process(engine, watch=watch)
    counts["skipped"] = skipped
    return counts


def _forget(opened: Session) -> int:
    """Let all pages wait of which anything is kept; return how many there are of which nothing is."""
    for page_id in opened.scalars(select(Revision.page_id).where(Revision.title.is_(None))).all():
        keep_version(opened, page_id)
    for table in (Event, Evidence, Report, Mention, Band, Sentence):
        opened.execute(delete(table))
    opened.execute(update(Article).values(copy_of=None, copy_score=None))
    opened.execute(delete(Article).where(Article.page_id.in_(select(Page.id).where(Page.body.is_not(None)))))
    opened.execute(delete(Deal))
    read = Page.state.in_(("done", "failed", "claimed"))
    kept = or_(Page.body.is_not(None), exists().where(Article.page_id == Page.id))
    opened.execute(update(Page).where(read, kept).values(state="waiting", reason=None, attempts=0))
    return opened.scalar(select(func.count(Page.id)).where(read, ~kept)) or 0
