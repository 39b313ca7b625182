"""What a reader puts right about deals comes in; it is done, and holds after every re-run until it is undone."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from pipeline import clock
from pipeline.dedupe import alone
from pipeline.models import Article, Correction, Deal, Event, Evidence, Report, Target
from pipeline.queries.dossier import deal_of
from pipeline.queries.explain import find_article
from pipeline.reread import reread
from pipeline.resolution.changes import note_corrections
from pipeline.resolution.correctable import InvalidCorrection, correctable
from pipeline.resolution.deals import derive
from pipeline.resolution.fixes import TEXTS
from pipeline.resolution.founding import found_deal
from pipeline.resolution.joining import absorb
from pipeline.resolution.orders import facts_of, refresh
from pipeline.resolution.reorder import reorder, told_of
from pipeline.resolution.replay import Told
from pipeline.text import one_line

_ALL = 10**9  # reports: what is undone lays the whole of its deals anew


def merge(session: Session, author: str, key: str, other: str) -> str:
    """Make two deals one; return the key that is kept, that of the deal known earlier. Raises UnknownDeal."""
    alone(session)
    both = (deal_of(session, key), deal_of(session, other))
    kept, lost = sorted(both, key=lambda deal: (deal.first_seen_at, deal.id))
    if kept is lost:
        raise InvalidCorrection(f"{key} and {other} are one deal already")
    made = _made(session, author, "merge", kept.key, other=lost.key)
    _aim(session, made, "kept", told_of(session, [kept.id, lost.id]))
    absorb(session, kept, lost)
    _bring_up(session, kept, made)
    return kept.key


def split(session: Session, author: str, key: str, articles: Iterable[str]) -> str:
    """Make what these articles report of a deal a deal of its own; return its key.

    Raises UnknownDeal, UnknownArticle, InvalidCorrection.
    """
    alone(session)
    deal = deal_of(session, key)
    reports = told_of(session, [deal.id])
    chosen = {_in_deal(session, deal, article).id for article in articles}
    leaving = [one for one in reports if one.article in chosen]
    if len(leaving) == len(reports):
        raise InvalidCorrection(f"these are all articles of {key}; konchi deals set changes what it says")
    first = leaving[0]
    stage, date, _ = first.stage
    new = found_deal(session, first.seen, stage, (date or first.at).year, first.at)
    made = _made(session, author, "split", deal.key, other=new.key)
    _aim(session, made, "kept", [one for one in reports if one.article not in chosen])
    _aim(session, made, "apart", leaving)
    mine = Report.id.in_([one.report for one in leaving])
    session.execute(update(Report).where(mine).values(deal_id=new.id))
    derive(session, new, session.get_one(Report, leaving[0].report), founded=True)
    _bring_up(session, deal, made, new)
    return new.key


def reject(session: Session, author: str, key: str, article: str | None = None) -> None:
    """Take an article out of a deal, or the whole deal out of what is shown and told.

    Raises UnknownDeal, UnknownArticle, InvalidCorrection.
    """
    alone(session)
    deal = deal_of(session, key)
    if article is None:
        if deal.rejected:
            raise InvalidCorrection(
                f"{key} is rejected already; konchi deals history {key} tells by whom and how to undo it"
            )
        made = _made(session, author, "reject", deal.key)
        _aim(session, made, "kept", told_of(session, [deal.id]))
        _bring_up(session, deal, made)
        return
    found = _in_deal(session, deal, article)
    made = _made(session, author, "reject", deal.key, value=found.address)
    mine = [one for one in told_of(session, [deal.id]) if one.article == found.id]
    _aim(session, made, "gone", mine)
    numbers = [one.report for one in mine]
    session.execute(delete(Evidence).where(Evidence.report_id.in_(numbers)))
    session.execute(delete(Report).where(Report.id.in_(numbers)))
    session.expire_all()
    if session.scalar(select(Report.id).where(Report.deal_id == deal.id).limit(1)) is None:
        session.delete(deal)
    else:
        _bring_up(session, deal, made)


def set_field(session: Session, author: str, key: str, field: str, value: str) -> None:
    """Set the type, stage or title of a deal, or add (+) or remove (-) a party, mineral, country or value.

    Raises UnknownDeal, InvalidCorrection.
    """
    alone(session)
    deal = deal_of(session, key)
    sign, value = correctable(deal, field, one_line(value).strip())
    was = str(getattr(deal, TEXTS[field])) if field in TEXTS else None
    made = _made(session, author, "set", deal.key, field=field, sign=sign, value=value, was=was)
    _aim(session, made, "kept", told_of(session, [deal.id]))
    _bring_up(session, deal, made)


def _made(session: Session, author: str, kind: str, key: str, **fields: str | None) -> Correction:
    made = Correction(made_at=clock.now(), author=one_line(author), kind=kind, deal=key, **fields)
    session.add(made)
    session.flush()
    return made


def _aim(session: Session, made: Correction, side: str, reports: Iterable[Told]) -> None:
    """Note which reports a correction is about, so that they are known again after a re-run."""
    session.add_all(
        Target(
            correction_id=made.id,
            side=side,
            address=one.address,
            position=one.position,
            facts=sorted(facts_of(one.seen)),
        )
        for one in reports
    )
    session.flush()


def _in_deal(session: Session, deal: Deal, article: str) -> Article:
    found = find_article(session, article)
    mine = select(Report.id).where(Report.deal_id == deal.id, Report.article_id == found.id).limit(1)
    if session.scalar(mine) is None:
        reported = sorted({report.deal.key for report in found.reports})
        hint = f"; it reports {' and '.join(reported)}" if reported else "; it reports no deal"
        raise InvalidCorrection(one_line(f"{found.address} does not report {deal.key}{hint}"))
    return found


def _bring_up(session: Session, deal: Deal, made: Correction, *others: Deal) -> None:
    """Let deals say what follows from a correction, and note for readers that they were put right."""
    session.flush()
    session.expire_all()
    concerned = {one.id for one in (deal, *others)}
    for number in sorted(concerned | refresh(session, concerned)):
        derive(session, session.get_one(Deal, number))
    note_corrections(session, deal.id, [made.id])


def undo(session: Session, author: str, number: int) -> Correction:
    """Take a correction back, and let its deals be what they would be without it. Raises InvalidCorrection."""
    alone(session)
    made = session.get(Correction, number)
    if made is None or made.undone_at:
        why = (
            f"was undone on {made.undone_at:%Y-%m-%d} by {made.undone_by}" if made and made.undone_at else "is unknown"
        )
        raise InvalidCorrection(one_line(f"correction {number} {why}; konchi deals history lists them"))
    concerned = _concerned(session, made)
    made.undone_at, made.undone_by = clock.now(), one_line(author)
    session.execute(delete(Event).where(Event.key.in_((f"corrected:{number}", f"{made.deal}:joined:{made.other}"))))
    session.flush()
    gone = [target.address for target in made.targets if target.side == "gone"]
    for article in session.scalars(select(Article).where(Article.address.in_(gone))).all():
        reread(session, article)
    if made.kind in {"merge", "split"} and concerned:
        reorder(session, concerned, most=_ALL)
    for deal in refresh(session, concerned) | set(concerned):
        if stored := session.get(Deal, deal):
            derive(session, stored)
    return made


def _concerned(session: Session, made: Correction) -> list[int]:
    """Return the deals that have the reports of a correction now."""
    session.flush()
    query = (
        select(Report.deal_id)
        .join(Report.article)
        .join(Target, (Target.address == Article.address) & (Target.position == Report.position))
        .where(Target.correction_id == made.id)
    )
    return sorted(set(session.scalars(query)))


def history(session: Session, key: str | None = None) -> list[str]:
    """Return the corrections, the latest first; with a key, those of that deal. Raises UnknownDeal."""
    query = select(Correction).order_by(Correction.id.desc())
    if key is not None:
        here = select(Target.correction_id).where(Target.address.in_(_addresses(session, key)))
        named = or_(Correction.deal == key, Correction.other == key)
        query = query.where(named | Correction.id.in_(here))
        if session.scalars(query.limit(1)).first() is None:
            deal_of(session, key)
    return [line for made in session.scalars(query) for line in _lines(made)]


def _addresses(session: Session, key: str) -> Collection[str]:
    query = select(Article.address).join(Article.reports).join(Report.deal).where(Deal.key == key)
    return session.scalars(query.distinct()).all()


def _lines(made: Correction) -> Iterator[str]:
    yield f"{made.id:>4}  {made.made_at:%Y-%m-%d %H:%M} UTC  {one_line(f'{_told(made)}, by {made.author}')}"
    if made.undone_at:
        yield f"{'':6}{made.undone_at:%Y-%m-%d %H:%M} UTC  {one_line(f'undone by {made.undone_by}')}"


def _told(made: Correction) -> str:
    """Say what a correction did, as it would be typed."""
    articles = [target.address for target in made.targets if target.side == "apart"]
    said: Sequence[str | None] = {
        "merge": (made.deal, made.other),
        "split": (made.deal, *dict.fromkeys(articles), f"-> {made.other}"),
        "set": (made.deal, made.field, f"{made.sign or ''}{made.value}"),
        "reject": (made.deal, made.value),
    }[made.kind]
    return " ".join([made.kind, *filter(None, said)])
