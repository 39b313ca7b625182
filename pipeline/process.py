"""The flow, read as a table of contents: waiting pages come in, articles with their deals and events go out."""

import datetime as dt
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from types import MappingProxyType
from typing import Any

from sqlalchemy import Engine, Row, bindparam, func, insert, or_, select, update
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session

from pipeline import clock
from pipeline.addressing import SAME, address_of, load_rules
from pipeline.company import COMPANY, together
from pipeline.db import session
from pipeline.dedupe import dedupe
from pipeline.executor import Failure, failure, run
from pipeline.extract import Raw
from pipeline.identity import Rules
from pipeline.leases import abandoned, holder
from pipeline.match import View
from pipeline.models import (
    Article,
    Mention,
    Page,
    SourceState,
)
from pipeline.prepared import Prepared
from pipeline.recall import recall
from pipeline.resolve import resolve
from pipeline.revise import put_back, rewrite, say, settle, stored_article, tell_changes, unaltered
from pipeline.understand import Recalled, Understood, understand
from pipeline.voice import voice

BATCH = COMPANY[0]
LEASE = dt.timedelta(minutes=20)  # a claim older than this belongs to a dead worker
OUTCOMES = ("articles", "relevant", "merged", "same", "revised", "unaltered", "recalled", "failed")

Watch = Callable[[int, int], None]  # pages done, pages claimed

# Built once, and run beside the object layer: most of what storing an article costs is the making of statements.
_OURS = (Page.id == bindparam("page"), Page.state == "claimed", Page.lease_holder == bindparam("by"))
_GONE = Page.body.is_(None).label("gone")  # its bytes are no longer kept
_HELD = (
    select(Page.id, Page.source, Page.address, Page.final_address, Page.revised_at, _GONE)
    .where(*_OURS)
    .with_for_update()
)
_STORED = Prepared(select(Article.id).where(Article.address == bindparam("address")))
_NAMED = Prepared(insert(Mention))
_ENDED = Prepared(
    update(Page)
    .where(Page.id == bindparam("page"))
    .values(state=bindparam("state"), reason=bindparam("reason"), lease_holder=None, lease_until=None)
)


def process(engine: Engine, limit: int | None = None, watch: Watch | None = None) -> Counter[str]:
    """Process waiting pages, at most ``limit``, one transaction an article; return how many became what.

    The counts are those of OUTCOMES: articles stored, of them relevant, of them merged as copies of another article;
    pages that are the same article as one already stored; articles that their outlets edited, and pages edited around
    their articles; articles read from their stored texts; pages that failed, each with its error in its row.
    """
    counts: Counter[str] = Counter(dict.fromkeys(OUTCOMES, 0))
    rules = load_rules(engine)
    for claimed in _claims(engine, limit):
        try:
            for done, (page_id, outcome) in enumerate(_in_order(claimed), 1):
                counts.update(_stored(engine, page_id, outcome, rules))
                if watch:
                    watch(done, len(claimed))
        except BaseException:
            with suppress(SQLAlchemyError):  # then the lease runs out
                _give_back(engine, claimed)
            raise
    return counts


def _stored(engine: Engine, page_id: int, outcome: Understood | Failure, rules: Rules) -> Sequence[str]:
    """Store a page in a transaction of its own; what cannot be stored fails alone, unless the database is to blame."""
    try:
        with session(engine) as opened:
            return store(opened, page_id, outcome, rules)
    except OperationalError:
        raise
    except Exception as error:  # noqa: BLE001 - the border: one page, its whole cause recorded
        with session(engine) as opened:
            return store(opened, page_id, failure(error), rules)


def _give_back(engine: Engine, claimed: Iterable[int]) -> None:
    """Let pages that were claimed but not come to wait again: a stop from outside is not a page's fault."""
    ours = Page.id.in_(claimed) & (Page.state == "claimed") & (Page.lease_holder == holder())
    with session(engine) as opened:
        opened.execute(
            update(Page)
            .where(ours)
            .values(state="waiting", attempts=Page.attempts - 1, lease_holder=None, lease_until=None)
        )


def _claims(engine: Engine, limit: int | None) -> Iterator[dict[int, Raw | Recalled]]:
    left = limit
    while left is None or left > 0:
        with session(engine) as opened:
            claimed = claim(opened, BATCH if left is None else min(BATCH, left))
        if not claimed:
            return
        yield claimed
        left = None if left is None else left - len(claimed)


def claim(opened: Session, most: int, now: dt.datetime | None = None) -> dict[int, Raw | Recalled]:
    """Claim up to ``most`` pages that wait or whose claim was abandoned; return what to read by page id."""
    now = now or clock.now()
    holders = opened.scalars(select(Page.lease_holder).where(Page.state == "claimed").distinct())
    dead = [holder for holder in holders if holder and abandoned(holder)]
    free = or_(
        Page.state == "waiting",
        (Page.state == "claimed") & ((Page.lease_until < now) | Page.lease_holder.in_(dead)),
    )
    pages = together(opened, free, most)
    for page in pages:
        page.attempts += 1
        page.state, page.lease_holder, page.lease_until = "claimed", holder(), now + LEASE
        if page.attempts > len(COMPANY):
            page.state, page.reason = "failed", f"given up: {len(COMPANY)} workers died on this page"
    return {page.id: said(opened, page) for page in pages if page.state == "claimed"}


def said(opened: Session, page: Page) -> Raw | Recalled:
    """Return what there is of a page to be understood: its bytes or, where they are no longer kept, its article."""
    article = stored_article(opened, page.id) if page.body is None else None
    return recall(page, article) if article else raw(opened, page)


def raw(opened: Session, page: Page) -> Raw:
    """Return what extraction reads of a stored page: its bytes, its address, its outlet's clock, the feed's hints."""
    source = opened.get(SourceState, page.source)
    content_type = str({name.lower(): value for name, value in page.headers.items()}.get("content-type", ""))
    _, _, charset = content_type.partition("charset=")
    return Raw(
        body=zlib.decompress(page.body or b""),
        charset=charset.split(";")[0].strip(" \"'") or None,
        address=page.final_address or page.requested,
        fetched_at=page.revised_at or page.fetched_at,
        first_read=page.fetched_at if page.revised_at else None,
        timezone=page.hints.get("timezone") or (source.timezone if source else "UTC"),
        hints=page.hints,
        selectors=source.selectors if source else {},
    )


def _in_order(claimed: dict[int, Raw | Recalled]) -> Iterator[tuple[int, Understood | Failure]]:
    """Yield the pages as they were published: an original before its copies, a plan before its deed."""
    outcomes = [(page_id, outcome) for (page_id, _), outcome in run(_understand, list(claimed.items()))]
    yield from sorted(outcomes, key=lambda item: (_published(item[1]), claimed[item[0]].address))


def _understand(item: tuple[int, Raw | Recalled]) -> Understood:
    return understand(item[1])


def _published(outcome: Understood | Failure) -> dt.datetime:
    published = None if isinstance(outcome, Failure) else outcome.extracted.published
    return published.at if published else dt.datetime.max.replace(tzinfo=dt.UTC)


def store(opened: Session, page_id: int, outcome: Understood | Failure, rules: Rules) -> Sequence[str]:
    """Store what a page said and all that follows from it; return the OUTCOMES it counts as."""
    page = opened.connection().execute(_HELD, {"page": page_id, "by": holder()}).one_or_none()
    if page is None:
        return ()  # the lease ran out and somebody else did the work
    known = stored_article(opened, page_id) if page.revised_at or page.gone else None
    if isinstance(outcome, Failure):
        return _failed(opened, page_id, outcome, known)
    if known and page.gone:
        return _recalled(opened, known, outcome)
    if known:
        return _revised(opened, known, outcome)
    address = address_of(opened, page.final_address or page.address, outcome, rules)
    if _STORED.rows(opened, {"address": address}):
        _end(opened, page_id, "done", f"{SAME}{address}")
        return ("same",)
    _end(opened, page_id, "done")
    article = _article(opened, page, address, outcome)
    if page.revised_at:
        tell_changes(opened, page_id, article.document)
    return _kinds(article, follow(opened, article, outcome))


def _failed(opened: Session, page_id: int, outcome: Failure, known: Article | None) -> Sequence[str]:
    """Note why a page has no article; one that had an article before keeps it."""
    if known is None:
        _end(opened, page_id, "failed", outcome.reason)
        return ("failed",)
    put_back(opened, page_id)
    _end(opened, page_id, "done", f"kept as it was read before: {outcome.reason}")
    return ("unaltered",)


def _recalled(opened: Session, article: Article, outcome: Understood) -> Sequence[str]:
    """Let all follow from an article that is left over from before a re-run, as from one that is read."""
    _end(opened, article.page_id, "done")
    say(article, outcome)
    copied = follow(opened, article, outcome)
    return _kinds(article, copied, "recalled")


def _kinds(article: Article, copied: Article | None, *more: str) -> Sequence[str]:
    return ("articles", *(["relevant"] if article.relevant else []), *(["merged"] if copied else []), *more)


def _revised(opened: Session, article: Article, outcome: Understood) -> Sequence[str]:
    """Let an article say what its page says now, and its deals follow."""
    why = unaltered(opened, article, outcome.extracted)
    _end(opened, article.page_id, "done", why)
    if why:
        return ("unaltered",)
    edit = rewrite(opened, article, outcome)
    follow(opened, article, outcome, edit.deals)
    settle(opened, edit)
    return ("revised",)


def follow(
    opened: Session, article: Article, outcome: Understood, before: Mapping[int, View] = MappingProxyType({})
) -> Article | None:
    """Store all that follows from an article; return the one that it copies."""
    copied = dedupe(opened, article)
    _NAMED.each(opened, [mention | {"article_id": article.id} for mention in _mentions(outcome)])
    if outcome.relevance.relevant:
        resolve(opened, article, outcome.steps, before)
    return copied


def _end(opened: Session, page_id: int, state: str, reason: str | None = None) -> None:
    _ENDED.rows(opened, {"page": page_id, "state": state, "reason": reason})


def _article(opened: Session, page: Row[*tuple[Any, ...]], address: str, understood: Understood) -> Article:
    extracted, published = understood.extracted, understood.extracted.published
    publisher, outlet = voice(opened, page.source, address, extracted.site)
    return Article(
        page_id=page.id,
        source=page.source,
        publisher=publisher,
        outlet=outlet,
        address=address,
        title=extracted.title,
        text=extracted.text,
        author=extracted.author,
        lang=understood.lang,
        published_at=published.at if published else None,
        published_offset=published.offset if published else None,
        published_precision=published.precision if published else None,
        published_from=published.source if published else None,
        content_hash="",
        relevant=understood.relevance.relevant,
        relevance=understood.relevance.score,
        reasons=list(understood.relevance.reasons),
        notes=extracted.notes,
        words=understood.words,
        created_at=clock.now(),
    )


def _mentions(understood: Understood) -> Iterator[dict[str, Any]]:
    modality: dict[int, str] = {}
    for step in sorted(understood.steps, key=lambda step: step.role):  # background first: what is news overrides it
        said = "recalled" if step.role == "background" else step.modality
        modality |= {fact.start: said for facts in (step.parties, step.minerals, step.places) for fact in facts}
    for found in understood.found:
        yield {
            "kind": found.kind,
            "term": found.term,
            "surface": found.surface,
            "start": found.start,
            "end": found.end,
            "modality": modality.get(found.start, "stated"),
        }


def waiting(engine: Engine) -> int:
    """Return how many pages wait to be processed, those of dead workers included."""
    with session(engine) as opened:
        return opened.scalar(select(func.count(Page.id)).where(Page.state.in_(("waiting", "claimed")))) or 0
