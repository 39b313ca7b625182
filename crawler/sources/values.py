"""The values of a source block: what TOML gave comes in, a checked value goes out, or Wrong with what to write."""

import datetime as dt
import difflib
import re
import tomllib
import zoneinfo
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import cssselect

COUNTRIES: dict[str, str] = tomllib.loads((Path(__file__).parent.parent / "countries.toml").read_text(encoding="utf-8"))
SPOKEN_CODES = {"UK": "GB"}  # codes people write for those of ISO 3166
UNITS = {"s": 1, "m": 60, "min": 60, "h": 3600, "d": 86400}
SELECTORS = ("title", "text", "date", "author")
EXPECT_KEYS = ("min", "max")


class Wrong(Exception):
    """A value that cannot be used; the message says what to write instead."""


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
    tags = tuple(line(item) for item in several(value))
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
    return tuple(dict.fromkeys(address(item) for item in several(value)))


def pattern(value: object) -> re.Pattern[str]:
    """Return a compiled regular expression; several in a list are alternatives."""
    parts = [line(item) for item in several(value)]
    if not parts:
        raise Wrong("write a regular expression")
    try:
        return re.compile("|".join(f"(?:{part})" for part in parts) if len(parts) > 1 else parts[0])
    except re.error as error:
        raise Wrong(f"{value!r} is no regular expression: {error}") from error


def names(value: object) -> tuple[str, ...]:
    """Return names of other sources; one alone may stand without brackets."""
    return tuple(dict.fromkeys(name(item) for item in several(value)))


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
    check_keys(value, EXPECT_KEYS)
    low, high = (seconds(value[key]) if key in value else None for key in EXPECT_KEYS)
    if high is not None and (low or 0) > high:
        raise Wrong("min is greater than max")
    return Expect(low or 0, high)


def selectors(value: object) -> dict[str, str]:
    """Return CSS selectors by field."""
    if not isinstance(value, dict):
        raise Wrong(f'write a table of CSS selectors, {{title = "h1"}}, not {value!r}')
    check_keys(value, SELECTORS)
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


def several(value: object) -> list[Any]:
    """Return a list; what stands alone is one of one."""
    return value if isinstance(value, list) else [value]


def check_keys(table: dict[str, Any], keys: tuple[str, ...]) -> None:
    """Refuse a key that is none of these, naming the nearest one."""
    for key in table:
        if key not in keys:
            raise Wrong(f"unknown key {key!r}{nearest(key, keys)}")
