"""A search comes in; the stored articles and deals it finds go out, the best first, with the words it found in them."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    case,
    cast,
    column,
    func,
    literal,
    literal_column,
    select,
)
from sqlalchemy import table as lightweight
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import Session

from pipeline.models import Article, Deal, Mention, Page
from pipeline.queries.export import READABLE
from pipeline.queries.query import Clause, for_postgresql, for_sqlite
from pipeline.queries.snippet import Shown, marked, snippet
from pipeline.words.wording import Word, term_token, words

RANKED = 500  # of what is found the newest so many are weighed against each other
_SATURATION = 1.2  # how soon more of the same word stops counting
_TITLE = 3  # a word of the title counts as so many of the text
_NAMED = 2  # a term that was understood counts as so many words that only look like it
_USUAL = 300  # words of an article: in longer ones a word says less
_ASIDE = 0.5  # what an article is worth that is not about a deal


@dataclass(frozen=True)
class Hunt:
    """What is asked for, since when, and how much of it at most."""

    clauses: Sequence[Clause]
    since: dt.datetime | None = None
    most: int = 20


@dataclass(frozen=True)
class FoundArticle:
    """An article that a search found, its title and the best part of its text with the words found in them."""

    url: str
    outlet: str
    lang: str
    published_at: dt.datetime | None
    relevant: bool
    withdrawn: bool
    title: Shown
    snippet: Shown
    score: float


@dataclass(frozen=True)
class FoundDeal:
    """A deal that a search found."""

    key: str
    title: Shown
    stage: str
    stage_date: dt.date | None
    stage_precision: str | None
    countries: list[str]
    updated_at: dt.datetime
    score: float


def articles(session: Session, hunt: Hunt) -> list[FoundArticle]:
    """Return the articles that a search finds, the best first."""
    when = func.coalesce(Article.published_at, Article.created_at)
    worth = case((Article.relevant, 1.0), else_=_ASIDE)
    found = _best(session, select(Article.id, Article.words, worth, when), Article, hunt, when)
    query = select(Article, READABLE, Page.withdrawn_at).join(Article.page).where(Article.id.in_(found))
    stored = {article.id: (article, link, gone) for article, link, gone in session.execute(query)}
    terms = _terms(session, found)
    return [_article(*stored[number], score, hunt.clauses, terms.get(number, [])) for number, score in found.items()]


def deals(session: Session, hunt: Hunt) -> list[FoundDeal]:
    """Return the deals that a search finds, the best first."""
    found = _best(session, select(Deal.id, Deal.words, literal(1.0), Deal.updated_at), Deal, hunt, Deal.updated_at)
    stored = {deal.id: deal for deal in session.scalars(select(Deal).where(Deal.id.in_(found)))}
    return [_deal(stored[number], score, hunt.clauses) for number, score in found.items()]


def _best(
    session: Session,
    query: Select[int, str, float, dt.datetime],
    table: type[Article | Deal],
    hunt: Hunt,
    when: SQLColumnExpression[dt.datetime],
) -> dict[int, float]:
    """Return the numbers of what is found with their scores, the best first; of equals the later."""
    query = query.where(_matches(session, table, hunt.clauses)).order_by(table.id.desc()).limit(RANKED)
    if hunt.since:
        query = query.where(when >= hunt.since)
    scores = {
        number: (round(worth * _score(said, hunt.clauses), 4), moment)
        for number, said, worth, moment in session.execute(query)
    }
    best = sorted(scores, key=lambda number: scores[number], reverse=True)[: hunt.most]
    return {number: scores[number][0] for number in best}


def _matches(session: Session, table: type[Article | Deal], clauses: Iterable[Clause]) -> ColumnElement[bool]:
    if session.get_bind().dialect.name == "sqlite":
        index = lightweight(f"{table.__tablename__}_index", column("rowid"))
        return table.id.in_(select(index.c.rowid).where(column(index.name).match(for_sqlite(clauses))))
    vector: ColumnElement[bool] = func.to_tsvector(literal_column("'simple'"), table.words)
    return vector.op("@@")(cast(for_postgresql(clauses), TSQUERY))


def _score(stored: str, clauses: Iterable[Clause]) -> float:
    """Weigh how much of what is asked for something says, and how prominently."""
    title, body, terms = [part.split(" ") for part in stored.split("\n")]
    counts = Counter(body)
    for token in title:
        counts[token] += _TITLE
    for token in terms:
        counts[token] += _NAMED
    scale = _SATURATION * (0.25 + 0.75 * len(body) / _USUAL)
    said = (_said(counts, clause) for clause in clauses if not clause.refused)
    return sum(count / (count + scale) for count in said)


def _said(counts: Mapping[str, int], clause: Clause) -> int:
    """Count how often a clause is said; a phrase as often as its rarest word."""
    return sum(min(sum(counts[token] for token in tokens) for tokens in phrase) for phrase in clause.phrases)


def _terms(session: Session, numbers: Iterable[int]) -> dict[int, list[Word]]:
    """Return where each article names which terms of the lexicon, as words of the index."""
    query = select(Mention.article_id, Mention.term, Mention.start, Mention.end)
    named: dict[int, list[Word]] = {}
    for number, term, start, end in session.execute(query.where(Mention.article_id.in_(list(numbers)))):
        named.setdefault(number, []).append(Word(term_token(term), start, end))
    return named


def _article(
    article: Article,
    link: str,
    gone: dt.datetime | None,
    score: float,
    clauses: Sequence[Clause],
    terms: Sequence[Word],
) -> FoundArticle:
    document = article.document
    marks = marked([list(words(document, article.lang)), terms], clauses)
    start = len(article.title)
    return FoundArticle(
        url=link,
        outlet=article.outlet,
        lang=article.lang,
        published_at=article.published_at,
        relevant=article.relevant,
        withdrawn=gone is not None,
        title=Shown.of(document, 0, start, marks),
        snippet=snippet(document, start + 2, marks),
        score=score,
    )


def _deal(deal: Deal, score: float, clauses: Sequence[Clause]) -> FoundDeal:
    marks = marked([list(words(deal.title, "und"))], clauses)
    title = Shown.of(deal.title, 0, len(deal.title), marks)
    stage = (deal.stage, deal.stage_date, deal.stage_precision)
    return FoundDeal(deal.key, title, *stage, deal.countries, deal.updated_at, score)
