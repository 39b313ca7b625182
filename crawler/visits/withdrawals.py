"""Articles that are found no longer come in; those that their outlet has withdrawn are marked, with the day."""

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from crawler.monitoring.tally import Tally
from pipeline.models import Article, Page

GONE = {404, 410}
APART = dt.timedelta(hours=6)  # between two looks that agree: one may be an accident
FOLLOWED = dt.timedelta(days=14)  # in which an article that is not found is looked for again, ever more rarely
LATELY = dt.timedelta(days=7)
FEWEST = 3  # articles of a source not found, and more than half of those looked at: then it is the source that fails
READ = ("waiting", "claimed", "done", "rejected")
WITHDRAWN, ONCE = "withdrawn by its outlet", "not found at one look"
NOT_READ = "not believed: the lists of the source cannot be read"
ALL_GONE = "not believed: most of what was looked at lately is not found"
NOTHING_ELSE = "not believed: nothing of the source was found since"


def unsettled(opened: Session, source: str, now: dt.datetime) -> Iterable[str]:
    """Return the addresses of a source's news of deals that were not found and are to be looked for again."""
    columns = (Page.address, Page.gone_at, func.coalesce(Page.checked_at, Page.gone_at))
    open_ = (Page.source == source) & Page.withdrawn_at.is_(None) & (Page.gone_at > now - FOLLOWED)
    for address, gone_at, last in opened.execute(select(*columns).join(Article).where(open_, Article.relevant)):
        if gone_at and now - last >= max(APART, last - gone_at):
            yield address


def settle(opened: Session, tally: Tally, now: dt.datetime) -> None:
    """Mark those articles as withdrawn that this run did not find and an earlier one had not; count all by reason."""
    if not tally.gone:
        return
    doubt = _doubt(opened, tally, now)
    missing = select(Page).where(Page.address.in_(tally.gone), Page.withdrawn_at.is_(None))
    for page in opened.scalars(missing):
        since = page.gone_at or now
        if now - since < APART:
            tally.withdrawn[ONCE] += 1
        elif reason := doubt or _alone(opened, tally, since):
            tally.withdrawn[reason] += 1
        else:
            page.withdrawn_at = now
            tally.withdrawn[WITHDRAWN] += 1


def _doubt(opened: Session, tally: Tally, now: dt.datetime) -> str | None:
    """Return why it is as likely the source itself that fails, None where nothing says so."""
    if tally.ending()[0] not in ("ok", "unchanged"):
        return NOT_READ
    looked = (Page.source == tally.source) & (Page.checked_at > now - LATELY)
    count = select(func.count(), func.count(Page.gone_at)).select_from(Page).where(looked)
    every, gone = opened.execute(count).one()
    return ALL_GONE if gone >= FEWEST and gone > every / 2 else None


def _alone(opened: Session, tally: Tally, since: dt.datetime) -> str | None:
    """Return a doubt unless another article of the source was found since then."""
    other = select(Page.id).where(Page.source == tally.source, Page.state.in_(READ), Page.status == 200)  # noqa: PLR2004
    found = tally.found or opened.scalar(other.where(Page.fetched_at > since).limit(1))
    return None if found else NOTHING_ELSE
