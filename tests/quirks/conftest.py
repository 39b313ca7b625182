"""The street of quirks, crawled and processed once as a user would, and what came of each outlet and story."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from pipeline.db import connect, session
from pipeline.models import Article, Page, Run, SourceState
from tests.newsstand import Newsstand
from tests.newsstand.story import Story
from tests.quirks.street import write

ROOT = Path(__file__).parents[2]


@dataclass
class Street:
    """The open outlets, and the database that a crawl of them filled."""

    stand: Newsstand
    engine: Engine
    environment: dict[str, str]

    def konchi(self, *arguments: str) -> str:
        """Run a command to its end and return what it printed."""
        command = [sys.executable, "-m", "scheduler", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def stories(self, slug: str) -> list[Story]:
        """Return an outlet's stories, the newest first."""
        return self.stand.outlet(slug).stories

    def articles(self, slug: str) -> list[Article]:
        """Return an outlet's articles, the newest first; undated ones last."""
        with session(self.engine) as opened:
            mine = Article.source == self.stand.outlet(slug).name
            found = opened.scalars(select(Article).where(mine)).all()
        return sorted(found, key=lambda article: (article.published_at is None, -_seconds(article)))

    def article(self, slug: str) -> Article:
        """Return the one article of an outlet that has one story."""
        (found,) = self.articles(slug)
        return found

    def pages(self, slug: str) -> list[Page]:
        """Return an outlet's pages in the order they were met."""
        with session(self.engine) as opened:
            mine = Page.source == self.stand.outlet(slug).name
            return list(opened.scalars(select(Page).where(mine).order_by(Page.id)))

    def run(self, slug: str) -> Run:
        """Return an outlet's last run."""
        with session(self.engine) as opened:
            mine = Run.source == self.stand.outlet(slug).name
            return opened.scalars(select(Run).where(mine).order_by(Run.id.desc())).first() or pytest.fail("never ran")

    def state(self, slug: str) -> SourceState:
        """Return what is known of an outlet."""
        with session(self.engine) as opened:
            return opened.get_one(SourceState, self.stand.outlet(slug).name)

    def listed(self, slug: str) -> dict[str, str]:
        """Return how each list of an outlet answered, by its path."""
        home = self.stand.outlet(slug).home
        return {address.removeprefix(home): said for address, said in self.run(slug).details["lists"].items()}


def _seconds(article: Article) -> float:
    return article.published_at.timestamp() if article.published_at else 0.0


@pytest.fixture(scope="session")
def street(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Street]:
    """Open the street, crawl it, process its pages."""
    folder = tmp_path_factory.mktemp("quirks")
    with Newsstand([write(folder / "street.jsonl")]) as stand:
        environment = {
            **os.environ,
            "KONCHI_HOME": str(folder),
            "KONCHI_DATABASE": f"sqlite:///{folder / 'konchi.db'}",
            "KONCHI_SOURCES": str(stand.catalogue(folder / "sources")),
            "KONCHI_ALLOW_HOSTS": stand.allow_hosts,
        }
        opened = Street(stand, connect(environment["KONCHI_DATABASE"]), environment)
        opened.konchi("crawl")
        opened.konchi("process")
        yield opened
        opened.engine.dispose()
