"""What every crawl needs, for a process from which crawls are forked: nothing comes in, all of it stays in memory."""

from contextlib import suppress

from scrapy.utils.misc import load_object
from sqlalchemy.orm import configure_mappers

import crawler.cli
import crawler.spiders.source
from crawler.batches.batch import our_settings
from crawler.sources import InvalidSource, load_catalogue
from pipeline.gate import gate
from pipeline.url import site

CLASSES = ("DOWNLOADER", "DUPEFILTER_CLASS", "SCHEDULER", "SCHEDULER_MEMORY_QUEUE", "STATS_CLASS", "LOG_FORMATTER")

_settings = our_settings()
for _path in (_settings[name] for name in CLASSES):
    load_object(_path)
for _table in ("DOWNLOADER_MIDDLEWARES", "DOWNLOAD_HANDLERS"):
    for _path in (*_settings[_table], *_settings[_table].values()):
        if "." in str(_path):
            load_object(_path)
configure_mappers()  # else done anew in each child, as is the building of what follows
gate(b"", None)
site("https://example.org")
with suppress(InvalidSource):  # the child says so
    load_catalogue()

__all__ = ["crawler"]
