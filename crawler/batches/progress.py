"""Telling how a crawl goes: accounts of runs come in, bars on a terminal or one plain line a source go out."""

import sys
from collections.abc import Iterable
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Self

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from crawler.monitoring.tally import Tally
from pipeline.models import REACHED
from pipeline.text import one_line

UNREACHED = 3  # the exit code of a crawl that reached none of its sources
WORDS = {"stored": "stored", "rejected": "turned away", "failed": "failed", "known": "known", "skipped": "skipped"}

TROUBLES = ("unreachable", "broken", "blocked", "empty", "killed", "held")


class Lines(AbstractContextManager["Lines"]):
    """One plain line a source, when its run ends."""

    def __init__(self, total: int) -> None:
        self.total = total

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing is left open."""

    def update(self, tally: Tally) -> None:
        """Nothing is said before the end."""

    def done(self, tally: Tally) -> None:
        """Say how a run ended."""
        click.echo(sentence(tally))


class Bars(Lines):
    """A bar for the whole crawl and one for each source at work, for a terminal."""

    def __init__(self, total: int) -> None:
        super().__init__(total)
        columns = (TextColumn("{task.description:24.24}", markup=False), BarColumn(), MofNCompleteColumn())
        self.progress = Progress(
            SpinnerColumn(), *columns, TimeElapsedColumn(), console=Console(stderr=False), transient=True
        )
        self.tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Self:
        """Show the bars."""
        self.progress.start()
        self.whole = self.progress.add_task("sources", total=self.total)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bars away."""
        self.progress.stop()

    def update(self, tally: Tally) -> None:
        """Move a source's bar."""
        if tally.source not in self.tasks:
            self.tasks[tally.source] = self.progress.add_task(tally.source)
        self.progress.update(self.tasks[tally.source], total=len(tally.listed), completed=len(tally.fates))

    def done(self, tally: Tally) -> None:
        """Say how a run ended, above the bars."""
        task = self.tasks.pop(tally.source, None)
        if task is not None:
            self.progress.remove_task(task)
        self.progress.advance(self.whole)
        self.progress.console.print(sentence(tally), markup=False, highlight=False)


def display(total: int) -> Lines:
    """Return bars on a terminal, plain lines elsewhere."""
    return Bars(total) if sys.stdout.isatty() else Lines(total)


def sentence(tally: Tally) -> str:
    """Return in one line how a run of a source ended."""
    return f"{tally.source:24} {one_line(_ending(tally))}"


def _ending(tally: Tally) -> str:
    outcome, reason = tally.ending()
    counts = tally.counts()
    counted = ", ".join(f"{counts[name]} {word}" for name, word in WORDS.items() if counts[name])
    witness = tally.testimony.account() if tally.testimony else ""
    counted = "; ".join(filter(None, [counted, *dict.fromkeys(tally.gaps.values()), witness]))
    if outcome == "ok":
        return (counted or "nothing listed") + (f" ({reason})" if reason else "")
    said = {"unchanged": "nothing new", "held": "left alone: another crawl is at it"}.get(outcome, outcome)
    told = f"; {counted}" if counted and (outcome != "unchanged" or witness) else ""
    return said + (f": {reason}" if reason else "") + told


def summary(tallies: Iterable[Tally]) -> tuple[str, int]:
    """Return how a whole crawl ended, with the names of troubled sources, and its exit code."""
    tallies = list(tallies)
    endings = [tally.ending()[0] for tally in tallies]
    if not tallies:
        return "nothing is due", 0
    if all(ending == "unreachable" for ending in endings):
        doubt = "is there a connection to the internet?"
        if all(tally.trouble() == "certificate" for tally in tallies):
            doubt = "are the clock and the certificates of this machine right?"
        return f"none of the {len(endings)} sources could be reached: {doubt}", UNREACHED
    counts = {name: sum(tally.counts()[name] for tally in tallies) for name in WORDS}
    pages = ", ".join(f"{counts[name]} {word}" for name, word in WORDS.items())
    well = sum(ending in REACHED for ending in endings)  # as every digest's footer counts
    reached = f"{well} of {len(endings)} sources reached; pages: {pages}"
    troubled = {name: sorted(tally.source for tally in tallies if tally.ending()[0] == name) for name in TROUBLES}
    return "\n".join([reached, *(f"{name}: {', '.join(names)}" for name, names in troubled.items() if names)]), 0
