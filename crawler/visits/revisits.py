"""Known pages that may have changed since: what lists say of them comes in, those to look at again go out."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, bindparam, func, insert, or_, select, update
from sqlalchemy.orm import Session

from crawler.lists.listing import HINTS, Entry
from crawler.manners.policy import policy
from crawler.monitoring.tally import Polled, Tally
from crawler.sources import Source
from crawler.visits.withdrawals import FOLLOWED, GONE, unsettled
from pipeline import clock
from pipeline.db import session
from pipeline.models import Article, Page, Revision

HOUR = dt.timedelta(hours=1)
STEPS = (HOUR, 6 * HOUR, 24 * HOUR, 72 * HOUR)  # after the first reading of news of a deal: most edits come early
APART = HOUR  # between two looks at one page: some lists are stamped anew at every poll
MOST_LOOKS = 6  # at one page in all, those of STEPS among them: some lists never stop calling it changed
MOST = 20  # looks in one run: with three seconds between them, a minute
YOUNG = 72 * HOUR  # how long a page without news of a deal is looked at again
BUILT = dt.timedelta(minutes=1)  # entries that all changed within it were stamped when their list was built
TOGETHER = 500  # addresses in one query
_COLUMNS = (Page.address, Page.requested, Page.final_address, Page.status, Page.fetched_at, Page.checked_at)
_MORE = (Page.looks, Page.headers, Page.hints, Page.body_hash, Article.relevant)

Wanted = tuple[Row[*tuple[Any, ...]], Entry | None]  # a page, and what a list says of it


@dataclass(frozen=True)
class Revisit(Entry):
    """A page that is there already, and under which conditions it is asked for."""

    under: Mapping[str, str] = field(default_factory=dict, hash=False)


def revisits(engine: Engine, source: Source, tally: Tally) -> list[Revisit]:
    """Return the pages to look at again.

    First those that a list calls changed, then fresh news of deals in its turn, then what was not found at a look.
    """
    now, said = clock.now(), _said(tally)
    with session(engine) as opened:
        found = {page.address: (page, said[page.address]) for page in _listed(opened, list(said), now)}
        wanted: list[Wanted] = [pair for pair in found.values() if _called_changed(*pair, now)]
        wanted += [(page, None) for page in _fresh(opened, source, now) if _is_due(page, now)]
        wanted += [(page, None) for page in _lost(opened, source, now)]
    chosen = dict[str, Revisit]()
    for page, entry in wanted:
        if len(chosen) < MOST and page.address not in chosen:
            chosen[page.address] = _revisit(page, entry)
            tally.count(page.address, "known")
    return list(chosen.values())


def _said(tally: Tally) -> dict[str, Entry]:
    """Return what lists say of pages that were known before this run."""
    said: dict[str, Entry] = {}
    for polled in tally.polled:
        built = _is_built(polled)
        for entry in polled.entries:
            if tally.fates.get(entry.key, ("",))[0] == "known":
                said.setdefault(entry.key, replace(entry, updated=None) if built else entry)
    return said


def _is_built(polled: Polled) -> bool:
    """Tell whether a list calls everything on it changed, and thereby says nothing."""
    stamps = [entry.updated for entry in polled.entries if entry.updated]
    return len(stamps) > 2 and max(stamps) - min(stamps) < BUILT  # noqa: PLR2004 - two may change together


@cache
def _query() -> Select[*tuple[Any, ...]]:
    seen = select(*_COLUMNS, *_MORE).outerjoin(Article, Article.page_id == Page.id).where(Page.looks < MOST_LOOKS)
    understood = (Page.state == "done") & Article.id.is_not(None)  # else it is another page's article
    return seen.where(or_(understood, Page.state.in_(("rejected", "failed"))))


@cache
def _fresh_query() -> Select[*tuple[Any, ...]]:
    ours = (Article.source == bindparam("source")) & Article.relevant & Page.status.is_not(None)
    return _query().where(ours, Page.fetched_at > bindparam("since")).order_by(Page.id.desc()).limit(TOGETHER)


def _listed(opened: Session, keys: list[str], now: dt.datetime) -> Iterator[Row[*tuple[Any, ...]]]:
    for start in range(0, len(keys), TOGETHER):
        some = Page.address.in_(keys[start : start + TOGETHER])
        yield from opened.execute(_query().where(some, or_(Page.fetched_at > now - YOUNG, Article.relevant)))


def _fresh(opened: Session, source: Source, now: dt.datetime) -> Iterable[Row[*tuple[Any, ...]]]:
    """Return the source's news of deals of the last days, the newest first; what a list carries whole is left out."""
    return opened.execute(_fresh_query(), {"source": source.name, "since": now - STEPS[-1] - 24 * HOUR}).all()


def _lost(opened: Session, source: Source, now: dt.datetime) -> Iterable[Row[*tuple[Any, ...]]]:
    """Return the source's news of deals that was not found, when it is time to look for it again."""
    sought = Page.address.in_(list(unsettled(opened, source.name, now))[:TOGETHER])
    return opened.execute(select(*_COLUMNS, *_MORE).join(Article, Article.page_id == Page.id).where(sought)).all()


def owing(opened: Session, names: Sequence[str], now: dt.datetime) -> list[str]:
    """Return which of the sources have news of deals to look at again, whether or not its time has come."""
    fresh = (Page.fetched_at > now - STEPS[-1] - 24 * HOUR) & (Page.looks < MOST_LOOKS)
    lost = Page.withdrawn_at.is_(None) & (Page.gone_at > now - FOLLOWED)
    of_deals = select(Page.source).join(Article, Article.page_id == Page.id).where(Article.relevant)
    return list(opened.scalars(of_deals.where(Article.source.in_(names), or_(fresh, lost)).distinct()))


def _is_due(page: Row[*tuple[Any, ...]], now: dt.datetime) -> bool:
    """Tell whether one of STEPS has passed since the page was last looked at."""
    last = page.checked_at or page.fetched_at
    return now - last >= APART and any(last < page.fetched_at + step <= now for step in STEPS)


def _called_changed(page: Row[*tuple[Any, ...]], entry: Entry, now: dt.datetime) -> bool:
    """Tell whether a list's word that a page has changed is to be followed."""
    last = page.checked_at or page.fetched_at
    reserved = sum(page.fetched_at + step > now for step in STEPS) if page.relevant else 0
    if now - last < APART or page.looks + reserved >= MOST_LOOKS:
        return False
    if entry.content is not None:
        return bool(hashlib.sha256(entry.content).hexdigest() != page.body_hash)
    if entry.updated and last < entry.updated <= now:
        return True
    guid = page.hints.get("guid")
    return bool(guid and entry.guid and guid != entry.guid) or _retitled(page.hints.get("title"), entry.title)


def _retitled(before: str | None, after: str | None) -> bool:
    """Tell whether two titles differ otherwise than by being cut, or by what one list writes around them."""
    old, new = (" ".join((title or "").casefold().rstrip(" .…").split()) for title in (before, after))
    return bool(old and new) and old not in new and new not in old


def _revisit(page: Row[*tuple[Any, ...]], entry: Entry | None) -> Revisit:
    said = {name: getattr(entry, name, None) or page.hints.get(name) for name in HINTS}
    said["published"] = page.hints.get("published") or said["published"]  # an edit makes nothing new
    address = page.final_address or page.requested
    headers = page.headers if policy().trusts(address) else {}
    asked = {"If-None-Match": headers.get("etag"), "If-Modified-Since": headers.get("last-modified")}
    return Revisit(
        address,
        **said,
        identity=page.address,
        content=entry.content if entry else None,
        under={name: value for name, value in asked.items() if value},
    )


def relook(connection: Connection, values: Mapping[str, Any]) -> tuple[str, str]:
    """Note that a page was looked at again, and put another body in the place of the old one, which is kept.

    What is no article now (an error, a wall, a page that the gate refuses) never takes a good version's place.
    """
    columns = (Page.id, Page.state, Page.body, Page.body_hash, Page.fetched_at, Page.revised_at)
    page = connection.execute(select(*columns).where(Page.address == values["address"]).with_for_update()).one()
    now = values["fetched_at"]
    looked = {"checked_at": now, "looks": Page.looks + 1, "hints": values["hints"], **_presence(values)}
    settled = page.state in ("done", "rejected", "failed")
    if values["state"] != "waiting" or values["body_hash"] == page.body_hash or not settled:
        connection.execute(update(Page).where(Page.id == page.id).values(looked))
        return "known", ""
    if page.state == "done":
        read_at = page.revised_at or page.fetched_at
        old = {"body": page.body, "body_hash": page.body_hash or "", "fetched_at": read_at, "changes": []}
        connection.execute(insert(Revision).values(page_id=page.id, replaced_at=now, **old))
    new = {name: values[name] for name in ("body", "body_hash", "headers", "status", "state", "reason")}
    connection.execute(update(Page).where(Page.id == page.id).values(looked | new | {"attempts": 0, "revised_at": now}))
    return "revised", ""


def _presence(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a look says of whether the page is still there; a wall or an error says nothing."""
    if values["status"] in GONE:
        return {"gone_at": func.coalesce(Page.gone_at, values["fetched_at"])}
    there = values["state"] != "missed" or values["status"] == 304  # noqa: PLR2004
    return {"gone_at": None, "withdrawn_at": None} if there else {}
