"""`scrapy due`: crawl every source of the catalogue whose time has come."""

import argparse
from typing import cast

from scrapy.commands import ScrapyCommand
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import UsageError


class Command(ScrapyCommand):
    """The command as Scrapy loads it; Scrapy imports every command at each start, so what it needs comes later."""

    requires_project = True
    default_settings = {"LOG_LEVEL": "ERROR"}  # noqa: RUF012 - Scrapy's interface

    def short_desc(self) -> str:
        """Describe the command."""
        return "Crawl all sources that are due"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:  # noqa: ARG002 - Scrapy's interface
        """Crawl what is due."""
        from crawler.batches.batch import drive  # noqa: PLC0415
        from crawler.due import due_names  # noqa: PLC0415
        from pipeline.db import BadDatabase, BadFolder, connect  # noqa: PLC0415

        try:
            names = due_names(connect())
        except (BadDatabase, BadFolder) as error:
            raise UsageError(str(error)) from error
        self.exitcode = drive(cast("AsyncCrawlerProcess", self.crawler_process), names)
