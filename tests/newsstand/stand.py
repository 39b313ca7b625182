"""Article files and a clock come in, a running street of outlets and its catalogue of sources go out."""

import datetime as dt
import json
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.newsstand.clock import Clock
from tests.newsstand.outlet import Outlet
from tests.newsstand.server import HOST, Server
from tests.newsstand.site import Site
from tests.newsstand.story import Story, read_stories

HERE = Path(__file__).parent
OWN = sorted((HERE / "articles").glob("*.jsonl"))
GOLD = sorted((HERE.parent / "gold").glob("dev*.articles.jsonl"))


class Newsstand:
    """A street of outlets on loopback; open it with ``with``, read ``allow_hosts``, write its ``catalogue``."""

    def __init__(
        self,
        files: Iterable[Path | str] | None = None,
        *,
        now: dt.datetime | str | None = None,
        port: int = 0,
    ) -> None:
        chosen = [Path(file) for file in files] if files is not None else [*GOLD, *OWN]
        self.clock = Clock(now)
        self.stories = read_stories(chosen)
        self.sites = {outlet.slug: Site(outlet, self.clock, self.stories) for outlet in _outlets(self.stories)}
        self._port = port
        self._server: Server | None = None

    def __enter__(self) -> Self:
        self._server = Server(self.sites.values(), self._port)
        self._server.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server:
            self._server.close()

    @property
    def outlets(self) -> list[Outlet]:
        """Return the outlets in the order of their ports."""
        return [site.outlet for site in self.sites.values()]

    @property
    def allow_hosts(self) -> str:
        """Return the value of KONCHI_ALLOW_HOSTS that lets a crawl visit this street and nothing else inside."""
        return ",".join(outlet.home.removeprefix("http://") for outlet in self.outlets)

    def outlet(self, slug: str) -> Outlet:
        """Return an outlet by its slug."""
        return self.sites[slug].outlet

    def address(self, story_id: str) -> str:
        """Return the address of a story's page by the story's id."""
        story = next(story for story in self.stories if story.id == story_id)
        outlet = self.outlet(story.outlet)
        return outlet.home + outlet.path(story)

    def catalogue(self, folder: Path | str) -> Path:
        """Write the street's sources into ``newsstand.toml`` of a folder and return the folder."""
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        blocks = "\n".join(_block(outlet) for outlet in self.outlets)
        (folder / "newsstand.toml").write_text(f"# The street of test outlets on {HOST}.\n\n{blocks}", encoding="utf-8")
        return folder


def _outlets(stories: list[Story]) -> list[Outlet]:
    slugs = sorted({story.outlet for story in stories})
    return [Outlet(slug, [story for story in stories if story.outlet == slug]) for slug in slugs]


def _block(outlet: Outlet) -> str:
    keys: dict[str, Any] = {
        "name": outlet.name,
        "title": outlet.title,
        "publisher": outlet.publisher,
        "kind": outlet.kind,
        "country": outlet.country,
        "timezone": outlet.timezone,
        "languages": outlet.languages,
        "feeds": [outlet.home + feed.path for feed in outlet.feeds()],
        "news_sitemaps": [outlet.home + path for path in outlet.design.news_sitemaps],
        "sitemaps": [outlet.home + path for path in outlet.design.sitemaps],
    }
    if not outlet.daily:  # a few articles a year, and no silence between them
        keys["expect"] = round(len(outlet.stories) / 365, 4)
    rows = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in keys.items() if value]
    tables = [f"{{ page = {json.dumps(outlet.home + page)}, links = '{links}' }}" for page, links in outlet.sections()]
    rows += [f"sections = [{', '.join(tables)}]"] if tables else []
    return "\n".join(["[[source]]", *rows, "delay = 0", 'every = "1m"', ""])
