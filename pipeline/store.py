"""What a page said comes in; its article, what follows from it and what became of the page are in the tables then."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType, SimpleNamespace
from typing import Any, NamedTuple

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from pipeline import clock
from pipeline.addressing import SAME, address_of
from pipeline.dedupe import dedupe
from pipeline.executor import Failure
from pipeline.identity import Rules
from pipeline.models import Article, Mention, Page
from pipeline.prepared import Prepared
from pipeline.put import new, renew
from pipeline.resolution.familiar import told_of
from pipeline.resolution.view import View
from pipeline.resolution.voice import voice
from pipeline.resolve import resolve
from pipeline.revise import put_back, rewrite, say, settle, stored_article, tell_changes, unaltered
from pipeline.understand import Understood
from pipeline.workers.leases import holder

# Built once, and run beside the object layer: most of what storing an article costs is the making of statements.
_OURS = (Page.id == bindparam("page"), Page.state == bindparam("state"), Page.lease_holder == bindparam("by"))
_GONE = Page.body.is_(None).label("gone")
_HELD = Prepared(
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


class _Held(NamedTuple):
    """A page whose claim is ours."""

    id: int
    source: str
    address: str
    final_address: str | None
    revised_at: dt.datetime | None
    gone: bool  # its bytes are no longer kept


def store(opened: Session, page_id: int, outcome: Understood | Failure, rules: Rules) -> Sequence[str]:
    """Store what a page said and all that follows from it; return the OUTCOMES it counts as."""
    held = _HELD.rows(opened, {"page": page_id, "state": "claimed", "by": holder()})
    if not held:
        return ()  # the lease ran out and somebody else did the work
    page = _Held(*held[0])
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


def _kinds(article: Article, copied: int | None, *more: str) -> Sequence[str]:
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
) -> int | None:
    """Store all that follows from an article; return the number of the one that it copies."""
    copied = dedupe(opened, article)
    _NAMED.each(opened, [mention | {"article_id": article.id} for mention in _mentions(outcome)])
    if outcome.relevance.wants_a_deal and (deal := told_of(opened, article, outcome.steps)):
        why = f"reports a step of a deal that is known: {deal.key}"
        renew(opened, article, SimpleNamespace(relevant=True, reasons=[why, *outcome.relevance.reasons]))
    if article.relevant:
        resolve(opened, article, outcome.steps, before)
    return copied


def _end(opened: Session, page_id: int, state: str, reason: str | None = None) -> None:
    _ENDED.rows(opened, {"page": page_id, "state": state, "reason": reason})


def _article(opened: Session, page: _Held, address: str, understood: Understood) -> Article:
    extracted, published = understood.extracted, understood.extracted.published
    publisher, outlet = voice(opened, page.source, address, extracted.site)
    return new(
        Article,
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
