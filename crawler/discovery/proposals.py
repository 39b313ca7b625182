"""What discovery brought comes in; the hosts outside the catalogue that proved useful go out, the best first."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from shlex import quote
from urllib.parse import urlsplit

from sqlalchemy import Engine, select

from crawler.discovery.reader import Readers
from crawler.sources import Source
from pipeline.db import session
from pipeline.kinds import DISCOVERY
from pipeline.models import Article
from pipeline.text import one_line

USEFUL = 2  # relevant articles; one is enough where it is nobody's copy
LONGEST_TITLE = 80  # characters
NOTHING = "no host outside the catalogue has proved useful yet"


@dataclass(frozen=True)
class Proposal:
    """A host, how many relevant articles it brought, how many of them were nobody's copy, and one of them."""

    home: str
    relevant: int
    original: int
    example: str


def proposals(engine: Engine, catalogue: Mapping[str, Source]) -> list[Proposal]:
    """Return the hosts of relevant articles that discovery found and no source of the catalogue reads."""
    finders = [source.name for source in catalogue.values() if source.kind == DISCOVERY]
    readers = Readers(catalogue.values())
    useful = (Article.address, Article.title, Article.copy_of)
    hosts: defaultdict[str, list[tuple[str, str, int | None]]] = defaultdict(list)
    with session(engine) as opened:
        found = select(*useful).where(Article.source.in_(finders), Article.relevant).order_by(Article.id.desc())
        for address, title, copy_of in opened.execute(found):
            if not readers.of_host(address):
                parts = urlsplit(address)
                hosts[f"{parts.scheme}://{parts.netloc}/"].append((address, title, copy_of))
    made = [_proposal(home, articles) for home, articles in hosts.items()]
    worthy = [proposal for proposal in made if proposal.original or proposal.relevant >= USEFUL]
    return sorted(worthy, key=lambda one: (-one.original, -one.relevant, one.home))


def _proposal(home: str, articles: list[tuple[str, str, int | None]]) -> Proposal:
    originals = [article for article in articles if article[2] is None]
    address, title, _ = (originals or articles)[0]
    return Proposal(home, len(articles), len(originals), f"{one_line(title)[:LONGEST_TITLE]} {one_line(address)}")


def as_lines(found: Iterable[Proposal]) -> list[str]:
    """Return for each host its counts, an example and the command that adds it, for a person to read and type."""
    lines = []
    for one in found:
        lines.append(f"{one_line(one.home)}  {one.relevant} relevant, {one.original} of its own")
        lines.append(f"  {one.example}")
        lines.append(f"  konchi sources add {quote(one_line(one.home))}")  # a name server may answer to any name
    return lines or [NOTHING]
