"""An article and what its text is found by come in; the known article whose text it runs again goes out."""

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, BindParameter, Integer, bindparam, column, func, or_, select, text
from sqlalchemy.orm import Session

from pipeline.models import Article
from pipeline.prepared import Prepared
from pipeline.resolution.fingerprint import BANDS, LANDMARKS, Fingerprint, similarity
from pipeline.resolution.retold import Told, retold
from pipeline.resolution.voices import AT

WINDOW = dt.timedelta(hours=72)  # within it a text with nothing exchanged is a copy
PERIOD = 2 * WINDOW  # WINDOW before an article and WINDOW after it are in two of them, one after the other
LONG = dt.timedelta(days=30)  # within it another publisher's original is copied by what is all but the same text
VERBATIM = 0.75  # what is shared of the shorter text outside of WINDOW
CANDIDATES = 48
READ = 4  # of them, those that share most: their texts are read
BAND_DEPTH = 200  # newest articles of a period looked at under one band: bounds what a worn-out template can cost
LONG_DEPTH = 20  # the same for the other periods of LONG
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_SENTENCES = 2 * LANDMARKS
_PERIODS = 2 * (LONG // PERIOD) - 1  # of LONG, but for the two of WINDOW
_NEWEST = (
    "SELECT article_id FROM (SELECT article_id FROM bands WHERE period {periods} AND band = {band}"
    " AND hash = :{hash} ORDER BY article_id DESC LIMIT {depth}) AS {name}"
)
_TEXTS = Prepared(
    select(Article.id, Article.title, Article.text, Article.outlet, Article.publisher).where(
        Article.id.in_(bindparam("articles", expanding=True))
    )
)


class Signs(NamedTuple):
    """What a text is found by: its fingerprint, its hashes, one a band, and those of its landmarks."""

    kept: Fingerprint
    bands: Sequence[int]
    landmarks: Sequence[int]

    def entries(self) -> Iterator[tuple[int, int]]:
        """Yield the bands and hashes under which the index has the text; all landmarks are in one band."""
        yield from enumerate(self.bands)
        yield from ((BANDS, value) for value in dict.fromkeys(self.landmarks))


class _Near(NamedTuple):
    """A candidate: how much it shares, and when it was published."""

    score: float
    id: int
    at: dt.datetime


def period(moment: dt.datetime) -> int:
    """Return the number of the period in which an article was published."""
    return (moment - _EPOCH) // PERIOD


def published(article: Article) -> dt.datetime:
    """Return the moment that orders an article among others: its publication, or when it came in."""
    return article.published_at or article.created_at


def nearest(session: Session, article: Article, signs: Signs) -> tuple[int, float] | None:
    """Return the number of the article that shares most with this one and tells the same, and how much it shares.

    Both share language and script. Within WINDOW any text may be a copy of any; within LONG only one that is all but
    the same, of an original of another publisher: what an outlet itself tells again later is a repost or a recurring
    notice.
    """
    when = published(article)
    rows = _sharing().rows(session, _wanted(article, signs, when))
    found = [_Near(similarity(signs.kept, Fingerprint.restored(sketch)), key, at) for key, sketch, at in rows]
    found = [one for one in found if one.score >= (VERBATIM if abs(one.at - when) > WINDOW else 0) and one.score]
    best = sorted(found, key=lambda one: -one.score)[:READ]
    if not best:
        return None
    texts = {key: texts for key, *texts in _TEXTS.rows(session, {"articles": [one.id for one in best]})}
    told = Told(article.title, article.text, article.lang, (article.outlet, article.publisher))
    for one in best:
        title, body, *own = texts[one.id]
        other = Told(title, body, article.lang, own)
        later, earlier = (told, other) if one.at <= when else (other, told)
        if retold(later, earlier, verbatim=abs(one.at - when) > WINDOW):
            return one.id, one.score
    return None


def _wanted(article: Article, signs: Signs, when: dt.datetime) -> dict[str, Any]:
    values: dict[str, Any] = {f"band{number}": value for number, value in enumerate(signs.bands)}
    filled = [*signs.landmarks, *[-1] * _SENTENCES][:_SENTENCES]  # no hash is below nought
    values |= {f"landmark{number}": value for number, value in enumerate(filled)}
    near = [period(when - WINDOW), period(when + WINDOW)]
    others = [one for one in range(period(when - LONG), period(when + LONG) + 1) if one not in near]
    others = [*others, *[-1] * _PERIODS][:_PERIODS]
    values |= dict(zip(_names(), [*near, *others], strict=True))
    values |= {"lang": article.lang, "publisher": article.publisher}
    return values | {
        "since": when - WINDOW,
        "until": when + WINDOW,
        "long_since": when - LONG,
        "long_until": when + LONG,
    }


def _names() -> list[str]:
    return ["earlier", "later", *(f"other{number}" for number in range(_PERIODS))]


@cache
def _sharing() -> Prepared:
    """Return the query for the articles that share a band or landmark, most shared ones first; built once.

    The look-ups are written out: to put them together takes SQLAlchemy longer than SQLite takes to answer them.
    """
    banded = [(number, f"band{number}") for number in range(BANDS)]
    marked = [(BANDS, f"landmark{number}") for number in range(_SENTENCES)]
    newest = [
        _NEWEST.format(periods=f"= :{when}", band=band, hash=name, depth=BAND_DEPTH, name=f"{when}_{name}")
        for when in ("earlier", "later")
        for band, name in (*banded, *marked)
    ]
    others = ", ".join(f":{name}" for name in _names()[2:])
    newest += [
        _NEWEST.format(periods=f"IN ({others})", band=band, hash=name, depth=LONG_DEPTH, name=f"other_{name}")
        for band, name in marked
    ]
    names = [*_names(), *(name for _, name in (*banded, *marked))]
    bound: list[BindParameter[Any]] = [bindparam(name, type_=BigInteger()) for name in names]
    shared = text(" UNION ALL ".join(newest)).bindparams(*bound).columns(column("article_id", Integer())).subquery()
    original = Article.copy_of.is_(None) & (Article.publisher != bindparam("publisher"))
    return Prepared(
        select(Article.id, Article.sketch, AT)
        .join(shared, shared.c.article_id == Article.id)
        .where(
            Article.lang == bindparam("lang"),
            or_(
                AT.between(bindparam("since"), bindparam("until")),
                original & AT.between(bindparam("long_since"), bindparam("long_until")),
            ),
        )
        .group_by(Article.id)
        .order_by(func.count().desc(), Article.id)
        .limit(CANDIDATES)
    )
