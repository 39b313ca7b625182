"""The konchi commands of the pipeline: words from a terminal come in, the pipeline's answers go out."""

import datetime as dt
import os
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from io import TextIOWrapper
from typing import Any

import click

from pipeline.commands import Day


@click.command()
@click.option("--limit", type=click.IntRange(min=1), help="Process at most this many pages.")
def process(limit: int | None) -> None:
    """Turn waiting pages into articles, deals and events."""
    from pipeline.db import connect
    from pipeline.process import process as run

    with _progress("processing") as watch:
        counts = run(connect(), limit, watch)
    _summarise(counts)


@click.command()
def reprocess() -> None:
    """Understand every stored page again, after a change of lexicon or code; readers are not told twice."""
    from pipeline.db import connect
    from pipeline.reprocess import reprocess as run

    with _progress("reprocessing") as watch:
        counts = run(connect(), watch)
    _summarise(counts)


def _summarise(counts: Mapping[str, int]) -> None:
    click.echo(
        f"{counts['articles']} articles, of them {counts['relevant']} relevant "
        f"and {counts['merged']} merged as copies; "
        f"{counts['same']} pages were known under another address; {counts['failed']} failed"
    )
    if counts["revised"] or counts["unaltered"]:
        click.echo(f"{counts['revised']} articles were edited by their outlets, {counts['unaltered']} read as before")
    if counts["recalled"] or counts["skipped"]:
        click.echo(
            f"{counts['recalled']} of the articles were read from their stored texts, for their pages are no longer "
            f"kept; {counts['skipped']} pages of which nothing is kept were skipped"
        )
    if counts["failed"]:
        click.echo("konchi status names the failed pages with their errors", err=True)


@click.command()
@click.argument("article")
def explain(article: str) -> None:
    """Tell what was found where in ARTICLE (its address or number), and why it belongs to its deal."""
    from pipeline.db import connect, reading
    from pipeline.queries.explain import explain as tell

    with reading(connect()) as opened:
        click.echo(tell(opened, article))


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, required=True, type=click.UNPROCESSED)
@click.option("--deals", "only", flag_value="deals", help="Only deals.")
@click.option("--articles", "only", flag_value="articles", help="Only articles.")
@click.option("--mineral", "minerals", multiple=True, help="Only what names it; several: all of them.")
@click.option("--since", type=Day(), metavar="DATE", help="Only articles published since then.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="At most so many of each.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def search(words: tuple[str, ...], only: str | None, minerals: tuple[str, ...], since: Any, **how: Any) -> None:  # noqa: ANN401 - a moment; a number and a choice
    """Find articles and deals that say all WORDS, in any form, language and script the lexicon knows.

    A mineral, body, place or country is found by whatever it is called. "Words in quotes" stand one after the other
    and are taken as words, not as names. What must not be there is marked with a minus: konchi search tungsten -gold
    """
    from pipeline.db import connect, reading
    from pipeline.queries.layout import columns
    from pipeline.queries.query import mineral, parse
    from pipeline.queries.results import lines, records
    from pipeline.queries.search import Hunt, articles, deals

    typed = (f'"{one}"' if " " in one and '"' not in one else one for one in words)  # the shell takes quotes off
    clauses = [*parse(" ".join(typed)), *map(mineral, minerals)]
    hunt = Hunt(clauses, since.replace(tzinfo=dt.UTC) if since else None, how["limit"])
    with reading(connect()) as opened:
        found_deals = deals(opened, hunt) if only != "articles" else []
        found_articles = articles(opened, hunt) if only != "deals" else []
    if isinstance(sys.stdout, TextIOWrapper) and how["as_json"]:
        sys.stdout.reconfigure(encoding="utf-8")
    found = (found_deals, found_articles)
    shown = records(*found) if how["as_json"] else lines(*found, columns())
    click.echo("\n".join(shown).rstrip() or "nothing is stored that says so")


@click.command()
@click.argument("what", type=click.Choice(["articles", "deals"]))
@click.option(
    "--csv", "as_csv", is_flag=True, help="Write CSV instead of JSON Lines; a file of it has the mark Excel needs."
)
def export(what: str, *, as_csv: bool) -> None:
    """Write all articles or deals to standard output, one JSON object a line.

    The start and end of a deal's evidence count characters of its article's title, an empty line and the text.
    """
    from pipeline.db import connect, reading
    from pipeline.queries.export import export as write

    if isinstance(sys.stdout, TextIOWrapper):
        marked = as_csv and stat.S_ISREG(os.fstat(sys.stdout.fileno()).st_mode)  # else Excel reads another script
        sys.stdout.reconfigure(encoding="utf-8-sig" if marked else "utf-8")  # whatever the terminal speaks
    with reading(connect()) as opened:
        write(opened, what, sys.stdout, as_csv=as_csv)


@click.command()
def status() -> None:
    """Show how Konchi fares: where its data is, what it holds, what failed and why."""
    from pipeline.db import connect, data_folder, shown_url
    from pipeline.maintenance.status import failed_pages, fared, figures, jobs

    engine = connect()
    click.echo(f"{'data folder':16}{data_folder()}\n{'database':16}{shown_url()}")
    for name, figure in figures(engine).items():
        click.echo(f"{name:16}{figure}")
    for job in jobs(engine):
        click.echo(f"{'job ' + job.name:16}{fared(job)}")
    failures = failed_pages(engine)
    if failures:
        click.echo("\nnewest pages without an article:")
    for address, reason in failures:
        click.echo(f"  {address}\n    {reason}")


@click.command()
def health() -> None:
    """Answer a watching machine: one line a check, exit code 1 where one fails."""
    from pipeline.db import connect
    from pipeline.maintenance.status import checks

    answers = checks(connect())
    for check in answers:
        click.echo(f"{'ok' if check.passed else 'FAIL':5}{check.name}: {check.finding}")
    sys.exit(0 if all(check.passed for check in answers) else 1)


@contextmanager
def _progress(what: str) -> Iterator[Callable[[int, int], None] | None]:
    """Show a progress bar on a terminal, and nothing in a log."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, claimed: bar.update(task, completed=done, total=claimed)
