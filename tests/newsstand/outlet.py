"""A slug and its stories come in, an outlet with its name, design, time zone and addresses goes out."""

import datetime as dt
import tomllib
import zoneinfo
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tests.newsstand.story import Story, stable
from tests.newsstand.visible_dates import words

HERE = Path(__file__).parent


class InvalidDesign(Exception):
    """A key of designs.toml or outlets.toml is unknown; the message names it."""


@dataclass(frozen=True)
class Feed:
    """One feed of a design: where it is, in which format, with which oddity, and how many items it holds."""

    path: str
    kind: str = "rss"
    style: str = ""
    window: int | None = None


@dataclass(frozen=True)
class Design:
    """How an outlet is built; designs.toml says what each key means."""

    name: str
    address: str
    date: str
    quirks: tuple[str, ...]
    page: str = ""
    editions: Mapping[str, str] | None = None
    feeds: tuple[Mapping[str, Any], ...] = ()
    news_sitemaps: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    chunk: str = ""
    sections: tuple[Mapping[str, str], ...] = ()
    old_address: str = ""
    lastmod: str = ""
    encoding: str = ""
    charset: str = "utf-8"
    validators: str = ""
    crawl_delay: float = 0
    foreign_sitemap: bool = False
    amp: bool = False
    delay: float = 0
    drops: int = 0
    soft_404: bool = False
    wall: str = ""
    declared: str = ""
    bom: bool = False
    refuses: str = ""
    common: bool = False


def _designs() -> dict[str, Design]:
    known = {field.name for field in fields(Design)}
    designs = {}
    for name, table in tomllib.loads((HERE / "designs.toml").read_text(encoding="utf-8")).items():
        if unknown := sorted(set(table) - known):
            raise InvalidDesign(f"designs.toml, {name}: unknown key {unknown[0]!r}")
        designs[name] = Design(name=name, **{"page": name, **table})
    return designs


DESIGNS = _designs()
COMMON = sorted(name for name, design in DESIGNS.items() if design.common)
KNOWN: dict[str, dict[str, Any]] = tomllib.loads((HERE / "outlets.toml").read_text(encoding="utf-8"))
ZONES: dict[str, str] = tomllib.loads((HERE / "zones.toml").read_text(encoding="utf-8"))


class Outlet:
    """One site of the street."""

    def __init__(self, slug: str, stories: Iterable[Story], design: str | None = None) -> None:
        facts = KNOWN.get(slug, {})
        self.slug = slug
        self.name = slug.replace("-", "_")
        self.stories = sorted(stories, key=lambda story: (story.published, story.id), reverse=True)
        self.title = facts.get("title") or slug.replace("-", " ").title()
        self.design = DESIGNS[design or facts.get("design") or COMMON[stable(slug) % len(COMMON)]]
        self.publisher = facts.get("publisher") or self.name
        self.kind = facts.get("kind", "newspaper")
        self.timezone = facts.get("timezone") or zone_of(self.stories, facts.get("country"))
        self.country = facts.get("country") or ZONES.get(self.timezone, "INT")
        self.daily = bool(facts.get("daily"))  # says the catalogue that it publishes every day
        self.date_form = facts.get("date") or self.design.date
        self.languages = sorted({story.lang for story in self.stories})
        self.home = ""  # the server says it once the outlet has its port
        self._address = facts.get("address") or self.design.address
        self._links = facts.get("links")

    def until(self, now: dt.datetime) -> list[Story]:
        """Return what has been published by that moment, newest first."""
        return [story for story in self.stories if story.published <= now]

    def edition(self, lang: str) -> str:
        """Return the part of the address that stands for a language, empty for the main one of some."""
        editions = self.design.editions
        return "" if editions is None else editions.get(lang, "/" + lang.partition("-")[0])

    @property
    def editions(self) -> list[str]:
        """Return the language parts of this outlet's own stories, each once."""
        return list(dict.fromkeys(self.edition(lang) for lang in self.languages))

    def path(self, story: Story, pattern: str = "") -> str:
        """Return the address of a story within the site; the old one where that pattern is given."""
        day = story.published
        return (pattern or self._address).format(
            edition=self.edition(story.lang),
            lang=story.lang[:2],
            section="economy" if story.lang == "en" else "news",
            yyyy=f"{day:%Y}",
            mm=f"{day:%m}",
            dd=f"{day:%d}",
            month=quote(words("fr")["months"][day.month - 1]),
            slug=story.slug,
            native=quote(story.native_slug),
            number=story.number,
            id=story.id,
        )

    def feeds(self) -> list[Feed]:
        """Return the feeds, one an edition where the design has them apart."""
        every = [Feed(**feed) for feed in self.design.feeds]
        return [Feed(path, feed.kind, feed.style, feed.window) for feed in every for path in self._spread(feed.path)]

    def sections(self) -> list[tuple[str, str]]:
        """Return the pages that list articles, each with the pattern of the links to follow."""
        return [
            (path or "/", self._links or section["links"])
            for section in self.design.sections
            for path in self._spread(section["page"])
        ]

    def _spread(self, path: str) -> list[str]:
        return list(dict.fromkeys(path.format(edition=edition) for edition in self.editions))


def zone_of(stories: Iterable[Story], country: str | None) -> str:
    """Return the zone whose offsets agree with most of the stories, one of the outlet's own country first."""
    moments = [story.published for story in stories]
    candidates = sorted(ZONES, key=lambda zone: ZONES[zone] != country)
    fits = Counter({zone: sum(_agrees(zone, moment) for moment in moments) for zone in candidates})
    best = max(candidates, key=lambda zone: fits[zone])
    if fits[best] or not moments:
        return best
    hours = round((moments[0].utcoffset() or dt.timedelta()) / dt.timedelta(hours=1))
    return f"Etc/GMT{-hours:+d}" if hours else "Etc/UTC"


def _agrees(zone: str, moment: dt.datetime) -> bool:
    return moment.astimezone(zoneinfo.ZoneInfo(zone)).utcoffset() == moment.utcoffset()
