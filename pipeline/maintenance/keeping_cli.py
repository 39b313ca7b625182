"""The konchi commands that keep what there is, and no more: a backup, what it held, or what was swept away goes out."""

from pathlib import Path

import click

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=FILE)
def backup(file: Path) -> None:
    """Write all data and files to FILE, which must be new, while Konchi runs; then read it again and compare."""
    from pipeline.db import connect
    from pipeline.maintenance.backup import backup as write

    made = write(connect(), file)
    size = file.stat().st_size / 1_000_000
    click.echo(
        f"{file}: {made.rows} rows of {len(made.tables)} tables and {len(made.files)} files, {size:.1f} MB; "
        "it was read again and is whole. Who reads it knows your readers' addresses: keep it safe"
    )


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--overwrite", is_flag=True, help="Take away what the database and the files hold now.")
def restore(file: Path, *, overwrite: bool) -> None:
    """Put the backup FILE into the configured database, SQLite or PostgreSQL, wherever it was written."""
    from pipeline.db import connect, shown_url
    from pipeline.maintenance.restore import restore as read

    held = read(connect(), file, overwrite=overwrite)
    click.echo(f"{held.rows} rows of {held.made_at[:16]} UTC and {len(held.files)} files are back, in {shown_url()}")


@click.command()
def sweep() -> None:
    """Empty old pages without news of deals and old mails, and delete old runs, as konchi run does every day."""
    from pipeline.db import connect
    from pipeline.maintenance.sweep import summary
    from pipeline.maintenance.sweep import sweep as run

    click.echo(f"today: {summary(run(connect()))}")
