"""`scrapy due`: crawl every source of the catalogue whose time has come."""

import argparse
from typing import cast

from scrapy.commands import ScrapyCommand
from scrapy.crawler import AsyncCrawlerProcess

from crawler.batch import drive
from crawler.health import due_names
from pipeline.db import connect


class Command(ScrapyCommand):
    """The command as Scrapy loads it."""

    requires_project = True
    default_settings = {"LOG_LEVEL": "ERROR"}  # noqa: RUF012 - Scrapy's interface

    def short_desc(self) -> str:
        """Describe the command."""
        return "Crawl all sources that are due"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:  # noqa: ARG002 - Scrapy's interface
        """Crawl what is due."""
        self.exitcode = drive(cast("AsyncCrawlerProcess", self.crawler_process), due_names(connect()))
