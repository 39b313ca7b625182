"""Scrapy's spider-loader protocol over the catalogue: every block is a spider, so `scrapy crawl kun_uz` works."""

import difflib
import sys
from builtins import list as list_
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Self

from scrapy import Request
from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

from crawler.guard import Unguarded, ensure_guarded
from crawler.sources import InvalidSource, Source, load_catalogue
from pipeline.identity import Rules
from pipeline.text import one_line

if TYPE_CHECKING:
    from crawler.spiders.source import SourceSpider


class UnknownSource(KeyError, UsageError):
    """No source of the catalogue has this name; Scrapy's protocol wants a KeyError, its commands print a UsageError."""

    def __str__(self) -> str:
        """Return the sentence, without the quotes of a KeyError."""
        return str(self.args[0])


class UnusableDatabase(UsageError):
    """There is nowhere to store pages; Scrapy's commands print a UsageError, and a traceback of anything else."""


def _connect() -> None:
    from pipeline.db import BadDatabase, BadFolder, connect  # noqa: PLC0415 - `scrapy list` needs no database

    try:
        connect()
    except (BadDatabase, BadFolder) as error:
        raise UnusableDatabase(one_line(str(error))) from error


class CatalogueLoader:
    """The spiders of the catalogue, each made when it is asked for."""

    def __init__(self) -> None:
        self.catalogue = load_catalogue()

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        """Return a loader of the catalogue; an invalid one or unsafe settings end the command with a sentence."""
        try:
            ensure_guarded(settings)
            return cls()
        except (InvalidSource, Unguarded) as error:
            sys.exit(f"scrapy: {one_line(str(error))}")  # Scrapy prints a traceback of any other end

    def load(self, spider_name: str) -> "type[SourceSpider]":
        """Return the spider class of a source; raises UnknownSource with the nearest names."""
        if spider_name not in self.catalogue:
            near = difflib.get_close_matches(spider_name, self.catalogue, n=3)
            hint = f"; near: {', '.join(near)}" if near else "; scrapy list names them"
            raise UnknownSource(f"no source is called {spider_name!r}{hint}")
        return self.together(spider_name, [self.catalogue[spider_name]])

    def together(self, name: str, sources: Iterable[Source]) -> "type[SourceSpider]":
        """Return a spider class of so many sources."""
        from crawler.spiders.source import SourceSpider  # noqa: PLC0415 - `scrapy list` needs no spider

        _connect()
        return type(name, (SourceSpider,), {"name": name, "sources": tuple(sources), "rules": self.rules})

    @cached_property
    def rules(self) -> Rules:
        """Return the identity rules of all sources: an article may be met first at another one."""
        return Rules(rule for source in self.catalogue.values() for rule in source.identity)

    def list(self) -> list_[str]:
        """Return the names of all sources."""
        return sorted(self.catalogue)

    def find_by_request(self, request: Request) -> list_[str]:
        """Return the names of the sources whose lists lie on the request's site."""
        from crawler.lists.listing import site  # noqa: PLC0415 - nor the list of public suffixes

        home = site(request.url)
        return [name for name, source in self.catalogue.items() if any(site(page) == home for _, page in source.lists)]
