"""Two deals that are one come in; the one that is kept, with the reports and events of both, goes out."""

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from pipeline import clock
from pipeline.models import Deal, Event, Report
from pipeline.prepared import Prepared
from pipeline.resolution.candidates import forget

_REPORTS = Prepared(update(Report).where(Report.deal_id == bindparam("lost")).values(deal_id=bindparam("kept")))
_THEIRS = Prepared(select(Event.id).where(Event.deal_id == bindparam("lost")))
_EVENTS = Prepared(update(Event).where(Event.deal_id == bindparam("lost")).values(deal_id=bindparam("kept")))
_NOTED = Prepared(select(Event.id).where(Event.key == bindparam("key")))
_NOTE = Prepared(insert(Event))
_GONE = Prepared(delete(Deal).where(Deal.id == bindparam("lost")))


def absorb(session: Session, kept: Deal, lost: Deal, report: Report | None = None) -> None:
    """Move what is the lost deal's to the kept one, and note that they were one; the caller derives the kept one."""
    session.flush()
    forget(session, kept.id, lost.id)
    both = {"kept": kept.id, "lost": lost.id}
    _REPORTS.rows(session, both)
    if _THEIRS.rows(session, {"lost": lost.id}):
        _EVENTS.rows(session, both)
        _note(session, kept, lost, report)
    for known in session.identity_map.values():
        if isinstance(known, Report) and known.__dict__.get("deal_id") == lost.id:
            set_committed_value(known, "deal_id", kept.id)
    if report:
        session.expire(report, ["deal"])
    _GONE.rows(session, {"lost": lost.id})
    session.expunge(lost)


def _note(session: Session, kept: Deal, lost: Deal, report: Report | None) -> None:
    key = f"{kept.key}:joined:{lost.key}"
    if not _NOTED.rows(session, {"key": key}):
        told = {"report_id": report.id if report else None, "before": lost.title, "after": kept.title}
        when = {"happened_on": None, "created_at": clock.now()}
        _NOTE.each(session, [{"key": key, "deal_id": kept.id, "kind": "joined", **told, **when}])
