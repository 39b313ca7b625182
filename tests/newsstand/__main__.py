"""``python -m tests.newsstand``: article files come in, a street of outlets is served until Ctrl-C or SIGTERM."""

import signal
import sys
import threading
from pathlib import Path

import click

from tests.newsstand.server import PortTaken
from tests.newsstand.stand import Newsstand
from tests.newsstand.story import InvalidStory


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--port", default=18700, show_default=True, help="The first outlet's port; 0 lets the system choose.")
@click.option(
    "--catalogue", type=click.Path(file_okay=False, path_type=Path), help="Write the sources into this folder."
)
@click.option("--now", help="Stop the street's clock at this moment, as in 2025-08-24T09:00+05:00.")
def main(files: tuple[Path, ...], port: int, catalogue: Path | None, now: str | None) -> None:
    """Serve the FILES of articles (by default the labelled ones and the street's own) as news outlets on loopback."""
    try:
        with Newsstand(files or None, now=now, port=port) as stand:
            _serve(stand, catalogue)
    except (PortTaken, InvalidStory, ValueError) as error:
        sys.exit(f"newsstand: {error}")


def _serve(stand: Newsstand, catalogue: Path | None) -> None:
    done = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: done.set())
    if catalogue:
        stand.catalogue(catalogue)
        (catalogue / "allow-hosts").write_text(stand.allow_hosts + "\n", encoding="ascii")
    first = stand.outlets[0].home if stand.outlets else "nowhere"
    click.echo(
        f"newsstand: {len(stand.stories)} articles of {len(stand.outlets)} outlets from {first} on, "
        f"at {stand.clock.now():%Y-%m-%d %H:%M %Z}; Ctrl-C ends it"
    )
    done.wait()


if __name__ == "__main__":
    main()
