"""The flow, read as a table of contents: waiting pages come in, articles with their deals and events go out."""

import datetime as dt
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice

from sqlalchemy import Engine, func, or_, select, update
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session

from pipeline import clock
from pipeline.addressing import load_rules
from pipeline.db import session
from pipeline.executor import Failure, failure, run
from pipeline.extract import Raw
from pipeline.identity import Rules
from pipeline.models import Page, SourceState
from pipeline.recall import recall
from pipeline.rehearsal import rehearse
from pipeline.resolution.candidates import remember
from pipeline.revise import stored_article
from pipeline.store import store
from pipeline.understand import Recalled, Understood, understand
from pipeline.workers.company import COMPANY, together
from pipeline.workers.leases import abandoned, holder

BATCH = COMPANY[0]
TOGETHER = 20  # pages stored in one transaction: SQLite's other writers wait a quarter of a second for it at most
LEASE = dt.timedelta(minutes=20)  # a claim older than this belongs to a dead worker
OUTCOMES = ("articles", "relevant", "merged", "same", "revised", "unaltered", "recalled", "failed")

Watch = Callable[[int, int], None]  # pages done, pages claimed
Outcome = tuple[int, Understood | Failure]  # the number of a page, and what became of it


def process(engine: Engine, limit: int | None = None, watch: Watch | None = None) -> Counter[str]:
    """Process waiting pages, at most ``limit``, some in one transaction; return how many became what.

    The counts are those of OUTCOMES: articles stored, of them relevant, of them merged as copies of another article;
    pages that are the same article as one already stored; articles that their outlets edited, and pages edited around
    their articles; articles read from their stored texts; pages that failed, each with its error in its row.
    """
    counts: Counter[str] = Counter(dict.fromkeys(OUTCOMES, 0))
    rules = load_rules(engine)
    for claimed in _claims(engine, limit):
        done = 0
        try:
            for some in _together(_in_order(claimed)):
                counts.update(stored(engine, some, rules))
                done += len(some)
                if watch:
                    watch(done, len(claimed))
        except BaseException:
            with suppress(SQLAlchemyError):  # then the lease runs out
                _give_back(engine, claimed)
            raise
    return counts


def _together(outcomes: Iterator[Outcome]) -> Iterator[list[Outcome]]:
    while some := list(islice(outcomes, TOGETHER)):
        yield some


def stored(engine: Engine, some: Sequence[Outcome], rules: Rules) -> Sequence[str]:
    """Store pages in one transaction; where that fails, each in one of its own. Return the OUTCOMES they count as."""
    try:
        with session(engine) as opened:
            remember(opened)
            told: list[str] = []
            for page_id, outcome in some:
                told += store(opened, page_id, outcome, rules)
                opened.flush()
                opened.expunge_all()  # the next one meets what is in the tables
            return told
    except Exception:  # noqa: BLE001 - whichever is to blame shows when it is alone
        return [count for page_id, outcome in some for count in _alone(engine, page_id, outcome, rules)]


def _alone(engine: Engine, page_id: int, outcome: Understood | Failure, rules: Rules) -> Sequence[str]:
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


def _in_order(claimed: dict[int, Raw | Recalled]) -> Iterator[Outcome]:
    """Yield the pages as they were published: an original before its copies, a plan before its deed."""
    done = run(_understand, list(claimed.items()), rehearse=rehearse)
    outcomes = [(page_id, outcome) for (page_id, _), outcome in done]
    yield from sorted(outcomes, key=lambda item: (_published(item[1]), claimed[item[0]].address))


def _understand(item: tuple[int, Raw | Recalled]) -> Understood:
    return understand(item[1])


def _published(outcome: Understood | Failure) -> dt.datetime:
    published = None if isinstance(outcome, Failure) else outcome.extracted.published
    return published.at if published else dt.datetime.max.replace(tzinfo=dt.UTC)


def waiting(engine: Engine) -> int:
    """Return how many pages wait to be processed, those of dead workers included."""
    with session(engine) as opened:
        return opened.scalar(select(func.count(Page.id)).where(Page.state.in_(("waiting", "claimed")))) or 0
