"""The values of a source block: what TOML gave comes in, a checked value goes out, or Wrong with what to write."""

import datetime as dt
import difflib
import re
import tomllib
import zoneinfo
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import cssselect

COUNTRIES: dict[str, str] = tomllib.loads((Path(__file__).parent.parent / "countries.toml").read_text(encoding="utf-8"))
SPOKEN_CODES = {"UK": "GB"}  # codes people write for those of ISO 3166
UNITS = {"s": 1, "m": 60, "min": 60, "h": 3600, "d": 86400}
SELECTORS = ("title", "text", "date", "author")
SECTION_KEYS = ("page", "links")
API_KEYS = ("page", "link", "items", "title", "date", "text", "summary", "language", "headers")
HEADERS = {"code", "language", "accept-language", "x-requested-with"}  # that a list may ask for; none is a secret
EXPECT_KEYS = ("min", "max")
SEARCH_KEYS = ("page", "language")


class Wrong(Exception):
    """A value that cannot be used; the message says what to write instead."""


@dataclass(frozen=True)
class Section:
    """A page that lists articles, and the pattern found in the addresses of those it lists."""

    page: str
    links: re.Pattern[str] | None = None


@dataclass(frozen=True)
class Api:
    """A list that answers in JSON: where it is, and under which dotted paths its items say what they are."""

    page: str
    link: str  # the address of an article, with {paths} in it
    items: str = ""  # where the items stand; without it the first list whose members have what the link asks for
    title: str = "title"
    date: str = "date"
    text: str = ""  # the whole text: where there is one, the article is not fetched
    summary: str = ""
    language: str = ""
    headers: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def address(self) -> str:
        """Return the address of the list; what its headers ask for stands behind it, for they choose what comes."""
        asked = "&".join(f"{name}={value}" for name, value in sorted(self.headers.items()))
        return f"{self.page}#{asked}" if asked else self.page


@dataclass(frozen=True)
class Search:
    """A search of news that answers with a feed, and the language it is asked in."""

    page: str  # with {query} in it
    language: str


@dataclass(frozen=True)
class Expect:
    """How many new articles a day a source brings when it is well."""

    min: float = 0
    max: float | None = None


def nearest(key: str, known: Iterable[str]) -> str:
    """Return a clause that suggests the known word nearest to the mistyped one, or names them all."""
    known = list(known)
    close = difflib.get_close_matches(key, known, n=1)
    return f"; did you mean {close[0]!r}?" if close else f"; known are {', '.join(known)}"


def line(value: object) -> str:
    """Return a text of one line."""
    if not isinstance(value, str) or not value.strip() or not value.strip().isprintable():
        raise Wrong(f"write a text of one line, not {value!r}")
    return value.strip()


def name(value: object) -> str:
    """Return a spider's name: letters, digits and underscores."""
    if not isinstance(value, str) or not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]*", value):
        raise Wrong(f"write letters, digits and underscores, not {value!r}")
    return value


def country(value: object) -> str:
    """Return a country's code in upper case."""
    code = value.strip().upper() if isinstance(value, str) else ""
    code = SPOKEN_CODES.get(code, code)
    if code not in COUNTRIES:
        raise Wrong(f"write the two letters of a country (UZ, KZ, US ...), EU or INT, not {value!r}")
    return code


def zone(value: object) -> str:
    """Return the name of a time zone that exists."""
    try:
        return zoneinfo.ZoneInfo(str(value)).key
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        hint = nearest(str(value), sorted(zoneinfo.available_timezones()))
        raise Wrong(f"no time zone is called {value!r}{hint if 'mean' in hint else '; e.g. Asia/Tashkent'}") from error


def languages(value: object) -> tuple[str, ...]:
    """Return language tags; one alone may stand without brackets."""
    tags = tuple(line(item) for item in _several(value))
    for tag in tags:
        if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", tag):
            raise Wrong(f"write language tags such as en, ru, uz-Latn, not {tag!r}")
    return tags


def address(value: object) -> str:
    """Return an http or https address."""
    text = value.strip() if isinstance(value, str) else ""
    try:
        parts = urlsplit(text)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        usable = False
    if not usable or not text.isprintable() or re.search(r"\s", text):
        raise Wrong(f"write a full http:// or https:// address, not {value!r}")
    return text


def addresses(value: object) -> tuple[str, ...]:
    """Return addresses, each once; one alone may stand without brackets."""
    return tuple(dict.fromkeys(address(item) for item in _several(value)))


def pattern(value: object) -> re.Pattern[str]:
    """Return a compiled regular expression; several in a list are alternatives."""
    parts = [line(item) for item in _several(value)]
    if not parts:
        raise Wrong("write a regular expression")
    try:
        return re.compile("|".join(f"(?:{part})" for part in parts) if len(parts) > 1 else parts[0])
    except re.error as error:
        raise Wrong(f"{value!r} is no regular expression: {error}") from error


def sections(value: object) -> tuple[Section, ...]:
    """Return section pages, each an address, an address with a pattern in brackets, or a table of page and links."""
    if isinstance(value, list) and len(value) == 2 and _is_address(value[0]) and isinstance(value[1], str):  # noqa: PLR2004
        return (_section(value),) if not _is_address(value[1]) else tuple(_section(item) for item in value)
    return tuple(_section(item) for item in _several(value))


def _section(value: object) -> Section:
    if isinstance(value, dict):
        _known(value, SECTION_KEYS)
        if "page" not in value:
            raise Wrong('a section needs its page: {page = "https://...", links = "pattern"}')
        return Section(address(value["page"]), pattern(value["links"]) if "links" in value else None)
    if isinstance(value, list) and len(value) == 2:  # noqa: PLR2004 - a page and its pattern
        return Section(address(value[0]), pattern(value[1]))
    return Section(address(value))


def apis(value: object) -> tuple[Api, ...]:
    """Return lists that answer in JSON, each a table of at least page and link."""
    return tuple(_api(item) for item in _several(value))


def _api(value: object) -> Api:
    if not isinstance(value, dict) or not {"page", "link"} <= value.keys():
        raise Wrong(f'write {{page = "https://...", link = "https://.../{{id}}"}}, not {value!r}')
    _known(value, API_KEYS)
    headers = value.get("headers", {})
    if not isinstance(headers, dict):
        raise Wrong(f'write a table of headers, {{code = "mingeo"}}, not {headers!r}')
    for key, item in headers.items():
        if key.lower() not in HEADERS:
            raise Wrong(f"the header {key!r} may not be sent; known are {', '.join(sorted(HEADERS))}")
        line(item)
    paths = {key: line(value[key]) for key in API_KEYS if key in value and key not in ("page", "headers")}
    if not paths["link"].startswith(("https://", "http://", "{")):
        raise Wrong(f"link: write a full address with {{fields}} in it, not {paths['link']!r}")
    return Api(page=address(value["page"]), headers={key: line(item) for key, item in headers.items()}, **paths)


def channels(value: object) -> tuple[str, ...]:
    """Return names of Telegram channels; their addresses are taken as well."""
    names = [re.sub(r"^(?:https?://)?t\.me/(?:s/)?|^@", "", line(item)) for item in _several(value)]
    for found in names:
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{3,63}", found):
            raise Wrong(f"write the name of a channel, as in t.me/NAME, not {found!r}")
    return tuple(dict.fromkeys(names))


def names(value: object) -> tuple[str, ...]:
    """Return names of other sources; one alone may stand without brackets."""
    return tuple(dict.fromkeys(name(item) for item in _several(value)))


def searches(value: object) -> tuple[Search, ...]:
    """Return searches, each a table of a page with {query} in it and a language."""
    return tuple(_search(item) for item in _several(value))


def _search(value: object) -> Search:
    if not isinstance(value, dict) or set(value) != set(SEARCH_KEYS) or "{query}" not in str(value["page"]):
        raise Wrong(f'write {{page = "https://...?q={{query}}", language = "ru"}}, not {value!r}')
    return Search(address(value["page"]), languages(value["language"])[0])


def switch(value: object) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        raise Wrong(f"write true or false, not {value!r}")
    return value


def duration(value: object) -> dt.timedelta:
    """Return a span of time from minutes or from a number with a unit: 15, "15m", "1h", "1d"."""
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*(s|m|min|h|d)?\s*", str(value))
    if isinstance(value, bool) or not found or float(found[1]) <= 0:
        raise Wrong(f'write minutes or a number with a unit ("15m", "1h", "1d"), not {value!r}')
    return dt.timedelta(seconds=float(found[1]) * UNITS[found[2] or "m"])


def seconds(value: object) -> float:
    """Return a number of seconds, zero or more."""
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*s?\s*", str(value))
    if isinstance(value, bool) or not found:
        raise Wrong(f"write a number of seconds, not {value!r}")
    return float(found[1])


def expect(value: object) -> Expect:
    """Return the articles expected a day, from a number, [min, max] or a table of min and max."""
    if isinstance(value, list) and len(value) == 2:  # noqa: PLR2004 - min and max
        value = dict(zip(EXPECT_KEYS, value, strict=True))
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = {"min": value}
    if not isinstance(value, dict):
        raise Wrong(f"write a number of articles a day or {{min = 1, max = 40}}, not {value!r}")
    _known(value, EXPECT_KEYS)
    low, high = (seconds(value[key]) if key in value else None for key in EXPECT_KEYS)
    if high is not None and (low or 0) > high:
        raise Wrong("min is greater than max")
    return Expect(low or 0, high)


def selectors(value: object) -> dict[str, str]:
    """Return CSS selectors by field."""
    if not isinstance(value, dict):
        raise Wrong(f'write a table of CSS selectors, {{title = "h1"}}, not {value!r}')
    _known(value, SELECTORS)
    for key, item in value.items():
        try:
            cssselect.parse(line(item))
        except cssselect.SelectorError as error:
            raise Wrong(f"{key}: {item!r} is no CSS selector: {error}") from error
    return {key: line(item) for key, item in value.items()}


def identity(value: object) -> tuple[tuple[str, str], ...]:
    """Return rewriting rules: the pattern of an address, and the address that stands for all that match it."""
    rules = value if isinstance(value, list) and value and isinstance(value[0], list) else [value]
    return tuple(_rule(rule) for rule in rules)


def _rule(value: object) -> tuple[str, str]:
    if not isinstance(value, list) or len(value) != 2:  # noqa: PLR2004 - a pattern and what it stands for
        raise Wrong(f"write the pattern of an address and the address it stands for, ['...', '...'], not {value!r}")
    found, meant = pattern(value[0]), line(value[1])
    try:
        found.sub(meant, "")
    except (re.error, IndexError) as error:
        raise Wrong(f"{meant!r} does not fit its pattern: {error}") from error
    return found.pattern, meant


def _several(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _known(table: dict[str, Any], keys: tuple[str, ...]) -> None:
    for key in table:
        if key not in keys:
            raise Wrong(f"unknown key {key!r}{nearest(key, keys)}")


def _is_address(value: object) -> bool:
    return isinstance(value, str) and value.startswith(("http://", "https://"))
