"""Headlines of which only the publisher's host is known come in; rows of `leads` with what became of them go out."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from sqlalchemy import Engine, select

from crawler.discovery.reader import Readers
from crawler.discovery.rules import LEADS
from crawler.lists.listing import Entry
from pipeline import clock
from pipeline.db import session
from pipeline.models import Lead
from pipeline.text import one_line

LONGEST_TITLE, LONGEST_HOST, LONGEST_REASON = 300, 253, 300  # characters


@dataclass(frozen=True)
class Sought:
    """A headline to look for at its host."""

    id: int
    title: str
    language: str | None
    published: str | None


def note(engine: Engine, source: str, headlines: Iterable[Entry], readers: Readers) -> dict[str, str]:
    """Store the headlines that are new; return by its address how each is accounted for."""
    oldest = clock.now() - dt.timedelta(days=LEADS.days)
    said: dict[str, str] = {}
    fresh: dict[tuple[str, str], Entry] = {}
    for entry in headlines:
        reader = readers.of_host(entry.outlet or "")
        said[entry.key] = f"read by {reader}" if reader else "a headline, looked for at its publisher"
        if entry.moment and entry.moment < oldest:
            said[entry.key] = f"a headline of more than {LEADS.days} days ago"
        elif one_line(entry.title or "") and len(host_of(entry)) <= LONGEST_HOST:
            fresh.setdefault((host_of(entry), one_line(entry.title or "")[:LONGEST_TITLE]), entry)
    with session(engine) as opened:
        stored = select(Lead.host, Lead.title).where(Lead.source == source, Lead.host.in_({host for host, _ in fresh}))
        known = {(host, title) for host, title in opened.execute(stored)}
        opened.add_all(_lead(source, *key, entry, readers) for key, entry in fresh.items() if key not in known)
    return said


def _lead(source: str, host: str, title: str, entry: Entry, readers: Readers) -> Lead:
    reader = readers.of_host(entry.outlet or "")
    return Lead(
        source=source,
        host=host,
        title=title,
        language=entry.language,
        published=entry.published,
        seen_at=clock.now(),
        state="catalogued" if reader else "new",
        reason=f"read by {reader}" if reader else None,
        attempts=0,
    )


def host_of(entry: Entry) -> str:
    """Return the host of a headline's outlet, with its port where it has one of its own."""
    return urlsplit(entry.outlet or "").netloc.lower()


def home_of(host: str) -> str:
    """Return a host's front page; a port of its own is one of plain HTTP, as nearly all are."""
    return f"http://{host}/" if ":" in host else f"https://{host}/"


def open_leads(engine: Engine, source: str) -> dict[str, list[Sought]]:
    """Return the headlines that are still to be looked for, by host: those least often looked for first."""
    waiting = select(Lead).where(Lead.source == source, Lead.state == "new").order_by(Lead.attempts, Lead.id)
    found: defaultdict[str, list[Sought]] = defaultdict(list)
    with session(engine) as opened:
        for lead in opened.scalars(waiting):
            if lead.host in found or len(found) < LEADS.a_run:
                found[lead.host].append(Sought(lead.id, lead.title, lead.language, lead.published))
    return dict(found)


def settle(engine: Engine, found: Mapping[int, str], missed: Mapping[int, str]) -> None:
    """Store where headlines were found, and of the others why not; one that was looked for often enough is lost."""
    with session(engine) as opened:
        for lead in opened.scalars(select(Lead).where(Lead.id.in_([*found, *missed]))):
            lead.attempts += 1
            if lead.id in found:
                lead.state, lead.address, lead.reason = "found", found[lead.id], None
                continue
            lead.reason = one_line(missed[lead.id])[:LONGEST_REASON]
            if lead.attempts >= LEADS.tries:
                lead.state = "lost"
