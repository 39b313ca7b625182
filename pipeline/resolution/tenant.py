"""An address comes in; the house that publishes there goes out: the site, or on a host of many its own part of it."""

import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

from pipeline.url import site
from pipeline.words.tables import InvalidTable, read_table

FILE = Path(str(files("pipeline.resolution").joinpath("tenant.toml")))


def house(address: str) -> str:
    """Return what all addresses of one house share: its site, a name below a shared one, or a beginning of a path."""
    hosts, paths = tenancies()
    parts = urlsplit(address)
    host = (parts.hostname or "").casefold().rstrip(".").removeprefix("www.")
    pattern = paths.get(host)
    found = pattern.match(parts.path) if pattern else None
    if found:
        return f"{host}/{found[1].casefold()}"
    shared = next((name for name in hosts if host.endswith(f".{name}")), None)
    if shared:
        return f"{host.removesuffix(f'.{shared}').rpartition('.')[2]}.{shared}"
    return site(address)


@cache
def tenancies(path: Path = FILE) -> tuple[frozenset[str], dict[str, re.Pattern[str]]]:
    """Return the hosts whose names part houses, and those whose paths do. Raises InvalidTable naming what is wrong."""
    table = read_table(path, ("hosts", "paths"))
    patterns: dict[str, re.Pattern[str]] = {}
    for host, written in table["paths"].items():
        try:
            patterns[host] = re.compile(written)
        except re.error as error:
            raise InvalidTable(f"{path.name} [paths] {host}: {written!r} is no pattern: {error}") from error
        if patterns[host].groups != 1:
            raise InvalidTable(f"{path.name} [paths] {host}: {written!r} needs one group, the house")
    return frozenset(table["hosts"]), patterns
