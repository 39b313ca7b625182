"""An article's address or number comes in; what was found where in it, and why it belongs to its deals, goes out."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, selectinload

from pipeline.addressing import rules_of
from pipeline.identity import identity
from pipeline.models import Article, Deal, Mention, Page, Report, Revision
from pipeline.queries.export import article_record, links
from pipeline.text import one_line

_DIGITS = 9  # of an article's number: a longer one is beyond what a database counts
_SHOWN = 200  # characters of an unknown address

_REVISIONS = (
    select(Revision).where(Revision.page_id == bindparam("page"), Revision.title.is_not(None)).order_by(Revision.id)
)


class UnknownArticle(Exception):
    """No such article is stored; give the address as `konchi export articles` shows it, or the article's number."""


def explain(session: Session, article: str) -> str:
    """Return the explanation of an article as plain text. Raises UnknownArticle."""
    return "\n".join(_lines(explanation(session, article)))


def explanation(session: Session, article: str) -> dict[str, Any]:
    """Return what was found in an article, and how its deals were chosen. Raises UnknownArticle."""
    stored = find_article(session, article)
    return {
        **article_record(stored, links(session, [stored])),
        "id": stored.id,
        "published_from": stored.published_from,
        "copy_score": stored.copy_score,
        "notes": stored.notes,
        "gone_at": _minute(stored.page.gone_at),
        "withdrawn_at": _minute(stored.page.withdrawn_at),
        "mentions": [_mention(one) for one in sorted(stored.mentions, key=lambda one: one.start)],
        "reports": [_report(session, stored, report) for report in stored.reports],
        "revisions": [_revision(one) for one in session.scalars(_REVISIONS, {"page": stored.page_id})],
    }


def find_article(session: Session, article: str) -> Article:
    """Return the article of this address or number. Raises UnknownArticle."""
    query = select(Article).options(selectinload(Article.reports).selectinload(Report.evidence))
    if article.isascii() and article.isdigit() and len(article) <= _DIGITS:
        found = session.scalars(query.where(Article.id == int(article))).first()
        page = None
    else:
        rules = rules_of(session)
        spellings = {article, identity(article, rules)}
        page = session.scalars(select(Page).where(Page.address.in_(spellings))).first()
        if page:  # a redirect may have led elsewhere, also to an article known by another address
            spellings.add(identity(page.final_address or page.address, rules))
            spellings.update(session.scalars(select(Article.address).where(Article.page_id == page.id)))
        found = session.scalars(query.where(Article.address.in_(spellings))).first()
    if found is None:
        fate = f"its page is {page.state}: {page.reason or 'konchi process reads it'}" if page else ""
        raise UnknownArticle(one_line(f"{_shortened(article)!r}: {fate or UnknownArticle.__doc__}"))
    return found


def _shortened(article: str) -> str:
    return article if len(article) <= _SHOWN else f"{article[:_SHOWN]}..."


def _minute(moment: dt.datetime | None) -> str | None:
    return moment.isoformat(timespec="minutes") if moment else None


def _mention(one: Mention) -> dict[str, Any]:
    return {key: getattr(one, key) for key in ("kind", "term", "surface", "start", "end", "modality")}


def _revision(one: Revision) -> dict[str, Any]:
    return {
        "read_at": one.fetched_at.isoformat(timespec="minutes"),
        "replaced_at": one.replaced_at.isoformat(timespec="minutes"),
        "changes": one.changes,
    }


def _report(session: Session, article: Article, report: Report) -> dict[str, Any]:
    runner_up = report.signals.get("runner_up")
    other = session.get(Deal, runner_up["deal"]) if runner_up else None
    return {
        "deal": report.deal.key,
        "title": report.deal.title,
        "role": report.role,
        "deal_type": report.deal_type,
        "stage": report.stage,
        "event_date": report.event_date.isoformat() if report.event_date else None,
        "date_precision": report.date_precision,
        "founded": not report.signals.get("signals") and not report.signals.get("correction"),
        "correction": report.signals.get("correction"),
        "total": report.signals.get("total"),
        "margin": report.margin,
        "signals": report.signals.get("signals", {}),
        "runner_up": {**runner_up, "deal": other.key if other else None} if runner_up else None,
        "evidence": [
            {
                "field": one.field,
                "value": one.value,
                "start": one.start,
                "end": one.end,
                "surface": article.document[one.start : one.end],
                "quote": one.quote,
            }
            for one in sorted(report.evidence, key=lambda one: (one.start, one.field))
        ],
    }


def _lines(told: dict[str, Any]) -> Iterator[str]:
    yield one_line(told["title"])
    yield f"{told['url']}  (article {told['id']})"
    yield f"{told['outlet']}, {told['lang']}, published {told['published_at']} (from {told['published_from']})"
    if told["near_duplicate_of"]:
        yield f"copies {told['near_duplicate_of']} ({told['copy_score']:.2f})"
    verdict = "relevant" if told["relevant"] else "not relevant"
    yield f"{verdict} ({told['relevance']:.2f}): {'; '.join(told['reasons']) or 'no reason noted'}"
    if told["withdrawn_at"]:
        yield f"withdrawn by its outlet: not found since {told['gone_at']}, nor on {told['withdrawn_at']}"
    elif told["gone_at"]:
        yield f"not found when looked at on {told['gone_at']}; another look will tell whether it was withdrawn"
    yield ""
    yield "found in the text"
    for one in told["mentions"]:
        said = "" if one["modality"] == "stated" else f", {one['modality']}"
        yield f"  {one['start']:>6}-{one['end']:<6} {one['kind']:13} {one['term']:28} {one_line(one['surface'])}{said}"
    for report in told["reports"]:
        yield ""
        yield from _report_lines(report)
    for one in told["revisions"]:
        yield ""
        yield f"edited between {one['read_at']} and {one['replaced_at']}"
        for change in one["changes"]:
            yield f"  - {one_line(change['before'])}\n  + {one_line(change['after'])}"


def _report_lines(report: dict[str, Any]) -> Iterator[str]:
    when = f" on {report['event_date']}" if report["event_date"] else ""
    yield f"{report['role']}: type {report['deal_type']}, stage {report['stage']}{when}"
    yield f"  deal {report['deal']}: {one_line(report['title'])}"
    if report["founded"]:
        yield "  a new deal: no known deal fits"
    else:
        by = f" by correction {report['correction']} of a reader" if report["correction"] else ""
        yield f"  chosen{by} with {report['total']:.2f}, ahead by {report['margin']:.2f}: {_weights(report['signals'])}"
    if report["runner_up"] and report["runner_up"]["deal"]:
        runner_up = report["runner_up"]
        yield f"  next best {runner_up['deal']} with {runner_up['total']:.2f}: {_weights(runner_up['signals'])}"
    for one in report["evidence"]:
        yield f"  {one['start']:>6}-{one['end']:<6} {one['field']:11} {one['value']:28} “{one_line(one['surface'])}”"


def _weights(signals: dict[str, float]) -> str:
    ordered = sorted(signals.items(), key=lambda item: -abs(item[1]))
    return ", ".join(f"{name} {weight:+.1f}" for name, weight in ordered) or "nothing in common"
