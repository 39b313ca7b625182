"""Two deals that are one come in; the one that is kept, with the reports and events of both, goes out."""

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from pipeline import clock
from pipeline.models import Deal, Event, Report
from pipeline.resolution.candidates import forget


def absorb(session: Session, kept: Deal, lost: Deal, report: Report | None = None) -> None:
    """Move what is the lost deal's to the kept one, and note that they were one; the caller derives the kept one."""
    session.flush()
    forget(session, kept.id, lost.id)
    session.execute(update(Report).where(Report.deal_id == lost.id).values(deal_id=kept.id))
    theirs = session.scalars(select(Event.id).where(Event.deal_id == lost.id)).all()
    session.execute(update(Event).where(Event.id.in_(theirs)).values(deal_id=kept.id))
    key = f"{kept.key}:joined:{lost.key}"
    if theirs and session.scalar(select(Event.id).where(Event.key == key)) is None:
        session.add(
            Event(
                key=key,
                deal_id=kept.id,
                report_id=report.id if report else None,
                kind="joined",
                before=lost.title,
                after=kept.title,
                happened_on=None,
                created_at=clock.now(),
            )
        )
    session.flush()
    if report:
        session.expire(report, ["deal"])
    session.execute(delete(Deal).where(Deal.id == lost.id))
    session.expunge(lost)
