"""The identity of an address: any spelling of it comes in, the one by which its page is known goes out."""

import posixpath
import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, unquote, unquote_to_bytes, urlencode, urljoin, urlsplit

from pipeline.text import one_line

if TYPE_CHECKING:
    from tldextract import TLDExtract

_RULES = tomllib.loads(files("pipeline").joinpath("url.toml").read_text("utf-8"))
RULES: tuple[tuple[str, str], ...] = tuple((pattern, meant) for pattern, meant in _RULES["rules"])  # see identity.py
_TRACKING = frozenset(key for key in _RULES["tracking"] if not key.endswith("*"))
_TRACKING_PREFIXES = tuple(key[:-1] for key in _RULES["tracking"] if key.endswith("*"))
_TRACKING_VALUES = {key: frozenset(values) for key, values in _RULES["tracking_values"].items()}
_SESSION = frozenset(_RULES["session"]["keys"])
_LONGEST = 2000  # characters of an address
_TOKEN = 16  # characters from which the value of a session key is a token
_TWIN_KEYS = frozenset(_RULES["twins"]["keys"])
_TWIN_HOSTS = tuple(f"{name}." for name in _RULES["twins"]["hosts"])
_TWIN_SEGMENTS = frozenset(_RULES["twins"]["segments"])
_SWITCH_SEGMENTS = frozenset(_RULES["switches"]["segments"])
_SWITCH_KEYS = frozenset(_RULES["switches"]["keys"])
PORTS = {"http": 80, "https": 443}
_AMP_CACHES = re.compile(
    r"^https?://(?:[\w-]+\.cdn\.ampproject\.org/[cv]/|(?:www\.)?google\.[a-z.]+/amp/)(s/)?", re.IGNORECASE
)
_BLANKS = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\ufeff]+")
_PATH_SAFE = "!$&'()*+,;=:@~-._"


def canonical(address: str) -> str:
    """Return the one spelling of a web address that all its twins share; junk comes back as it is, without blanks.

    Case of the path is kept. The scheme of a default port is always https: what readers click is the address as met.
    """
    address = _BLANKS.sub("", address)
    cached = _AMP_CACHES.match(address)
    if cached:
        address = f"http{(cached[1] and 's') or ''}://{address[cached.end() :]}"
    try:
        parts = urlsplit(address)
        scheme, port = parts.scheme, parts.port
        host = _host(parts.hostname or "")
    except ValueError:
        return address
    if scheme not in PORTS or not host:
        return address
    path, query = _switched(parts.path, parts.query)
    netloc = host if port in (None, *PORTS.values()) else f"{host}:{port}"
    kept_scheme = "https" if netloc == host else scheme
    kept = _query(query)
    return f"{kept_scheme}://{netloc}{_path(path)}{'?' if kept else ''}{kept}"


def site(address: str) -> str:
    """Return what all addresses of one site share: the registered domain, or host and port where there is none.

    Below a suffix that belongs to a house of many sites (blogspot.com) each name is a site.
    """
    parts = urlsplit(address)
    return _suffixes()(parts.hostname or "").top_domain_under_public_suffix or parts.netloc.lower()


def absolute(base: str, link: str | None) -> str | None:
    """Return the full http(s) address of a link, without its fragment; None where it leads to no page."""
    link = one_line(link or "")
    if not link:
        return None
    try:
        joined = urljoin(base, link)
        parts = urlsplit(joined)
        web = parts.scheme in ("http", "https") and bool(parts.hostname) and len(joined) <= _LONGEST
    except ValueError:
        return None
    return joined.partition("#")[0] if web else None


@cache
def _suffixes() -> "TLDExtract":
    """Return the list of public suffixes that comes with its package; nothing is downloaded."""
    from tldextract import TLDExtract  # noqa: PLC0415 - costs 0.2 s of every start, and most need no site

    return TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


def _host(host: str) -> str:
    """Return the host in lower case and ASCII, without a trailing dot and the prefixes of its mobile twins."""
    host = host.rstrip(".").casefold()
    if ":" in host:
        return f"[{host}]"
    while host.startswith(_TWIN_HOSTS) and "." in host.split(".", 1)[1]:
        host = host.split(".", 1)[1]
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return quote(host)


def _switched(path: str, query: str) -> tuple[str, str]:
    """Return the path and query that an address of a language switch carries, or those given."""
    if _SWITCH_SEGMENTS.isdisjoint(path.casefold().split("/")):
        return path, query
    for key, value in parse_qsl(query):
        if key.casefold() in _SWITCH_KEYS and ("/" in value):
            target = urlsplit(unquote(value) if "%2F" in value.upper() else value)
            return target.path, target.query
    return path, query


def _path(path: str) -> str:
    """Return the path with its escapes spelled one way, without AMP segments, dots, doubled or trailing slashes."""
    path = path.split(";jsessionid", 1)[0]
    segments = [_segment(segment) for segment in path.split("/") if segment]
    while segments and segments[-1].casefold() in _TWIN_SEGMENTS:
        segments.pop()
    if len(segments) > 1 and segments[0].casefold() in _TWIN_SEGMENTS:
        segments.pop(0)
    joined = posixpath.normpath("/" + "/".join(segments))
    return "" if joined == "/" else re.sub(r"\.amp(?=\.s?html?$|$)", "", joined)


def _segment(segment: str) -> str:
    """Decode the escapes of a path segment once and spell it in NFC with the escapes it needs."""
    text = unquote_to_bytes(segment).decode("utf-8", "surrogateescape")
    return quote(unicodedata.normalize("NFC", text), safe=_PATH_SAFE, errors="surrogateescape")


def _query(query: str) -> str:
    """Return what the query keeps when tracking, session and mobile keys are gone, in the order of its keys."""
    pairs = parse_qsl(query, keep_blank_values=True, errors="surrogateescape")
    kept = sorted((unicodedata.normalize("NFC", k), unicodedata.normalize("NFC", v)) for k, v in pairs if _kept(k, v))
    return urlencode(kept, errors="surrogateescape")


def _kept(key: str, value: str) -> bool:
    """Say whether a key chooses what is read."""
    key, value = key.casefold(), value.casefold()
    tracks = key in _TRACKING or key.startswith(_TRACKING_PREFIXES) or value in _TRACKING_VALUES.get(key, ())
    return not (tracks or key in _TWIN_KEYS or (key in _SESSION and len(value) >= _TOKEN))
