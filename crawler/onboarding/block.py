"""What was found of a site comes in; its block of the catalogue goes out, checked, and into the catalogue's file."""

import math
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import tomlkit

from crawler.lists.listing import Entry
from crawler.onboarding.exploring import Found
from crawler.onboarding.hindrance import NotAdded
from crawler.sources import WAYS_IN, Source, catalogue_folder, load_catalogue
from pipeline.url import canonical

USUAL_DELAY = 3.0
FEW_MOMENTS = 3  # below this a list's dates say nothing of its rhythm
MANY_MOMENTS = 10  # from this they say how many articles a day are to be expected
SPREAD = 4  # times more or fewer articles than listed are still as expected
EVERY = ((48, "5m"), (4, ""), (0.5, "1h"), (0, "6h"))  # articles a day from which a source is asked so often
DAY = 86400  # seconds


@dataclass(frozen=True)
class Wishes:
    """What the person who adds a source says of it."""

    name: str
    country: str
    kind: str | None = None
    delay: float = USUAL_DELAY


def compose(found: Found, wishes: Wishes) -> str:
    """Return the block of a site as TOML."""
    host = urlsplit(found.home).netloc
    official = any(part in ("gov", "go", "gob", "gouv") for part in host.split("."))
    keys: dict[str, Any] = {
        "name": wishes.name,
        "title": found.title or host,
        "kind": wishes.kind or ("government" if official else "newspaper"),
        "country": wishes.country,
        "languages": list(dict.fromkeys(read.language for read in found.samples if read.language != "und")),
        **{way: found.lists[way] for way in WAYS_IN if way in found.lists},
        "article": _patterns(found.learned.patterns),
        **rhythm(found.entries),
        "delay": None if wishes.delay == USUAL_DELAY else _plain(wishes.delay),
    }
    table = tomlkit.table()
    for key, value in keys.items():
        if value not in (None, "", []):
            table.add(key, value)
    document = tomlkit.document()
    blocks = tomlkit.aot()
    blocks.append(table)
    document.add("source", blocks)
    return tomlkit.dumps(document).strip() + "\n"


def rhythm(entries: Iterable[Entry]) -> dict[str, Any]:
    """Return how often to ask and how many articles a day to expect, as far as the listed dates tell."""
    moments = sorted({entry.moment for entry in entries if entry.moment})
    span = (moments[-1] - moments[0]).total_seconds() if moments else 0
    if len(moments) < FEW_MOMENTS or not span:
        return {}
    a_day = (len(moments) - 1) * DAY / span
    every = next(every for least, every in EVERY if a_day >= least)
    told: dict[str, Any] = {"every": every}
    if len(moments) >= MANY_MOMENTS and a_day >= SPREAD:
        told["expect"] = tomlkit.inline_table()
        told["expect"].update({"min": int(a_day / SPREAD), "max": math.ceil(a_day * SPREAD)})
    return told


def target(country: str) -> Path:
    """Return the file of the catalogue that a country's sources stand in."""
    return catalogue_folder() / f"{country.lower()}.toml"


def refuse_taken_name(name: str) -> None:
    """Raise NotAdded where a source of the catalogue has the name."""
    if name in load_catalogue():
        raise NotAdded(f"a source is called {name!r} already; give another name with --name")


def check(block: str, name: str) -> Source:
    """Return the source that the catalogue will read from a block.

    Raises NotAdded where one of its lists is another source's, InvalidSource where the block cannot be used.
    """
    taken = {canonical(address): other.name for other in load_catalogue().values() for _, address in other.lists}
    with tempfile.TemporaryDirectory(prefix="konchi-") as folder:
        (Path(folder) / "new.toml").write_text(block, encoding="utf-8")
        source = load_catalogue(Path(folder))[name]
    for _, address in source.lists:
        if canonical(address) in taken:
            raise NotAdded(f"{address} is read by the source {taken[canonical(address)]!r} already")
    return source


def write(block: str, country: str) -> Path:
    """Append a block to its country's file, whole or not at all, so that the catalogue can be read afterwards."""
    path = target(country)
    before = path.read_text(encoding="utf-8-sig") if path.exists() else ""
    after = f"{before.rstrip()}\n\n{block}".lstrip()
    with tempfile.TemporaryDirectory(prefix="konchi-") as folder:
        for other in path.parent.glob("*.toml"):
            shutil.copy(other, folder)
        (Path(folder) / path.name).write_text(after, encoding="utf-8")
        load_catalogue(Path(folder))
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_text(after, encoding="utf-8")
    fresh.replace(path)
    return path


def _patterns(patterns: Sequence[str]) -> Any:  # noqa: ANN401 - one item of TOML or several
    """Return patterns as TOML that a person can read: without escapes where TOML allows it."""
    written = [tomlkit.string(pattern, literal="'" not in pattern) for pattern in patterns]
    return written[0] if len(written) == 1 else written


def _plain(number: float) -> float:
    return int(number) if number == int(number) else number
