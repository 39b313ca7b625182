"""Files of web archives come in; each is read, and one line that accounts for its captures goes out."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

import click
from rich.console import Console
from rich.progress import open as open_with_bar
from sqlalchemy import Engine

from crawler.archives.filling import OTHERS, Account, Filler
from crawler.batches.progress import WORDS
from crawler.sources import Source
from pipeline.text import one_line

UNREAD = 1  # the exit code where an archive was not read to its end
REASONS = 6  # for which captures were skipped, those told


def fill(engine: Engine, catalogue: Mapping[str, Source], paths: Iterable[str], since: datetime | None) -> int:
    """Read the archives one by one, say of each what became of it, and return 0, or 1 where one was not read whole."""
    work, code, stored = Filler(engine, catalogue, since), 0, 0
    for path in map(Path, paths):
        account = Account()
        try:
            with _opened(path) as file:
                work.read(file, account)
        except BaseException:
            account.error = "stopped; what is stored already will be known when it is read again"
            raise
        finally:
            click.echo(sentence(path.name, account))
        code, stored = UNREAD if account.error else code, stored + account.counts["stored"]
    if stored:
        click.echo("konchi process understands what is stored")
    return code


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    """Open an archive, on a terminal under a bar that follows its reading unless it comes through a pipe."""
    if not sys.stdout.isatty() or not path.is_file():
        with path.open("rb") as file:
            yield file
        return
    with open_with_bar(path, "rb", description=one_line(path.name), transient=True, console=Console()) as file:
        yield file


def sentence(name: str, account: Account) -> str:
    """Return in one line what became of the captures of an archive."""
    counted = ", ".join(f"{account.counts[count]:,} {word}" for count, word in WORDS.items() if account.counts[count])
    common = [(reason, count) for reason, count in account.reasons.most_common(REASONS) if reason != OTHERS]
    left = account.counts["skipped"] - sum(count for _, count in common)
    reasons = [f"{count:,} {reason}" for reason, count in [*common, *([(OTHERS, left)] if left else [])]]
    told = f" ({', '.join(reasons)})" if reasons else ""
    error = f"; {account.error}" if account.error else ""
    number = account.counts.total()
    return one_line(f"{name} {number:,} capture{'' if number == 1 else 's'}: {counted or 'none'}{told}{error}")
