"""The konchi commands of the crawler; each imports what it needs when it is called, so that the command starts fast."""

import sys
from typing import Any

import click

from pipeline.commands import Day


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME ...]")
@click.option("--due", is_flag=True, help="Only sources whose time has come.")
@click.option("--since", type=Day(), metavar="DATE", help="Skip what is dated before DATE.")
@click.option("--limit", type=click.IntRange(min=0), help="Fetch at most this many pages a source, the newest first.")
def crawl(names: tuple[str, ...], since: Any, limit: int | None, *, due: bool) -> None:  # noqa: ANN401 - click's moment
    """Read the sources of these names, or all of them, and store the pages that are new."""
    from crawler.garbage import none_yet

    with none_yet():
        from crawler.age import oldest
        from crawler.due import due_names
        from pipeline.db import connect

        oldest()
        engine = connect()  # a setting or a database that cannot be used is said once, not source by source
        chosen = _chosen(names)
        if due:
            ready = due_names(engine)
            chosen = [name for name in ready if name in chosen]
        if not chosen:
            click.echo("nothing is due" if due else "the catalogue names no source")
            return
        from crawler.batches.batch import drive, quiet_process

        process = quiet_process()
    sys.exit(drive(process, chosen, since.date().isoformat() if since else None, limit))


@click.command()
@click.argument("archives", nargs=-1, required=True, metavar="FILE ...", type=click.Path(exists=True, dir_okay=False))
@click.option(
    "--since", type=Day(), metavar="DATE", help="Skip what was captured before DATE, or is dated so by its address."
)
def backfill(archives: tuple[str, ...], since: Any) -> None:  # noqa: ANN401 - click's moment
    """Read web archives (WARC files) of others' crawls, and store the pages in them that may matter."""
    import datetime as dt

    from crawler.archives.telling import fill
    from crawler.sources import load_catalogue
    from pipeline.db import connect

    sys.exit(fill(connect(), load_catalogue(), archives, since and since.replace(tzinfo=dt.UTC)))


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--health", is_flag=False, flag_value="", metavar="[NAME]", help="How they fare, and why; all of one.")
@click.option("--rights", is_flag=True, help="What their hosts say of the use of texts: licences and reservations.")
@click.pass_context
def sources(context: click.Context, health: str | None, *, as_json: bool, rights: bool) -> None:
    """List the sources of the catalogue with their state, add one, or name hosts worth adding."""
    if context.invoked_subcommand:
        return
    from crawler.manners.rights import rights_of, rights_table
    from crawler.monitoring.condition import told
    from crawler.monitoring.report import as_lines, as_table, rows
    from pipeline.db import connect

    _chosen((health,) if health else ())
    if health is not None:
        click.echo("\n".join(told(connect(), health, as_json=as_json)))
        return
    shown, table = (rights_of(connect()), rights_table) if rights else (rows(connect()), as_table)
    click.echo("\n".join((as_lines if as_json else table)(shown)))


@sources.command()
def propose() -> None:
    """Name the hosts outside the catalogue whose reports proved useful, the command for each, and hosts shut to us."""
    from crawler.discovery.proposals import as_lines, proposals, shut
    from crawler.sources import load_catalogue
    from pipeline.db import connect

    _chosen(())
    engine, catalogue = connect(), load_catalogue()
    click.echo("\n".join(as_lines(proposals(engine, catalogue), shut(engine, catalogue))))


@sources.command()
@click.argument("url")
@click.option("--country", metavar="CODE", help="Two letters, EU or INT, where the host does not tell.")
@click.option("--name", help="Name of the source.  [default: from the host]")
@click.option("--kind", help="Kind of the outlet.  [default: newspaper, or government]")
@click.option("--delay", type=click.FloatRange(min=0), default=3, show_default=True, help="Seconds between requests.")
@click.option("--write", is_flag=True, help="Append the block to the catalogue.")
@click.option("--keep/--no-keep", default=None, help="Keep one page as a test case.  [default: with --write]")
def add(url: str, **wishes: Any) -> None:  # noqa: ANN401 - click's values, named as Order names them
    """Find the feeds, sitemaps and article pattern of the site at URL, and print its block of the catalogue."""
    from crawler.batches.batch import quiet_process
    from crawler.onboarding.adding import Order
    from crawler.onboarding.adding import add as add_source

    add_source(quiet_process(), Order(url, **wishes))


def _chosen(names: tuple[str, ...]) -> list[str]:
    """Return the names of known sources, all without a name; an unknown one is refused with the nearest."""
    import difflib

    from crawler.sources import load_catalogue

    catalogue = load_catalogue()
    for name in names:
        if name not in catalogue:
            near = difflib.get_close_matches(name, catalogue, n=3, cutoff=0.5)
            hint = f"; did you mean {' or '.join(near)}?" if near else "; konchi sources lists them"
            raise click.ClickException(f"no source is called {name!r}{hint}")
    return list(dict.fromkeys(names)) or [name for name, source in catalogue.items() if source.enabled]
