"""Sources that share a host: sources come in, chains of names to be crawled one after another go out."""

from collections.abc import Collection, Iterable, Iterator

from crawler.sources import Source


def chains(sources: Iterable[Source]) -> list[list[str]]:
    """Return the sources' names in chains, so that sources of one host are in the same chain."""
    found: list[list[str] | None] = []
    places: dict[str, int] = {}  # of a host's chain
    homes: dict[int, set[str]] = {}
    for source in sources:
        hosts = {address.split("/")[2].lower().removeprefix("www.") for _, address in source.lists}
        met = sorted({places[host] for host in hosts if host in places})
        names = [name for place in met for name in found[place] or ()]
        for place in met:
            hosts |= homes.pop(place)
            found[place] = None
        homes[len(found)] = hosts
        places.update(dict.fromkeys(hosts, len(found)))
        found.append([*names, source.name])
    return [names for names in found if names]


def batches(chained: Iterable[list[str]], most: int, alone: Collection[str] = ()) -> Iterator[list[str]]:
    """Give the names in batches of so many, more only where a chain is longer: no chain is divided.

    Chains that hold one of the names that are to be ``alone`` come last, each in a batch of its own.
    """
    batch: list[str] = []
    apart: list[list[str]] = []
    for chain in chained:
        if not set(chain).isdisjoint(alone):
            apart.append(chain)
            continue
        if batch and len(batch) + len(chain) > most:
            yield batch
            batch = []
        batch = [*batch, *chain]
    if batch:
        yield batch
    yield from apart
