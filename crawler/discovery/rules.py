"""rules.toml comes in; the limits of discovery and what it looks for go out, checked."""

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

from pipeline.lexicon import LANGUAGES, lexicon
from pipeline.words.tables import InvalidTable, check_keys, read_table

FILE = Path(__file__).with_suffix(".toml")
Table = TypeVar("Table")


@dataclass(frozen=True)
class Gdelt:
    """How much of GDELT's stream is read, and which of its rows are kept."""

    slices: int
    zipped: int
    unzipped: int
    line: int
    kept: int
    seconds: int
    country: str
    themes: list[str]
    kinds: list[str]
    everyday: list[str]


@dataclass(frozen=True)
class Search:
    """How many queries are asked."""

    a_run: int
    a_day: int
    wrapped: list[str]


@dataclass(frozen=True)
class Queries:
    """What is asked for, by language."""

    mineral: dict[str, str]
    party: dict[str, str]
    unasked: list[str]


@dataclass(frozen=True)
class Leads:
    """How far a headline is followed."""

    a_run: int
    feeds: int
    tries: int
    alike: float
    days: int


def table(tree: dict[str, Any], name: str, kind: type[Table]) -> Table:
    """Return a table of the rules; raises InvalidTable where a key is missing or nobody's."""
    known = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    check_keys(tree[name], known, f"{FILE.name} [{name}]")
    if missing := [key for key in known if key not in tree[name]]:
        raise InvalidTable(f"{FILE.name} [{name}] has no {missing[0]}: add it")
    return kind(**tree[name])


def checked(queries: Queries) -> Queries:
    """Return the queries' rules; raises InvalidTable where they name a language or a term that does not exist."""
    for templates in (queries.mineral, queries.party):
        check_keys(templates, LANGUAGES, f"{FILE.name} [queries]")
    check_keys(dict.fromkeys(queries.unasked), lexicon().terms, f"{FILE.name} [queries] unasked")
    return queries


_tree = read_table(FILE, ("gdelt", "search", "queries", "leads"))
GDELT = table(_tree, "gdelt", Gdelt)
SEARCH = table(_tree, "search", Search)
QUERIES = checked(table(_tree, "queries", Queries))
LEADS = table(_tree, "leads", Leads)
