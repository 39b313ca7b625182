"""A stored article comes in; the earlier article that it copies goes out, found by an index in the database."""

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    BindParameter,
    Integer,
    bindparam,
    column,
    delete,
    func,
    insert,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from pipeline.models import Article, Band, Sentence
from pipeline.prepared import Prepared
from pipeline.put import write
from pipeline.resolution.fingerprint import BANDS, Fingerprint, fingerprint, sentence_hashes, sentences, similarity
from pipeline.resolution.voices import AT, declared
from pipeline.upsert import upsert

WINDOW = dt.timedelta(hours=72)  # a near-identical text outside of it is a repost or a recurring notice
PERIOD = 2 * WINDOW  # WINDOW before an article and WINDOW after it are in two of them, one after the other
CANDIDATES = 48
BAND_DEPTH = 200  # newest articles of a period looked at under one band: bounds what a worn-out template can cost
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
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_NEWEST = (
    "SELECT article_id FROM (SELECT article_id FROM bands WHERE period = :{period} AND band = {band}"
    " AND hash = :band{band} ORDER BY article_id DESC LIMIT {depth}) AS {period}{band}"
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
    language and script and are published within WINDOW.
    """
    with session.no_autoflush:  # a new article is written once, with its fingerprint
        alone(session)
        kept, bands = fingerprint(article.title, _fresh(session, article), (article.outlet, article.publisher))
        article.sketch = kept.stored()
        if article in session:
            session.flush()
        else:
            write(session, article)
    found = _best(session, article, kept, bands)
    _index(session, article, bands)
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


@cache
def _sharing() -> Prepared:
    """Return the query for the articles that share a band, most shared bands first; built once.

    The look-ups are written out: to put them together takes SQLAlchemy longer than SQLite takes to answer them.
    """
    newest = [
        _NEWEST.format(period=name, band=band, depth=BAND_DEPTH)
        for name in ("earlier", "later")
        for band in range(BANDS)
    ]
    names = ["earlier", "later", *(f"band{number}" for number in range(BANDS))]
    bound: list[BindParameter[Any]] = [bindparam(name, type_=BigInteger()) for name in names]
    shared = text(" UNION ALL ".join(newest)).bindparams(*bound).columns(column("article_id", Integer())).subquery()
    return Prepared(
        select(Article.id, Article.sketch)
        .join(shared, shared.c.article_id == Article.id)
        .where(
            Article.lang == bindparam("lang"),
            func.coalesce(Article.published_at, Article.created_at).between(bindparam("since"), bindparam("until")),
        )
        .group_by(Article.id)
        .order_by(func.count().desc(), Article.id)
        .limit(CANDIDATES)
    )


def period(moment: dt.datetime) -> int:
    """Return the number of the period in which an article was published."""
    return (moment - _EPOCH) // PERIOD


def _best(session: Session, article: Article, kept: Fingerprint, bands: Sequence[int]) -> tuple[int, float] | None:
    when = published(article)
    since, until = when - WINDOW, when + WINDOW
    values: dict[str, Any] = {f"band{number}": value for number, value in enumerate(bands)}
    values |= {"earlier": period(since), "later": period(until)}
    values |= {"lang": article.lang, "since": since, "until": until}
    rows = _sharing().rows(session, values)
    scored = [
        (similarity(kept, Fingerprint.restored(sketch)), -number, key) for number, (key, sketch) in enumerate(rows)
    ]
    score, _, key = max(scored, default=(0.0, 0, 0))
    return (key, score) if score else None


def published(article: Article) -> dt.datetime:
    """Return the moment that orders an article among others: its publication, or when it came in."""
    return article.published_at or article.created_at


def _index(session: Session, article: Article, bands: Sequence[int]) -> None:
    where = {"period": period(published(article)), "article_id": article.id}
    rows = [{"band": number, "hash": value, **where} for number, value in enumerate(bands)]
    _ENTER.each(session, rows)


def _mark(session: Session, article: Article, nearest: int, score: float) -> int | None:
    """Note who copies whom: all copies of one text point at their original, an edited original stays one."""
    other = _known(session, nearest)
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
