"""`scrapy add URL`: find a site's lists and article pattern, and print its block of the catalogue."""

import argparse
from typing import cast

from scrapy.commands import ScrapyCommand
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import UsageError


class Command(ScrapyCommand):
    """The command as Scrapy loads it; Scrapy imports every command at each start, so what it needs comes later."""

    requires_project = True
    default_settings = {"LOG_LEVEL": "ERROR"}  # noqa: RUF012 - Scrapy's interface

    def syntax(self) -> str:
        """Name the arguments."""
        return "[options] <url>"

    def short_desc(self) -> str:
        """Describe the command."""
        return "Find a site's feeds and article pattern, and print its block of the catalogue"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Name the options, the same as those of `konchi sources add`."""
        super().add_options(parser)
        parser.add_argument("--country", help="two letters, EU or INT, where the host does not tell")
        parser.add_argument("--name", help="name of the source (default: from the host)")
        parser.add_argument("--kind", help="kind of the outlet (default: newspaper, or government)")
        parser.add_argument("--delay", type=float, default=3.0, help="seconds between two requests (default: 3)")
        parser.add_argument("--write", action="store_true", help="append the block to the catalogue")
        parser.add_argument("--keep", action=argparse.BooleanOptionalAction, help="keep one page as a test case")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Look at the site."""
        from crawler.onboarding.adding import Order, add  # noqa: PLC0415
        from crawler.onboarding.hindrance import NotAdded  # noqa: PLC0415
        from crawler.sources import InvalidSource  # noqa: PLC0415

        if len(args) != 1:
            raise UsageError("give the address of one site")
        order = Order(args[0], opts.country, opts.name, opts.kind, opts.delay, opts.write, opts.keep)
        try:
            add(cast("AsyncCrawlerProcess", self.crawler_process), order)
        except (NotAdded, InvalidSource) as error:
            raise UsageError(str(error), print_help=False) from error
