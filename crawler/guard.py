"""What may be fetched: an address comes in, and passes or is refused; a name is judged by what it resolves to."""

import ipaddress
import os
import re
import socket
import threading
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Self
from urllib.parse import SplitResult, unquote, urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.settings import BaseSettings
from twisted.internet._resolver import GAIResolver
from twisted.python.failure import Failure

from pipeline.url import PORTS

LOWEST_PORT = 1024  # below it only the web's own ports: mail, shells and databases do not answer to GET
LOCAL_NAMES = ("localhost", "localdomain", "local", "internal", "intranet", "lan", "home.arpa", "in-addr.arpa")
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
GUARD, HANDLER, RESOLVER = (
    "crawler.guard.Guard",
    "crawler.manners.handler.GuardedHandler",
    "crawler.guard.GuardedResolver",
)

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


class Forbidden(IgnoreRequest):
    """This address is not fetched: it is no public web address (KONCHI_ALLOW_HOSTS can name an exact host:port)."""


class Unguarded(Exception):
    """The crawl does not start: with these settings requests would pass by the guard."""


def check(address: str) -> None:
    """Raise Forbidden unless the address is a public web address or its host:port is named in KONCHI_ALLOW_HOSTS."""
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise Forbidden(f"not a web address: {error}") from error
    reason = _refusal(parts.scheme, parts.netloc, os.environ.get("KONCHI_ALLOW_HOSTS", ""))
    if reason:
        raise Forbidden(reason)


@lru_cache(maxsize=1024)  # each request is looked at twice, and a host has many
def _refusal(scheme: str, netloc: str, listed: str) -> str | None:
    """Return what an address of this host has against it, where these hosts are allowed; None where nothing."""
    parts = SplitResult(scheme, netloc, "", "", "")
    try:
        host, port = _host(parts.hostname or ""), parts.port or PORTS.get(scheme, 0)
    except ValueError as error:
        return f"not a web address: {error}"
    if scheme not in PORTS or not host:
        return f"not a web address: {scheme or 'no scheme'}"
    if _is_named(host, port, listed):
        return None
    if parts.username is not None or "\\" in netloc:
        return "the address carries a user name"
    if port < LOWEST_PORT and port not in PORTS.values():
        return f"port {port} is no port of the web"
    literal = _literal(host)
    return f"internal address {host}" if (internal(literal) if literal else _local(host)) else None


def allowed(host: str, port: int) -> bool:
    """Tell whether KONCHI_ALLOW_HOSTS names exactly this host and port."""
    return _is_named(host, port, os.environ.get("KONCHI_ALLOW_HOSTS", ""))


def _is_named(host: str, port: int, listed: str) -> bool:
    named = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    return named in _allowed_hosts(listed)


@lru_cache(maxsize=8)
def _allowed_hosts(listed: str) -> frozenset[str]:
    return frozenset(item.strip().lower() for item in listed.split(","))


def internal(address: IPAddress) -> bool:
    """Tell whether an IP address is not part of the public internet, also where an IPv6 form wraps an IPv4 one."""
    if isinstance(address, ipaddress.IPv6Address):
        wrapped = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if address in NAT64 or int(address) < 2**32:
            wrapped.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        inner = [item for item in wrapped if item]
        if inner:
            return any(internal(item) for item in inner)
    return not address.is_global or address.is_multicast or address.is_reserved


def _host(host: str) -> str:
    """Return the host as a resolver will read it: unescaped, wide digits and dots folded, no trailing dot."""
    return unicodedata.normalize("NFKC", unquote(host)).lower().rstrip(".").partition("%")[0]


def _literal(host: str) -> IPAddress | None:
    """Return the IP address that a host spells in any of the C library's ways: 127.1, 0x7f000001, 017700000001."""
    try:
        return ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        pass
    if not re.fullmatch(r"[0-9a-fx]+(\.[0-9a-fx]+)*", host):
        return None
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except OSError:
        return None


def _local(host: str) -> bool:
    return "." not in host or any(host == name or host.endswith(f".{name}") for name in LOCAL_NAMES)


def ensure_guarded(settings: BaseSettings) -> None:
    """Raise Unguarded, with what to put right, where settings lead requests past the guard."""
    if settings.getbool("HTTPPROXY_ENABLED"):
        raise Unguarded("HTTPPROXY_ENABLED must stay off: a proxy would resolve names unchecked")
    if not settings.getbool("TWISTED_REACTOR_ENABLED"):
        raise Unguarded("TWISTED_REACTOR_ENABLED must stay on: without a reactor names are resolved unchecked")
    if settings["TWISTED_DNS_RESOLVER"] != RESOLVER:
        raise Unguarded(f"TWISTED_DNS_RESOLVER must stay {RESOLVER}: another one does not check what it finds")
    for scheme, handler in settings.getwithbase("DOWNLOAD_HANDLERS").items():
        if handler and (scheme not in PORTS or handler != HANDLER):
            raise Unguarded(f"DOWNLOAD_HANDLERS must keep {HANDLER} for http and https and nothing for {scheme}")
    places = {_path(item): place for item, place in settings.getwithbase("DOWNLOADER_MIDDLEWARES").items()}
    if places.get(GUARD) is None:
        raise Unguarded(f"DOWNLOADER_MIDDLEWARES must keep {GUARD}")


def _path(component: Any) -> str:  # noqa: ANN401 - a path, or the class that it leads to
    return component if isinstance(component, str) else f"{component.__module__}.{component.__qualname__}"


def admit(request: Request) -> None:
    """Raise Forbidden for a request that may not go out, and Unguarded where the resolver is another one."""
    from twisted.internet import reactor  # noqa: PLC0415 - importing it installs one

    if not isinstance(reactor.nameResolver, GuardedResolver):
        raise Unguarded("this reactor's names are resolved unchecked")
    if request.meta.get("proxy"):
        raise Forbidden("a proxy would resolve names unchecked")
    check(request.url)


class Guard:
    """The downloader middleware that refuses every request to an address that is not public, redirects included."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Refuse to start where settings lead requests past the guard."""
        ensure_guarded(crawler.settings)
        return cls()

    def process_request(self, request: Request) -> None:
        """Let the request through or raise."""
        admit(request)


class GuardedResolver(GAIResolver):
    """Scrapy's resolver whose names never lead to an internal address."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> Self:  # noqa: ANN401, ARG003
        """Return a resolver for the reactor."""
        return cls(reactor, _Threads, resolve)  # type: ignore[arg-type]

    def install_on_reactor(self) -> None:
        """Make every connection of the reactor resolve its name here."""
        self._reactor.installNameResolver(self)


def resolve(host: str, port: int, family: int = 0, kind: int = 0, *rest: int) -> list[Any]:
    """Return what the system resolves the name to; a name that leads to an internal address is not found."""
    found = socket.getaddrinfo(host, port, family, kind, *rest)
    if not allowed(host.lower().rstrip("."), port):
        for *_, place in found:
            if internal(ipaddress.ip_address(str(place[0]).partition("%")[0])):
                raise socket.gaierror(f"{host} resolves to the internal address {place[0]}")
    return found


class _Threads:
    """A thread a look-up: one that hangs holds up neither the other look-ups nor the end of the process."""

    def callInThreadWithCallback(self, done: Callable[..., None], work: Callable[..., Any], *args: Any) -> None:  # noqa: ANN401, N802 - Twisted's name
        def run() -> None:
            try:
                result = work(*args)
            except Exception:  # noqa: BLE001 - handed to the caller
                done(False, Failure())  # type: ignore[no-untyped-call]
            else:
                done(True, result)

        threading.Thread(target=run, daemon=True, name="konchi-resolve").start()
