"""Which source of the catalogue reads an address or a host: they come in, its name goes out."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from crawler.lists.listing import site
from crawler.sources import Source
from pipeline.resolution.kinds import DISCOVERY

ARCHIVES = Source("web_archives", "Web archives", "INT", "UTC", "web_archives", DISCOVERY)  # found there, read by none


class Readers:
    """The sources that are read for themselves, by the sites their lists stand on."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self.sources: defaultdict[str, list[Source]] = defaultdict(list)
        for source in sources:
            if source.enabled and source.kind != DISCOVERY:
                for home in {site(address) for _, address in source.lists}:
                    self.sources[home].append(source)

    def at(self, home: str) -> Sequence[Source]:
        """Return the sources whose lists stand on a site."""
        return self.sources.get(home, ())

    def of_address(self, address: str) -> str | None:
        """Return the name of the source whose article the address is; None where none would read it."""
        reading = (s for s in self.at(site(address)) if not s.article or s.article.search(address))
        return next((source.name for source in reading), None)

    def of_host(self, address: str) -> str | None:
        """Return the name of a source that reads the site of an address."""
        return next((source.name for source in self.at(site(address))), None)
