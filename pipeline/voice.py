"""The source and the address of an article come in; whose voice it is goes out: its publisher and its outlet."""

from urllib.parse import urlsplit

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from pipeline.kinds import DISCOVERY
from pipeline.models import Poll, SourceState
from pipeline.url import site

_SOURCE = select(SourceState.publisher, SourceState.title, SourceState.kind).where(
    SourceState.name == bindparam("source")
)
_READING = (
    select(SourceState.publisher, Poll.address)
    .join(Poll, Poll.source == SourceState.name)
    .where(SourceState.kind != DISCOVERY, Poll.address.contains(bindparam("site")))
)


def voice(opened: Session, name: str, address: str) -> tuple[str, str]:
    """Return the publisher of an article and the outlet's name: of its source, or of its host where it was found."""
    source = opened.connection().execute(_SOURCE, {"source": name}).one_or_none()
    if source and source.kind == DISCOVERY:
        return _family(opened, site(address)), urlsplit(address).netloc.removeprefix("www.")
    return (source and source.publisher) or name, (source and source.title) or name


def _family(opened: Session, home: str) -> str:
    """Return the publisher whose lists stand on a site, else the site: one voice, by whichever way it is heard."""
    reading = opened.connection().execute(_READING, {"site": home})
    publishers = {publisher for publisher, address in reading if site(address) == home}
    return publishers.pop() if len(publishers) == 1 else home
