"""Settings for many crawlers in one process: Scrapy's settings come in, the same with cheap copies go out."""

import copy
from typing import Any, Self

from scrapy.settings import Settings
from scrapy.utils.misc import load_object

TABLES = ("DOWNLOADER_MIDDLEWARES", "SPIDER_MIDDLEWARES", "EXTENSIONS", "ITEM_PIPELINES")
CLASSES = (
    "DOWNLOADER",
    "DUPEFILTER_CLASS",
    "ITEM_PROCESSOR",
    "LOG_FORMATTER",
    "REQUEST_FINGERPRINTER_CLASS",
    "SCHEDULER",
    "SCHEDULER_MEMORY_QUEUE",
    "SCHEDULER_PRIORITY_QUEUE",
    "STATS_CLASS",
)


class SharedSettings(Settings):
    """Settings whose copies share every value that is not set anew in them.

    Scrapy copies a crawler's settings deeply and finds every class by its name again: a third of the cost of a poll.
    """

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.attributes = dict(settings.attributes)
        self.origin: Settings | None = None
        for table in TABLES:
            found = self.get_component_priority_dict_with_base(table)
            self.set(f"{table}_BASE", {}, "cmdline")
            self.set(table, {load_object(path): place for path, place in found.items()}, "cmdline")
        for name in CLASSES:
            self.set(name, load_object(self[name]), "cmdline")

    def set(self, name: str, value: Any, priority: int | str = "project") -> None:  # noqa: ANN401 - Scrapy's interface
        """Set a value here and in no copy, nor in what this is a copy of."""
        if name in self.attributes:
            self.attributes[name] = copy.copy(self.attributes[name])
        super().set(name, value, priority)

    def copy(self) -> Self:
        """Return settings that may be changed apart from these."""
        copied = copy.copy(self)
        copied.attributes, copied.origin = dict(self.attributes), self
        return copied

    def update(self, values: Any, priority: int | str = "project") -> None:  # type: ignore[override] # noqa: ANN401
        """Set many values; those this is a copy of, which Scrapy sets once more before each crawl, are there."""
        if values is None or values is not self.origin:
            super().update(values, priority)
