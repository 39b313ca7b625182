"""The source and the address of an article come in; whose voice it is goes out: its publisher and its outlet."""

from urllib.parse import urlsplit

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from pipeline.models import Poll, SourceState
from pipeline.prepared import Prepared
from pipeline.resolution.kinds import DISCOVERY
from pipeline.resolution.tenant import house
from pipeline.url import site

_SOURCE = Prepared(
    select(SourceState.publisher, SourceState.title, SourceState.kind).where(SourceState.name == bindparam("source"))
)
_READING = (
    select(SourceState.publisher, Poll.address)
    .join(Poll, Poll.source == SourceState.name)
    .where(SourceState.kind != DISCOVERY, Poll.address.contains(bindparam("site")))
)


def voice(opened: Session, name: str, address: str, stated: str | None = None) -> tuple[str, str]:
    """Return the publisher of an article and the outlet's name: of its source, or of its host where it was found.

    ``stated`` is what a page calls its site: it is shown beside the host, for anybody may call himself anything.
    """
    publisher, title, kind = next(iter(_SOURCE.rows(opened, {"source": name})), (None, None, None))
    if kind == DISCOVERY:
        return _family(opened, address), _shown(address, stated)
    return publisher or name, title or name


def _shown(address: str, stated: str | None) -> str:
    home = house(address)
    host = home if "/" in home else urlsplit(address).netloc.removeprefix("www.")
    return f"{stated} ({host})" if stated and stated.casefold() not in (host.casefold(), home) else host


def _family(opened: Session, found: str) -> str:
    """Return the publisher whose lists stand on a house, else the house: one voice, by whichever way it is heard."""
    home = house(found)
    reading = opened.connection().execute(_READING, {"site": site(found)})
    publishers = {publisher for publisher, address in reading if house(address) == home}
    return publishers.pop() if len(publishers) == 1 else home
