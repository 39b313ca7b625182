"""The source and the address of an article come in; whose voice it is goes out: its publisher and its outlet."""

from urllib.parse import urlsplit

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from pipeline.models import SourceState
from pipeline.url import site

DISCOVERY = "discovery"  # the kind of a source whose articles stand at many hosts, each of which speaks for itself
_SOURCE = select(SourceState.publisher, SourceState.title, SourceState.kind).where(
    SourceState.name == bindparam("source")
)


def voice(opened: Session, name: str, address: str) -> tuple[str, str]:
    """Return the publisher of an article and the outlet's name: of its source, or of its host where it was found."""
    source = opened.connection().execute(_SOURCE, {"source": name}).one_or_none()
    if source and source.kind == DISCOVERY:
        return site(address), urlsplit(address).netloc.removeprefix("www.")
    return (source and source.publisher) or name, (source and source.title) or name
