"""A stored article comes in; the earlier article that it copies goes out, found by an index in the database."""

import datetime as dt
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from sqlalchemy import bindparam, delete, insert, or_, select, text, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from pipeline.models import Article, Band, Sentence
from pipeline.prepared import Prepared
from pipeline.put import write
from pipeline.resolution.fingerprint import fingerprint, landmarks, sentence_hashes, sentences
from pipeline.resolution.nearest import Signs, nearest, period, published
from pipeline.resolution.voices import AT, declared
from pipeline.upsert import upsert

REPEATED = 2  # a sentence this many earlier articles of the source had is furniture
WORTH_COUNTING = 4  # words; shorter sentences tell nothing
_FURNITURE = Prepared(
    select(Sentence.hash).where(
        Sentence.source == bindparam("source"),
        Sentence.hash.in_(bindparam("hashes", expanding=True)),
        Sentence.count >= REPEATED,
    )
)
_ENTER = Prepared(insert(Band))
_KNOWN = Prepared(
    select(Article.id, Article.copy_of, Article.publisher, Article.source, AT).where(Article.id == bindparam("article"))
)
_COPIES = Prepared(
    update(Article)
    .where(Article.id == bindparam("article"))
    .values(copy_of=bindparam("copy_of"), copy_score=bindparam("copy_score"))
)


class _Known(NamedTuple):
    """What tells of two articles which of them is the original."""

    id: int
    copy_of: int | None
    publisher: str
    source: str
    at: dt.datetime


def dedupe(session: Session, article: Article) -> int | None:
    """Fingerprint the article, enter it in the index, and return the number of the article it copies, if any.

    The original is the one published first, whichever came in first, and never a reprint of the other by its source's
    own word: where a copy came in before its original, the copy is marked now and None is returned. Copies share
    language and script; how near in time they are, and what else is asked of them, ``nearest`` says.
    """
    with session.no_autoflush:  # a new article is written once, with its fingerprint
        alone(session)
        fresh = _fresh(session, article)
        kept, bands = fingerprint(article.title, fresh)
        signs = Signs(kept, bands, landmarks(fresh))
        article.sketch = kept.stored()
        if article in session:
            session.flush()
        else:
            write(session, article)
    found = nearest(session, article, signs)
    _index(session, article, signs)
    return _mark(session, article, *found) if found else None


def forget(session: Session, article: Article) -> None:
    """Take the article out of the index, as if it had never come in; what copies it goes on pointing at it."""
    alone(session)
    article.copy_of = article.copy_score = None
    session.flush()
    session.execute(delete(Band).where(Band.article_id == article.id))
    hashes = sentence_hashes(part for part in sentences(article.text) if len(part.split()) >= WORTH_COUNTING)
    counted = (Sentence.source == article.source) & Sentence.hash.in_(hashes)
    session.execute(update(Sentence).where(counted).values(count=Sentence.count - 1))


def alone(session: Session) -> None:
    """Let one transaction at a time read and write the known articles and deals; SQLite's transactions do by nature."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(7351003)"))


def _fresh(session: Session, article: Article) -> list[str]:
    """Return the sentences that the source does not repeat from article to article, and count them all."""
    parts = sentences(article.text)
    worthy = [part for part in parts if len(part.split()) >= WORTH_COUNTING]
    hashes = dict(zip(worthy, sentence_hashes(worthy), strict=True))
    if not hashes:
        return parts
    wanted = {"source": article.source, "hashes": list(hashes.values())}
    furniture = {found for (found,) in _FURNITURE.rows(session, wanted)}
    _count(session, article.source, hashes.values())
    return [part for part in parts if hashes.get(part) not in furniture]


def _count(session: Session, source: str, hashes: Iterable[int]) -> None:
    rows = [{"source": source, "hash": value, "count": 1} for value in sorted(set(hashes))]
    _counting(session.get_bind().dialect.name).each(session, rows)


@cache
def _counting(dialect: str) -> Prepared:
    key = [Sentence.source, Sentence.hash]
    again = {"count": Sentence.count + 1}
    return Prepared(upsert(dialect, Sentence).on_conflict_do_update(index_elements=key, set_=again))


def _index(session: Session, article: Article, signs: Signs) -> None:
    where = {"period": period(published(article)), "article_id": article.id}
    rows = [{"band": band, "hash": value, **where} for band, value in signs.entries()]
    _ENTER.each(session, rows)


def _mark(session: Session, article: Article, number: int, score: float) -> int | None:
    """Note who copies whom: all copies of one text point at their original, an edited original stays one."""
    other = _known(session, number)
    if other.copy_of == article.id:
        return None
    first = _known(session, other.copy_of) if other.copy_of else other
    score = round(score, 3)
    if _precedes(session, first, article):
        _COPIES.rows(session, {"article": article.id, "copy_of": first.id, "copy_score": score})
        set_committed_value(article, "copy_of", first.id)
        set_committed_value(article, "copy_score", score)
        return first.id
    copies = update(Article).where(or_(Article.copy_of == first.id, Article.id == first.id))
    session.execute(copies.values(copy_of=article.id))
    session.execute(update(Article).where(Article.id == first.id).values(copy_score=score))
    return None


def _known(session: Session, number: int) -> _Known:
    return _Known(*_KNOWN.rows(session, {"article": number})[0])


def _precedes(session: Session, first: _Known, second: Article) -> bool:
    """Tell which of two is the original: what the other's source says to run again, else what was published first."""
    of_first, of_second = declared(session, first.source), declared(session, second.source)
    if (first.publisher in of_second) != (second.publisher in of_first):
        return first.publisher in of_second
    return first.at <= published(second)
