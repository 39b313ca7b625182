"""What discovery brought comes in; hosts outside the catalogue go out: useful ones, and those that let nobody read."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from shlex import quote
from urllib.parse import urlsplit

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from crawler.discovery.reader import ARCHIVES, Readers
from crawler.manners.hosts import host_of
from crawler.sources import Source
from pipeline.db import session
from pipeline.models import Article, Host, Page
from pipeline.resolution.kinds import DISCOVERY
from pipeline.text import one_line

USEFUL = 2  # relevant articles; one is enough where it is nobody's copy
LONGEST_TITLE = 80  # characters
LONGEST_WORD = 200
MOST_SHUT = 20  # hosts that could not be read
NOTHING = "no host outside the catalogue has proved useful yet"


@dataclass(frozen=True)
class Proposal:
    """A host, how many relevant articles it brought, how many of them were nobody's copy, one of them, and its word."""

    home: str
    relevant: int
    original: int
    example: str
    word: str = ""  # what it says of its rights, and its last failure


@dataclass(frozen=True)
class Shut:
    """A host whose reports were found and could not be read: how many, and mostly why."""

    host: str
    pages: int
    reason: str


def proposals(engine: Engine, catalogue: Mapping[str, Source]) -> list[Proposal]:
    """Return the hosts of relevant articles that discovery found and no source of the catalogue reads."""
    readers = Readers(catalogue.values())
    read_at = func.coalesce(Page.final_address, Page.requested)  # an article's own address is its identity
    useful = (Article.address, read_at, Article.title, Article.copy_of)
    hosts: defaultdict[str, list[tuple[str, str, int | None]]] = defaultdict(list)
    with session(engine) as opened:
        found = select(*useful).join(Article.page).where(Article.source.in_(_finders(catalogue)), Article.relevant)
        for address, met, title, copy_of in opened.execute(found.order_by(Article.id.desc())):
            if not readers.of_host(address):
                parts = urlsplit(met)
                hosts[f"{parts.scheme}://{parts.netloc}/"].append((met, title, copy_of))
        words = _words(opened, map(host_of, hosts))
    made = [_proposal(home, articles, words.get(host_of(home), "")) for home, articles in hosts.items()]
    worthy = [proposal for proposal in made if proposal.original or proposal.relevant >= USEFUL]
    return sorted(worthy, key=lambda one: (-one.original, -one.relevant, one.home))


def shut(engine: Engine, catalogue: Mapping[str, Source]) -> list[Shut]:
    """Return the hosts of which discovery found reports and could read none, most reports first."""
    finders, readers = _finders(catalogue), Readers(catalogue.values())
    missed: defaultdict[str, Counter[str]] = defaultdict(Counter)
    read = set()
    with session(engine) as opened:
        found = select(Page.requested, Page.state, Page.reason).where(Page.source.in_(finders))
        for address, state, reason in opened.execute(found):
            if state != "missed":
                read.add(host_of(address))
            elif not readers.of_host(address):
                missed[host_of(address)][one_line(reason or "")] += 1
    made = [Shut(host, why.total(), why.most_common(1)[0][0]) for host, why in missed.items() if host not in read]
    return sorted(made, key=lambda one: (-one.pages, one.host))


def _finders(catalogue: Mapping[str, Source]) -> list[str]:
    return [source.name for source in (*catalogue.values(), ARCHIVES) if source.kind == DISCOVERY]


def _words(opened: Session, hosts: Iterable[str]) -> dict[str, str]:
    """Return what hosts say of their rights, and how they failed last, in words."""
    said: dict[str, str] = {}
    for host in opened.scalars(select(Host).where(Host.name.in_(list(hosts)))):
        rights = [f"{right['signal']}: {right['value']}" for right in host.rights]
        failed = [f"failed {host.failures} times in a row, last: {host.failure}"] if host.failures else []
        said[host.name] = one_line("; ".join([*rights, *failed]))
    return said


def _proposal(home: str, articles: list[tuple[str, str, int | None]], word: str) -> Proposal:
    originals = [article for article in articles if article[2] is None]
    address, title, _ = (originals or articles)[0]
    return Proposal(home, len(articles), len(originals), f"{one_line(title)[:LONGEST_TITLE]} {one_line(address)}", word)


def as_lines(found: Iterable[Proposal], closed: Sequence[Shut] = ()) -> list[str]:
    """Return for each host its counts, an example and the command that adds it, for a person to read and type."""
    lines = []
    for one in found:
        lines.append(f"{one_line(one.home)}  {one.relevant} relevant, {one.original} of its own")
        lines.append(f"  {one.example}")
        if one.word:
            lines.append(f"  it says: {one.word[:LONGEST_WORD]}")
        lines.append(f"  konchi sources add {quote(one_line(one.home))}")  # a name server may answer to any name
    lines = lines or [NOTHING]
    if closed:
        lines.append(f"reports were found at {len(closed)} more hosts, and none could be read:")
        for host in closed[:MOST_SHUT]:
            lines.append(f"  {one_line(host.host)}  {host.pages} found; {host.reason[:LONGEST_WORD]}")
    return lines
