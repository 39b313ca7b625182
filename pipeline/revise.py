"""An edited page and its stored article come in; the article as it reads now, with what changed, goes out."""

import datetime as dt
import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from pipeline.dedupe import alone, forget
from pipeline.extract import Extracted
from pipeline.models import Article, Deal, Event, Evidence, Mention, Page, Report, Revision
from pipeline.resolution.candidates import forget as forget_deals
from pipeline.resolution.candidates import load
from pipeline.resolution.deals import derive
from pipeline.resolution.view import View
from pipeline.understand import Understood
from pipeline.words.sentences import sentences

LEAST_LEFT = 0.25  # of a text: with less, something stands before the article or in its place
MOST_CHANGES = 50
LONGEST_CHANGE = 600  # characters
_DAY = dt.timedelta(days=1)  # a date that is known to the day only is no earlier moment


@dataclass(frozen=True)
class Edit:
    """An article that is being rewritten: the deals its earlier version reported, and the events that it caused."""

    article: Article
    deals: dict[int, View]
    events: dict[int, int]  # number of an event: number of its deal


def stored_article(opened: Session, page_id: int) -> Article | None:
    """Return the article that was read from a page before."""
    return opened.scalars(select(Article).where(Article.page_id == page_id)).one_or_none()


def unaltered(opened: Session, article: Article, read: Extracted) -> str | None:
    """Return why an edited page changes nothing, and leave everything as it was; None where the article was edited."""
    lost = _lost(article, read)
    if lost:
        put_back(opened, article.page_id)
        return lost
    if (article.title, article.text) != (read.title, read.text):
        return None
    opened.execute(delete(Revision).where(Revision.page_id == article.page_id, Revision.title.is_(None)))
    return "what surrounds the article has changed"


def _lost(article: Article, read: Extracted) -> str | None:
    if len(read.text) < LEAST_LEFT * len(article.text):
        return "kept as it was read before: little of its text is left"
    cut = read.notes.get("truncated") and not article.notes.get("truncated")
    return "kept as it was read before: it is cut now" if cut and len(read.text) < len(article.text) else None


def put_back(opened: Session, page_id: int) -> None:
    """Give a page the body back that its article was read from."""
    page = opened.get_one(Page, page_id)
    good = opened.scalars(
        select(Revision).where(Revision.page_id == page_id, Revision.title.is_(None)).order_by(Revision.id.desc())
    ).first()
    if good:
        page.body, page.body_hash = good.body, good.body_hash
        page.revised_at = None if good.fetched_at == page.fetched_at else good.fetched_at
        opened.delete(good)
        opened.flush()


def rewrite(opened: Session, article: Article, understood: Understood) -> Edit:
    """Let the article say what its page says now; its address, its number and its age stay."""
    alone(opened)
    mine = select(Report.id).where(Report.article_id == article.id)
    deals = load(opened, opened.scalars(select(Report.deal_id).where(Report.article_id == article.id).distinct()))
    events = dict(
        opened.execute(select(Event.id, Event.deal_id).where(Event.report_id.in_(mine)).order_by(Event.id)).all()
    )
    opened.execute(delete(Evidence).where(Evidence.report_id.in_(mine)))
    opened.execute(delete(Report).where(Report.article_id == article.id))
    opened.execute(delete(Mention).where(Mention.article_id == article.id))
    forget(opened, article)
    forget_deals(opened)
    keep_version(opened, article.page_id)
    say(article, understood)
    tell_changes(opened, article.page_id, article.document)
    return Edit(article, deals, events)


def keep_version(opened: Session, page_id: int) -> None:
    """Note what the article of a page said in the version that the page has replaced since."""
    article = stored_article(opened, page_id)
    if article:
        pending = (Revision.page_id == page_id) & Revision.title.is_(None)
        opened.execute(update(Revision).where(pending).values(title=article.title, text=article.text))


def tell_changes(opened: Session, page_id: int, document: str) -> None:
    """Note at the page's last version what the document says otherwise; one that says the same was no version."""
    last = opened.scalars(
        select(Revision)
        .where(Revision.page_id == page_id, Revision.title.is_not(None))
        .order_by(Revision.id.desc())
        .limit(1)
    ).first()
    if last is None or last.changes:
        return
    last.changes = changes(f"{last.title}\n\n{last.text}", document)
    if not last.changes:
        opened.delete(last)


def changes(before: str, after: str) -> list[dict[str, str]]:
    """Return the sentences in which two documents differ, as {before, after}."""
    return list(_changes(_sentences(before), _sentences(after)))[:MOST_CHANGES]


def _changes(old: list[str], new: list[str]) -> Iterator[dict[str, str]]:
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for kind, start, end, there, until in matcher.get_opcodes():
        if kind != "equal":
            said, says = " ".join(old[start:end]), " ".join(new[there:until])
            yield {"before": said[:LONGEST_CHANGE], "after": says[:LONGEST_CHANGE]}


def _sentences(document: str) -> list[str]:
    return [document[sentence.start : sentence.end] for sentence in sentences(document)]


def say(article: Article, understood: Understood) -> None:
    """Let an article say what was read; it was published when it first said so."""
    read, published = understood.extracted, understood.extracted.published
    article.title, article.text, article.author = read.title, read.text, read.author
    article.lang, article.notes, article.words = understood.lang, read.notes, understood.words
    article.relevant, article.relevance = understood.relevance.relevant, understood.relevance.score
    article.reasons = list(understood.relevance.reasons)
    if published and (article.published_at is None or published.at <= article.published_at - _DAY):
        article.published_at, article.published_offset = published.at, published.offset
        article.published_precision, article.published_from = published.precision, published.source


def settle(opened: Session, edit: Edit) -> None:
    """Bring the deals in order that the earlier version reported, after the new version has been resolved.

    What it alone reported, and no longer does, is gone; events that it caused stay with its report of the same deal.
    """
    opened.flush()
    query = select(Report.deal_id, func.min(Report.id)).where(Report.article_id == edit.article.id)
    now = dict(opened.execute(query.group_by(Report.deal_id)).all())
    for event, told in edit.events.items():
        if told in now:
            opened.execute(update(Event).where(Event.id == event).values(report_id=now[told]))
    for number in edit.deals.keys() - now.keys():
        deal = opened.get(Deal, number)
        if deal and opened.scalar(select(func.count(Report.id)).where(Report.deal_id == number)):
            derive(opened, deal)
        elif deal:
            opened.delete(deal)
