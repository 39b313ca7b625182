"""The ways in of a source block: what TOML gave comes in, sections, lists in JSON, channels and searches go out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from crawler.sources.values import Wrong, address, check_keys, languages, line, pattern, several

SECTION_KEYS = ("page", "links")
API_KEYS = ("page", "link", "items", "title", "date", "text", "summary", "language", "headers")
HEADERS = {"code", "language", "accept-language", "x-requested-with"}  # that a list may ask for; none is a secret
SEARCH_KEYS = ("page", "language")


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


def sections(value: object) -> tuple[Section, ...]:
    """Return section pages, each an address, an address with a pattern in brackets, or a table of page and links."""
    if isinstance(value, list) and len(value) == 2 and _is_address(value[0]) and isinstance(value[1], str):  # noqa: PLR2004
        return (_section(value),) if not _is_address(value[1]) else tuple(_section(item) for item in value)
    return tuple(_section(item) for item in several(value))


def _section(value: object) -> Section:
    if isinstance(value, dict):
        check_keys(value, SECTION_KEYS)
        if "page" not in value:
            raise Wrong('a section needs its page: {page = "https://...", links = "pattern"}')
        return Section(address(value["page"]), pattern(value["links"]) if "links" in value else None)
    if isinstance(value, list) and len(value) == 2:  # noqa: PLR2004 - a page and its pattern
        return Section(address(value[0]), pattern(value[1]))
    return Section(address(value))


def apis(value: object) -> tuple[Api, ...]:
    """Return lists that answer in JSON, each a table of at least page and link."""
    return tuple(_api(item) for item in several(value))


def _api(value: object) -> Api:
    if not isinstance(value, dict) or not {"page", "link"} <= value.keys():
        raise Wrong(f'write {{page = "https://...", link = "https://.../{{id}}"}}, not {value!r}')
    check_keys(value, API_KEYS)
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
    names = [re.sub(r"^(?:https?://)?t\.me/(?:s/)?|^@", "", line(item)) for item in several(value)]
    for found in names:
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{3,63}", found):
            raise Wrong(f"write the name of a channel, as in t.me/NAME, not {found!r}")
    return tuple(dict.fromkeys(names))


def searches(value: object) -> tuple[Search, ...]:
    """Return searches, each a table of a page with {query} in it and a language."""
    return tuple(_search(item) for item in several(value))


def _search(value: object) -> Search:
    if not isinstance(value, dict) or set(value) != set(SEARCH_KEYS) or "{query}" not in str(value["page"]):
        raise Wrong(f'write {{page = "https://...?q={{query}}", language = "ru"}}, not {value!r}')
    return Search(address(value["page"]), languages(value["language"])[0])


def _is_address(value: object) -> bool:
    return isinstance(value, str) and value.startswith(("http://", "https://"))
