"""A message and an address of the notification library Apprise come in; any of its services has it."""

import datetime as dt
import json
from collections.abc import Sequence
from email.utils import make_msgid
from types import ModuleType

from alerts.channels import BadAddress, Blocked, Deferred, Shut
from alerts.digest import Item
from alerts.rendering.message import Message
from alerts.rendering.payload import chat, unmarked
from alerts.subscriptions import Subscription

LONGEST = 2000  # characters: what most of its services take
_MISSING = "the library Apprise is not installed; pip install 'konchi[apprise]'"


def checked(to: str) -> str:
    """Return the address if Apprise knows its service. Raises BadAddress."""
    library = _library()
    if library is None:
        raise BadAddress(_MISSING)
    if library.Apprise.instantiate(to.strip(), suppress_exceptions=True) is None:
        raise BadAddress("Apprise knows no such address; write e.g. apprise:ntfy://topic, as its documentation says")
    return to.strip()


def _library() -> ModuleType | None:
    try:
        import apprise  # noqa: PLC0415 - an extra, and slow to load
    except ImportError:
        return None
    library: ModuleType = apprise
    return library


def enclose(
    message: Message,
    reader: Subscription,
    kind: str,
    now: dt.datetime,
    items: Sequence[Item] = (),
) -> tuple[str, bytes]:
    """Return an id and the JSON of title and body."""
    lines = chat(message, reader, items, _linked, LONGEST)
    return make_msgid("konchi", "apprise"), json.dumps({"title": message.subject, "body": lines}).encode("ascii")


def _linked(text: str, url: str | None) -> str:
    return f"{unmarked(text)} {url}" if url else unmarked(text)


def send(message: bytes, to: str) -> str:
    """Hand title and body to the service. Raises Blocked, Shut or Deferred; Apprise does not say why."""
    library = _library()
    if library is None:
        raise Blocked(_MISSING)
    said = json.loads(message)
    service = library.Apprise()
    if not service.add(to):
        raise Shut("Apprise knows no such address any more")
    if not service.notify(title=said["title"], body=said["body"], body_format="text"):
        raise Deferred(f"{service[0].service_name} did not take it")
    return f"taken by {service[0].service_name}"
