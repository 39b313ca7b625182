"""An address with a scheme comes in; the channel that serves it, the module of that name in this folder, goes out."""

import datetime as dt
import hashlib
import importlib
import ipaddress
import pkgutil
import re
from contextlib import suppress
from functools import lru_cache
from typing import Protocol, cast
from urllib.parse import urlsplit

from pipeline.hints import nearest
from pipeline.text import one_line

DEFAULT = "mailto"  # of an address without a scheme
_SCHEME = re.compile(r"([a-z][a-z0-9]*):(.*)", re.DOTALL)


class UnknownChannel(Exception):
    """No channel serves this kind of address; write e.g. mailto:reader@example.org or maildir:/path."""


class BadAddress(Exception):
    """The channel cannot use this address; the message says what it needs."""


class Refused(Exception):
    """The receiving side refuses this message or its recipient for good."""


class Gone(Refused):
    """The recipient does not exist; nothing more shall be sent there until somebody says otherwise."""


class Deferred(Exception):
    """This message could not be handed over now and is worth another try later: ``after`` so long, if that was said."""

    def __init__(self, said: str, after: dt.timedelta | None = None) -> None:
        super().__init__(said)
        self.after = after


class Unwelcome(Deferred):
    """A rule of the receiving side keeps this message out (its policy, our name); nobody it was for is to blame."""


class Blocked(Exception):
    """The channel itself cannot be used now (no server, no right to send); no message of it is to blame."""


class Shut(Blocked):
    """This one address cannot be used now (a door that is shut, a certificate that has expired); the channel can."""


class Channel(Protocol):
    """What a module of this folder offers; ``to`` is the address without its scheme.

    One that sends no email has ``enclose`` as well: it makes a message's bytes, as alerts/sending/envelope.py does.
    """

    def checked(self, to: str) -> str:
        """Return the address in its one spelling. Raises BadAddress."""

    def send(self, message: bytes, to: str) -> str:
        """Hand the message over and return what the receiving side said.

        Raises Refused (Gone), Deferred (Unwelcome) or Blocked (Shut).
        """


def channels() -> list[str]:
    """Return the schemes of all channels: the names of the modules in this folder."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__))


@lru_cache(maxsize=32)  # the folder is looked through once a scheme, not once a message
def channel(scheme: str) -> Channel:
    """Return the channel of a scheme. Raises UnknownChannel with the nearest one."""
    if scheme not in channels():
        raise UnknownChannel(f"no channel {scheme!r}{nearest(scheme, channels())}")
    return cast("Channel", importlib.import_module(f"{__name__}.{scheme}"))


def split(address: str) -> tuple[str, str]:
    """Split an address into scheme and the rest; a plain one is an email address."""
    match = _SCHEME.fullmatch(address.strip())
    return (match[1], match[2]) if match else (DEFAULT, address.strip())


def is_this_machine(host: str) -> bool:
    """Tell whether a host is this machine, to which nothing needs be encrypted."""
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host == "localhost"


def normal(address: str) -> str:
    """Return an address in its one spelling, with its scheme. Raises UnknownChannel or BadAddress."""
    scheme, to = split(address)
    return f"{scheme}:{channel(scheme).checked(to)}"


def shown(address: str) -> str:
    """Return an address as it may be printed: of a web address, which is as good as a password, only enough to know it.

    That is scheme, host and a few letters of its hash; of a service of Apprise the host may be the secret too.
    """
    scheme, to = split(address)
    service, web, _ = to.partition("://")
    if not web:
        return one_line(address)
    with suppress(ValueError):
        host = urlsplit(to).hostname if service in {"http", "https"} else None
        said = f"{scheme}:{service}://{host}/" if host else f"{scheme}:{service}://"
        return one_line(f"{said}...#{hashlib.sha256(address.encode()).hexdigest()[:6]}")
    return f"{scheme}:..."


def send(message: bytes, address: str) -> str:
    """Hand the message to the channel of the address; return its reply."""
    scheme, to = split(address)
    return channel(scheme).send(message, to)
