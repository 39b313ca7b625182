"""The books of a batch: sources to lease and runs to close come in one by one, and are written down together."""

from sqlalchemy import Engine

from crawler.monitoring.tally import Tally
from crawler.sources import Source
from crawler.together import Together
from crawler.visits.closing import finish, finish_all
from crawler.visits.opening import begin, begin_all


class Books:
    """Begins and closes runs, each transaction for all the sources that come within a moment."""

    def __init__(self, moment: float, engine: Engine) -> None:
        self._begun = Together[Source, Tally | None](
            lambda sources: begin_all(engine, sources), lambda source: begin(engine, source), moment
        )
        self._closed = Together[tuple[Source, Tally], bool](
            lambda closing: finish_all(engine, closing), lambda one: finish(engine, *one), moment
        )

    async def begin(self, source: Source) -> Tally | None:
        """Lease the source and open a run; return its account, or None while another crawl holds the source."""
        return await self._begun.put(source)

    async def finish(self, source: Source, tally: Tally) -> bool:
        """Close the run and give the lease back; return False where it has passed to another crawl."""
        return await self._closed.put((source, tally))
