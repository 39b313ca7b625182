"""What is known of each host, whoever asked it: rows of `hosts` come in before a crawl and go out after it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from crawler.sources import Source
from pipeline.db import session
from pipeline.models import Host
from pipeline.text import one_line
from pipeline.upsert import upsert
from pipeline.url import PORTS

MOST_RIGHTS, LONGEST_RIGHT = 20, 300  # signals of a host, characters of one
KEPT = ("robots", "crawl_delay", "rights", "hold_until", "failures", "failure", "distrusted_at", "rights_at")


@dataclass
class Manners:
    """How a host behaves and how we therefore do: what was known of it, and what this crawl learned."""

    name: str
    robots: str | None = None  # rules, none, refused, unreachable
    crawl_delay: float | None = None
    rights: list[Any] = field(default_factory=list)
    hold_until: dt.datetime | None = None
    failures: int = 0
    failure: str | None = None
    distrusted_at: dt.datetime | None = None
    rights_at: dt.datetime | None = None
    said: str = ""  # in which words it asked for a pause
    asked_at: float = float("-inf")  # by the monotonic clock: its last request
    looked: set[str] = field(default_factory=set)  # kinds of documents of this crawl that were looked at for rights
    well: bool = False  # it gave an answer of use
    trouble: str | None = None  # the kind of its last failure

    def signal(self, signal: str, value: str, where: str) -> None:
        """Note a signal of its rights, in the place of what the same place said before."""
        here = {
            "signal": one_line(signal)[:80],
            "value": one_line(value)[:LONGEST_RIGHT],
            "where": one_line(where)[:LONGEST_RIGHT],
        }
        if here not in self.rights:
            self.rights = [*self.rights, here][-MOST_RIGHTS:]

    def forget(self, where: str) -> None:
        """Drop the signals of a place that is read anew."""
        self.rights = [signal for signal in self.rights if signal["where"] != where]


@lru_cache(maxsize=256)  # a request's address is looked at six times on its way
def host_of(address: str) -> str:
    """Return the host of an address, with its port where it is not the web's own."""
    parts = urlsplit(address)
    host = (parts.hostname or "").rstrip(".")
    return host if parts.port in (None, PORTS.get(parts.scheme)) else f"{host}:{parts.port}"


def homes(source: Source) -> set[str]:
    """Return the hosts of a source's lists."""
    return {host_of(address) for _, address in source.lists}


def load(engine: Engine) -> dict[str, Manners]:
    """Return what is known of every host, by name."""
    with session(engine) as opened:
        rows = opened.execute(select(*(getattr(Host, name) for name in ("name", *KEPT)))).mappings().all()
    return {row["name"]: Manners(**row) for row in rows}


def remember(opened: Session, met: Iterable[Manners], now: dt.datetime) -> None:
    """Store what a crawl learned of the hosts it asked; another may store the same one, hence in order."""
    rows = [_row(manners, now) for manners in sorted(met, key=lambda manners: manners.name)]
    if not rows:
        return
    statement = upsert(opened.get_bind().dialect.name, Host)
    replaced = {name: statement.excluded[name] for name in (*KEPT, "checked_at")}
    opened.execute(statement.on_conflict_do_update(index_elements=[Host.name], set_=replaced), rows)


def _row(manners: Manners, now: dt.datetime) -> dict[str, Any]:
    if manners.well:
        manners.failures, manners.failure = 0, None
    elif manners.trouble:
        manners.failures, manners.failure = manners.failures + 1, manners.trouble
    manners.well, manners.trouble = False, None
    return {"name": manners.name, "checked_at": now, **{name: getattr(manners, name) for name in KEPT}}
